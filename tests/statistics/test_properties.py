"""What holds for every cohort: order never matters, swapping flips signs, adding leaves t."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketgui.domain.cohort import Cohort
from ketgui.domain.fields import TABLES
from ketgui.domain.plan import AnalysisPlan
from ketgui.figures.catalogue import FIGURES
from ketgui.figures.spec import Bars, ErrorBars, FigureSpec, Lines, Points
from ketgui.statistics.analysis import Analysis, analyse
from ketgui.statistics.results import RESULTS
from ketgui.statistics.results.outcomes.cut_offs import CutOffs
from ketgui.statistics.results.outcomes.outcomes import Outcomes
from ketgui.statistics.results.outcomes.outlying import Outlying
from ketgui.statistics.results.outcomes.paired_change import PairedChange
from ketgui.statistics.results.outcomes.percent_improvement import PercentImprovement
from ketgui.statistics.results.outcomes.robust_change import RobustChange
from ketgui.statistics.results.outcomes.trajectory import Trajectory
from ketgui.statistics.results.patients.missing import Missing
from ketgui.statistics.results.treatment.patient_courses import PatientCourses
from tests.paragraphs import results_paragraph

# Courses are drawn in the order in which the patients stand in the file, or of the first of them.
ONE_BY_ONE = ("swimmer", "course_calendar", "train_pattern", "adverse_event_timeline")
ALL = AnalysisPlan(bayes_factor=True, mixed_model=True, carry_forward=True)
SCORES = st.tuples(st.integers(0, 60).map(float), st.integers(0, 60).map(float))
PAIRS = st.lists(SCORES, min_size=3, max_size=25)
MAYBE = st.one_of(st.none(), st.integers(0, 60).map(float))


def shuffled(cohort: Cohort, seed: int) -> Cohort:
    """Return the cohort with the rows of every table in another order."""
    tables = {
        name: getattr(cohort, name).sample(frac=1, random_state=seed).reset_index(drop=True)
        for name in TABLES
    }
    return replace(cohort, **tables)


def same(first: Any, second: Any, place: str = "") -> None:
    """Assert that two nests of values are alike, numbers to their last digits."""
    if isinstance(first, dict):
        assert first.keys() == second.keys(), place
        for key in first:
            same(first[key], second[key], f"{place}.{key}")
    elif isinstance(first, list | tuple):
        assert len(first) == len(second), place
        for number, (a, b) in enumerate(zip(first, second, strict=True)):
            same(a, b, f"{place}[{number}]")
    elif isinstance(first, float):
        assert second == pytest.approx(first, rel=1e-6, abs=1e-9), place
    else:
        assert first == second, place


def drawn(spec: FigureSpec) -> list[Any]:
    """Return what a figure draws, in an order of its own."""
    found: list[Any] = []
    for panel in spec.panels:
        for one in panel.marks:
            match one:
                case Points() | Bars():
                    found += [(one.colour, words) for words in one.hover]
                case Lines():
                    found += [(one.colour, path) for path in one.paths if one.ids]
                case ErrorBars():
                    limits = zip(one.at, one.low, one.high, strict=True)
                    found += [tuple(round(v, 6) for v in limit) for limit in limits]
                case _:
                    continue
    return sorted(map(str, found))


@pytest.fixture(scope="module")
def whole(example) -> Analysis:
    return analyse(example.cohort, ALL)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_rows_never_matters(whole, seed):
    other = analyse(shuffled(whole.cohort, seed), ALL)
    for kind in RESULTS:
        if kind is not PatientCourses:
            same(whole[kind].as_dict(), other[kind].as_dict(), kind.key)
    assert results_paragraph(other) == results_paragraph(whole)
    for figure in FIGURES:
        if figure.key in ONE_BY_ONE:
            continue
        mine, theirs = figure.build(whole), figure.build(other)
        assert theirs.caption == mine.caption, figure.key
        assert drawn(theirs) == drawn(mine), figure.key


@settings(max_examples=20)
@given(st.lists(st.tuples(MAYBE, MAYBE), max_size=15), st.integers(0, 99))
def test_the_order_of_patients_never_matters(cohort_of, pairs, seed):
    cohort = cohort_of(pairs)
    first, second = analyse(cohort, ALL), analyse(shuffled(cohort, seed), ALL)
    for kind in RESULTS:
        same(first[kind].as_dict(), second[kind].as_dict(), kind.key)
    assert results_paragraph(first) == results_paragraph(second)


@pytest.mark.parametrize("seed", range(4))
def test_two_ratings_on_one_day_count_alike_in_any_order(cohort_of, seed):
    infusions = [{"patient_id": "P01", "day": day} for day in (0, 2, 4)]
    ratings = [
        {"patient_id": "P01", "scale": "madrs", "day": day, "score": score}
        for day, score in ((-1, 30), (-1, 28), (3, 20), (3, 12), (3, 16), (9, 11), (9, 14))
    ]
    whole = cohort_of([(None, None)], infusions=infusions, assessments=ratings)
    early = cohort_of([(None, None)], infusions=infusions, assessments=ratings[:5])
    for cohort in (whole, early):
        first, second = analyse(cohort, ALL), analyse(shuffled(cohort, seed), ALL)
        for kind in (Trajectory, Missing, PairedChange):
            same(first[kind].as_dict(), second[kind].as_dict(), kind.key)
    course = analyse(shuffled(whole, seed), ALL)[Trajectory]
    assert [point.mean for point in course.points] == [28, 20, 14]


FLIPPED = ("mean_difference", "t", "cohen_dz", "hedges_gz", "cohen_dav", "hodges_lehmann")
KEPT = ("n", "df", "p", "sd_difference", "pearson_r", "wilcoxon_w", "wilcoxon_p",
        "wilcoxon_zeros", "wilcoxon_tied", "shapiro_w", "shapiro_p")  # fmt: skip


def turned(interval: Any) -> Any:
    """Return the interval of the opposite estimate."""
    return (-interval[1], -interval[0]) if isinstance(interval, tuple) else interval


def close(found: Any, expected: Any) -> None:
    """Assert that two estimates, intervals or reasons are alike."""
    if isinstance(expected, float | int | tuple):
        assert found == pytest.approx(expected, rel=1e-6, abs=1e-7)
    else:
        assert found == expected


@settings(max_examples=15)
@given(PAIRS)
def test_swapping_before_and_after_flips_every_sign(cohort_of, pairs):
    there = analyse(cohort_of(pairs), ALL)
    back = analyse(cohort_of([(after, before) for before, after in pairs]), ALL)
    one, other = there[PairedChange], back[PairedChange]
    for name in FLIPPED:
        value = getattr(one, name)
        close(getattr(other, name), -value if isinstance(value, float) else value)
    for name in KEPT:
        close(getattr(other, name), getattr(one, name))
    for name in ("difference_ci", "cohen_dz_ci", "hedges_gz_ci", "cohen_dav_ci"):
        close(getattr(other, name), turned(getattr(one, name)))
    close(other.mean_before, one.mean_after)
    close(other.sd_after, one.sd_before)
    robust, reverse = there[RobustChange], back[RobustChange]
    assert (reverse.sign_improved, reverse.sign_worsened) == (
        robust.sign_worsened,
        robust.sign_improved,
    )
    close(reverse.hodges_lehmann_ci, turned(robust.hodges_lehmann_ci))
    for name in ("sign_p", "bayes_factor", "achieved_level", "sign_unchanged"):
        close(getattr(reverse, name), getattr(robust, name))
    far, near = there[Outlying], back[Outlying]
    assert near.outside_fences == far.outside_fences
    assert near.studentised == far.studentised
    close(near.fences, turned(far.fences))


@settings(max_examples=15)
@given(st.lists(st.tuples(st.integers(1, 30), st.integers(0, 30)), min_size=3, max_size=25),
       st.integers(1, 30))  # fmt: skip
def test_adding_a_constant_leaves_t_and_changes_percent(cohort_of, pairs, more):
    plain = [(float(before), float(after)) for before, after in pairs]
    raised = [(before + more, after + more) for before, after in plain]
    one, other = (analyse(cohort_of(scores), ALL) for scores in (plain, raised))
    first, second = one[PairedChange], other[PairedChange]
    for name in (*FLIPPED, *KEPT, "difference_ci", "cohen_dz_ci"):
        close(getattr(second, name), getattr(first, name))
    same(one[RobustChange].as_dict(), other[RobustChange].as_dict())
    same(one[Outlying].as_dict(), other[Outlying].as_dict())
    close(second.mean_before, first.mean_before + more)
    changes = [before - after for before, after in plain]
    if sum(changes):
        improved: list[Any] = [results[PercentImprovement] for results in (one, other)]
        assert abs(improved[1].of_means) < abs(improved[0].of_means)


@given(PAIRS)
def test_rates_of_one_outcome_never_exceed_those_of_a_looser_one(study_of, pairs):
    study = study_of(pairs)
    found = CutOffs.compute(study)
    response = [one.rate.count for one in found.of("response")]
    remission = [one.rate.count for one in found.of("remission")]
    assert response == sorted(response, reverse=True)
    assert remission == sorted(remission)
    outcomes = Outcomes.compute(study)
    covered = (outcomes.response, outcomes.partial_response, outcomes.unchanged, outcomes.worse)
    assert sum(rate.count for rate in covered) == len(pairs)

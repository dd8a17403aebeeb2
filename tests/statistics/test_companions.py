"""The results around the paired change: groups, items, course, missing, reliable change, others."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.results.outcomes.bands import Bands
from ketgui.statistics.results.outcomes.caveats import Caveats
from ketgui.statistics.results.outcomes.cut_offs import CutOffs
from ketgui.statistics.results.outcomes.groups import Groups
from ketgui.statistics.results.outcomes.items import Items, adjust_by_holm
from ketgui.statistics.results.outcomes.literature import Literature
from ketgui.statistics.results.outcomes.outcomes import Outcomes
from ketgui.statistics.results.outcomes.reliable_change import ReliableChange
from ketgui.statistics.results.outcomes.trajectory import Trajectory
from ketgui.statistics.results.patients.missing import Missing
from ketgui.statistics.study import Study
from tests.places import ORACLES

LITERATURE = ORACLES / "literature.json"
PAIRS = [(30.0, 15.0), (28.0, 20.0), (24.0, 26.0), (33.0, 9.0), (20.0, 18.0), (27.0, 12.0)]


@pytest.fixture(scope="module")
def study(example) -> Study:
    return Study(example.cohort, example.plan, example.pairs)


def test_against_r_exact_binomial_beside_published_rates(study):
    found = {(c.published.response, c.published.remission): c for c in
             Literature.compute(study).comparisons}  # fmt: skip
    published = {rate for pair in found for rate in pair if rate is not None}
    cases = json.loads(LITERATURE.read_text(encoding="utf-8"))["binomial"]
    checked = 0
    for case in cases:
        assert case["n"] == 21
        for (response, remission), one in found.items():
            if case["count"] == 4 and case["percent"] == response:
                assert one.response_p == pytest.approx(case["p"], rel=1e-9)
                checked += 1
            if case["count"] == 2 and case["percent"] == remission:
                assert one.remission_p == pytest.approx(case["p"], rel=1e-9)
                checked += 1
    assert checked >= 4
    assert published


def test_a_study_is_like_for_like_only_if_nothing_differs(study, study_of):
    paper = next(c for c in Literature.compute(study).comparisons if "Payette" in c.published.study)
    assert paper.differs == ()
    bare = Literature.compute(study_of(PAIRS)).comparisons
    assert all("infusions" in c.differs for c in bare)


@pytest.fixture(scope="module")
def grouped(study_of):
    def compute(levels, pairs=None):
        rows = [{"patient_id": f"P{n:02d}", "site": level} for n, level in enumerate(levels, 1)]
        return Groups.compute(study_of((pairs or PAIRS)[: len(levels)], patients=rows))

    return compute


def test_against_scipy_welch_of_two_groups(grouped):
    from scipy.stats import ttest_ind

    found = grouped(["A", "A", "A", "B", "B", "B"])
    change = np.array([before - after for before, after in PAIRS])
    expected = ttest_ind(change[:3], change[3:], equal_var=False).confidence_interval(0.95)
    (contrast,) = found.contrasts
    assert contrast.difference == pytest.approx(change[:3].mean() - change[3:].mean())
    assert contrast.ci == pytest.approx((expected.low, expected.high))
    assert [(group.level, group.n, group.small) for group in found.groups] == [
        ("A", 3, True),
        ("B", 3, True),
    ]


@pytest.mark.parametrize("name", ["Responder", "Répondeur", "remission_status", "Response ≥ 50"])
def test_responders_are_not_set_against_the_others(name):
    scores = [30.0, 28, 26, 24], [10.0, 11, 20, 22]
    split = ["yes", "yes", "no", "no"]
    named: dict[str, Any] = {name: split}
    assert Groups.compute(Study.of_scores(*scores, **named)).groups == ()
    others: dict[str, Any] = {"site": split, "Responsible clinician": split}
    assert len(Groups.compute(Study.of_scores(*scores, **others)).groups) == 4


@pytest.mark.parametrize("name", ["TMS response", "Réponse antérieure (SMTR)", "prior_remission"])
def test_responders_to_an_earlier_treatment_are_groups(name):
    scores = [30.0, 28, 26, 24], [10.0, 11, 20, 22]
    named: dict[str, Any] = {name: ["none", "none", "partial", "partial"]}
    assert len(Groups.compute(Study.of_scores(*scores, **named)).groups) == 2


def test_contrasts_that_cannot_be_have_their_reason(grouped):
    alone = grouped(["A", "A", "B"]).contrasts[0]
    assert isinstance(alone.difference, float)
    assert alone.ci == Unavailable("fewer than two patients in a group")
    equal = grouped(["A", "A", "B", "B"], [(20.0, 10.0)] * 4).contrasts[0]
    assert equal.ci == Unavailable("no spread within the groups")
    assert grouped(["A", "A"]).groups == ()


def test_each_of_three_groups_stands_against_the_others(grouped):
    from scipy.stats import ttest_ind

    found = grouped(["A", "A", "B", "B", "C", "C"])
    change = np.array([before - after for before, after in PAIRS])
    assert [one.level for one in found.contrasts] == ["A", "B", "C"]
    for place, one in enumerate(found.contrasts):
        mine = np.arange(6) // 2 == place
        expected = ttest_ind(change[mine], change[~mine], equal_var=False).confidence_interval()
        assert one.ci == pytest.approx((expected.low, expected.high))
        assert (one.n, one.small) == (6, True)
    said = [row.cells[0].qualifier for row in found.rows()]
    assert said == ["", "", "", *["minus the others"] * 3]


P_VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=10)


@given(P_VALUES)
def test_holm_by_its_definition(p_values):
    found = adjust_by_holm(list(p_values))
    for p, adjusted in zip(p_values, found, strict=True):
        as_small = [other for other in p_values if other <= p]
        least = max(
            min(1.0, other * sum(rival >= other for rival in p_values)) for other in as_small
        )
        assert adjusted == pytest.approx(least)


def test_holm_passes_over_what_has_no_p():
    reason = Unavailable("every patient changed by the same amount")
    assert adjust_by_holm([0.01, reason, 0.04]) == [0.02, reason, 0.04]


def test_items_are_compared_and_suicidal_thoughts_apart(study_of):
    ratings = [
        {"patient_id": f"P{n:02d}", "moment": moment, "scale": "madrs", "score": 20.0,
         "item_1": 4.0 - after * (n % 3), "item_2": 5.0 - 2 * after, "item_10": 3.0 - after * n / 4}
        for n in range(1, 5)
        for after, moment in enumerate(("before", "after"))
    ]  # fmt: skip
    found = Items.compute(study_of(PAIRS[:4], assessments=ratings))
    first, second, last = found.items
    assert (first.item, first.name, first.n) == (1, "Apparent sadness", 4)
    assert second.mean_difference == 2
    assert second.p == Unavailable("every patient changed by the same amount")
    assert last.apart
    assert last.holm_p == Unavailable("shown apart")
    assert first.holm_p == first.p
    assert [row.label.text for row in found.rows()][-1] == "Suicidal thoughts"


def test_an_item_nobody_has_leaves_the_others_their_own_p(study_of):
    ratings = [
        {"patient_id": f"P{n:02d}", "moment": moment, "scale": "madrs", "score": 20.0,
         "item_1": None, "item_2": 5.0 - after * (n % 2), "item_3": 5.0 - after * (2 + n % 2)}
        for n in range(1, 5)
        for after, moment in enumerate(("before", "after"))
    ]  # fmt: skip
    items: tuple[Any, ...] = Items.compute(study_of(PAIRS[:4], assessments=ratings)).items
    found = {one.item: one for one in items}
    assert set(found) == {2, 3}
    assert found[3].p < found[2].p
    assert found[3].holm_p == pytest.approx(2 * found[3].p)
    assert found[2].holm_p == found[2].p


def dated(day: float) -> datetime:
    return datetime(2024, 1, 8) + timedelta(days=day)


@pytest.fixture(scope="module")
def course(study_of):
    def compute(ratings):
        infusions = [
            {"patient_id": who, "date": dated(day)} for who in ("P01", "P02") for day in (0, 2, 4)
        ]
        rows = [
            {"patient_id": who, "scale": "madrs", "date": dated(day), "score": score}
            for who, day, score in ratings
        ]
        return Trajectory.compute(study_of(PAIRS[:2], infusions=infusions, assessments=rows))

    return compute


def test_scores_follow_the_infusions_received(course):
    found = course(
        [("P01", -1, 30), ("P01", 3, 20), ("P01", 5, 12), ("P02", -1, 28), ("P02", 5, 21)]
    )
    points = {point.at: point for point in found.points}
    assert sorted(points) == [0, 2, 3]
    assert (points[0].n, points[0].mean, points[0].change) == (2, 29, 0)
    assert (points[2].n, points[2].mean) == (1, 20)
    assert isinstance(points[2].ci, Unavailable)
    assert points[3].change == (18 + 7) / 2
    assert (found.responders_ever, found.first_response_day) == (1, 5)
    # Trapezoids of P01: 4 days at 25 and 2 at 16; of P02: 6 days at 24.5.
    assert found.mean_area == pytest.approx(((4 * 25 + 2 * 16) / 6 + 24.5) / 2)


def test_a_course_without_a_rating_after_has_no_area(course):
    found = course([("P01", -1, 30), ("P01", 3, 20)])
    assert found.mean_area == Unavailable("no rating has a date or a study day")
    assert found.first_response_day == Unavailable("no patient reached it")


def test_missing_ratings_move_the_rate_between_worst_and_best(study_of):
    pairs = [(30.0, 10.0), (28.0, 27.0), (26.0, None), (None, 9.0)]
    found = Missing.compute(study_of(pairs))
    assert (found.without_before, found.without_after) == (("P04",), ("P03",))
    rates = (found.complete, found.worst, found.best)
    assert [(rate.count, rate.n) for rate in rates] == [(1, 2), (1, 4), (3, 4)]
    assert found.carried_forward == Unavailable("not asked for")


def test_the_last_rating_is_carried_forward_when_asked_for(study_of):
    infusions = [{"patient_id": "P01", "date": dated(day)} for day in (0, 2, 4)]
    ratings = [
        {"patient_id": "P01", "scale": "madrs", "date": dated(day), "score": score}
        for day, score in ((-1, 30.0), (1, 25.0), (3, 12.0))
    ]
    study = study_of(
        [(30.0, None)], AnalysisPlan(carry_forward=True), infusions=infusions, assessments=ratings
    )
    found = Missing.compute(study)
    assert not isinstance(found.carried_forward, Unavailable)
    assert (found.carried_forward.count, found.carried_forward.n) == (1, 1)


def test_against_jacobson_and_truax_reliable_change(study):
    found = ReliableChange.compute(study)
    # 1.96 · √2 · 6.4457 · √(1 − .91), by hand.
    assert found.threshold == pytest.approx(1.96 * 2**0.5 * 6.445744 * 0.3, rel=1e-6)
    assert isinstance(found.improved, type(found.worsened))
    lower = ReliableChange.compute(Study(study.cohort, AnalysisPlan(reliability=0.75), study.pairs))
    assert lower.threshold == pytest.approx(1.96 * 2**0.5 * 6.445744 * 0.5, rel=1e-6)


def test_reliable_change_needs_spread_before(study_of):
    assert ReliableChange.compute(study_of([(30.0, 10.0)])).threshold == Unavailable(
        "only one patient has both ratings"
    )
    equal = ReliableChange.compute(study_of([(30.0, 10.0), (30.0, 12.0)]))
    assert equal.threshold == equal.improved == Unavailable("all scores before are equal")


def test_regression_to_the_mean_shrinks_with_reliability(study):
    sizes = [
        Caveats.compute(Study(study.cohort, AnalysisPlan(reliability=r), study.pairs))
        for r in (0.5, 0.9)
    ]
    large, small = (one.as_dict()["regression_to_the_mean"] for one in sizes)
    assert large == pytest.approx(5 * small)
    assert sizes[0].cut_off == 18


def test_bands_count_every_patient_once(study):
    found = Bands.compute(study)
    assert int(found.table.sum()) == 21
    assert (found.band_of_mean_before, found.band_of_mean_after) == ("moderate", "mild")


def test_against_the_paper_cut_offs(study):
    rates = {one.rule: (one.rate.count, one.chosen) for one in CutOffs.compute(study).cut_offs}
    assert rates["<\u00a010"] == (2, True)
    assert rates["≤\u00a010"] == (5, False)
    assert rates["≤\u00a012"] == (7, False)
    assert rates["≥\u00a050\u00a0%"] == (4, True)


def test_the_plans_own_cut_offs_are_among_those_tried(study_of):
    plan = AnalysisPlan(remission_operator="<", remission_score=12, response_percent=62.5)
    found = CutOffs.compute(study_of([(30, 11), (30, 12), (30, 20)], plan))
    own = [(one.rule, one.rate.count) for one in found.cut_offs if one.chosen]
    outcomes = Outcomes.compute(study_of([(30, 11), (30, 12), (30, 20)], plan))
    assert [count for _rule, count in own] == [outcomes.response.count, outcomes.remission.count]
    assert [one.rule for one in found.of("remission")][-2:] == [plan.remission_rule(), "≤\u00a012"]
    assert found.of("response")[-1].chosen


def test_cut_offs_stay_within_the_scale(study_of):
    plan = AnalysisPlan(scale="cgi_s", remission_score=2)
    found = CutOffs.compute(study_of([(6, 2), (5, 5)], plan))
    assert [(one.rule, one.chosen) for one in found.of("remission")] == [("<\u00a02", True)]
    assert len(found.of("response")) == 7


def test_scores_follow_the_weeks_from_the_first_infusion(course):
    found = course(
        [("P01", -1, 30), ("P01", 3, 22), ("P01", 5, 20), ("P01", 12, 12), ("P02", 8, 21)]
    )
    weeks = {point.at: (point.n, point.mean) for point in found.weeks}
    assert weeks == {0: (1, 30), 1: (1, 20), 2: (2, 16.5)}
    assert [row.label.suffix for row in found.rows() if row.label.text == "Week"] == ["1", "2"]
    assert set(found.as_dict()["weeks"][0]) == {
        "week", "n", "mean", "sd", "ci", "change", "change_ci",
    }  # fmt: skip


def test_what_the_file_calls_before_and_after_needs_no_day(study_of):
    infusions = [{"patient_id": "P01", "date": dated(day)} for day in (0, 2, 4)]
    found = Trajectory.compute(study_of([(30.0, 12.0), (28.0, 20.0)], infusions=infusions))
    assert [(point.at, point.n, point.mean) for point in found.points] == [(0, 1, 30), (3, 1, 12)]
    assert found.weeks == ()
    assert found.responders_ever == 1
    assert found.first_response_day == Unavailable("no patient reached it")
    assert found.mean_area == Unavailable("no rating has a date or a study day")

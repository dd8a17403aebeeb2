"""Which rating is before and which is after."""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketgui.domain.cohort import Cohort, apply_schema
from ketgui.domain.plan import AnalysisPlan
from ketgui.statistics.pairing import compute_improvement
from ketgui.statistics.results.outcomes.paired_change import PairedChange
from ketgui.statistics.results.outcomes.reliable_change import ReliableChange
from ketgui.statistics.study import Study
from ketgui.statistics.tests.proportion import Proportion
from ketgui.statistics.timing import add_study_day
from ketgui.statistics.treatment.phases import add_phases, find_acute_windows

MONDAY = date(2024, 1, 8)
SIX = (0, 2, 4, 7, 9, 11)
Rows = list[dict[str, Any]]


def rating(score: float, **when: Any) -> dict[str, Any]:
    return {"patient_id": "P1", "scale": "madrs", "score": score} | when


def on(day: float) -> dict[str, Any]:
    return {"date": datetime(2024, 1, 8) + timedelta(days=day)}


def infusions(days: tuple[float, ...] = SIX, *, dated: bool = True) -> Rows:
    return [{"patient_id": "P1", **(on(day) if dated else {"day": day})} for day in days]


def cohort(ratings: Rows, infused: Rows, patients: tuple[str, ...] = ("P1",)) -> Cohort:
    return Cohort(
        patients=apply_schema("patients", pd.DataFrame({"patient_id": list(patients)})),
        assessments=apply_schema("assessments", pd.DataFrame(ratings)),
        infusions=apply_schema("infusions", pd.DataFrame(infused)),
    )


def paired(ratings: Rows, infused: Rows | None = None) -> tuple[float | None, float | None]:
    found = Study.of(
        cohort(ratings, infusions() if infused is None else infused), AnalysisPlan()
    ).pairs
    scores = found.before[0], found.after[0]
    before, after = (None if math.isnan(score) else float(score) for score in scores)
    return before, after


def test_last_before_the_first_infusion_and_first_after_the_last():
    ratings = [rating(score, **on(day)) for score, day in
               ((36, -30), (30, -3), (25, 5), (15, 12), (20, 40))]  # fmt: skip
    assert paired(ratings) == (30, 15)


def test_a_rating_on_the_day_of_an_infusion_was_made_before_it():
    assert paired([rating(30, **on(0)), rating(22, **on(11))]) == (30, None)
    assert paired([rating(30, **on(0)), rating(22, **on(12))]) == (30, 22)


def test_where_times_are_given_they_tell_which_came_first():
    infused = infusions(tuple(day + 9 / 24 for day in SIX))
    ratings = [rating(30, **on(15 / 24)), rating(22, **on(11 + 16 / 24)), rating(18, **on(12.1))]
    assert paired(ratings, infused) == (None, 18)


def test_study_days_do_what_dates_do():
    ratings = [rating(score, day=day) for score, day in ((30, -3), (25, 5), (15, 12), (20, 40))]
    assert paired(ratings, infusions(dated=False)) == (30, 15)
    assert paired(ratings, infusions()) == (30, 15)


def test_a_date_without_dated_infusions_has_no_place():
    ratings = [rating(30, **on(-1)), rating(12, **on(12))]
    assert paired(ratings, infusions(dated=False)) == (None, None)


def test_between_the_infusions_is_neither():
    assert paired([rating(25, **on(5))]) == (None, None)


def test_the_word_of_the_file_goes_before_the_dates():
    ratings = [rating(31, moment="before", **on(3)), rating(14, moment="after", **on(5))]
    assert paired(ratings) == (31, 14)


def test_of_two_called_alike_the_nearer_to_the_infusions_is_taken():
    ratings = [
        rating(36, moment="before", **on(-60)),
        rating(30, moment="before", **on(-2)),
        rating(15, moment="after", **on(14)),
        rating(28, moment="after", **on(90)),
    ]
    assert paired(ratings) == paired(ratings[::-1]) == (30, 15)


def test_a_rating_without_a_day_yields_to_one_that_has_a_day():
    ratings = [rating(40, moment="before"), rating(30, moment="before", **on(-2))]
    ratings += [rating(5, moment="after"), rating(15, moment="after", **on(14))]
    assert paired(ratings) == paired(ratings[::-1]) == (30, 15)


def test_of_two_on_one_day_the_one_that_improves_less_is_taken():
    ratings = [rating(score, **on(-1)) for score in (28, 31)]
    ratings += [rating(score, **on(12)) for score in (12, 17)]
    assert paired(ratings) == paired(ratings[::-1]) == (28, 17)


def test_without_infusions_only_words_tell_the_moments():
    assert paired([rating(30, **on(0)), rating(12, **on(20))], []) == (None, None)
    assert paired([rating(30, moment="before"), rating(12, moment="after")], []) == (30, 12)


def test_other_scales_and_missing_scores_are_passed_over():
    ratings = [
        rating(30, **on(-3)),
        rating(math.nan, **on(-1)),
        rating(9, **on(-1)) | {"scale": "phq9"},
        rating(12, **on(12)),
    ]
    assert paired(ratings) == (30, 12)


def test_a_patient_without_ratings_stays_in_place():
    found = Study.of(
        cohort([rating(30, moment="before")], [], ("P0", "P1", "P2")), AnalysisPlan()
    ).pairs
    assert found.patient_id.tolist() == ["P0", "P1", "P2"]
    assert [math.isnan(score) for score in found.before] == [True, False, True]
    assert found.analysed == 0
    assert len(found.complete().before) == 0


def test_another_plan_pairs_another_scale():
    ratings = [rating(20, moment="before"), rating(9, moment="after")]
    other = cohort([row | {"scale": "phq9"} for row in ratings], [])
    found = Study.of(other, AnalysisPlan(scale="phq9")).pairs
    assert (found.before[0], found.after[0]) == (20, 9)


def test_against_r_ties_of_decimals():
    before, after = np.array([30.3, 30.2, 25.1, 20.0]), np.array([20.1, 20.0, 14.9, 22.0])
    assert compute_improvement(before, after).tolist() == [10.2, 10.2, 10.2, -2.0]
    change = PairedChange.from_scores(before, after)
    # Of 16 ways to sign the ranks 3, 3, 3 and 1, two have a sum of at most 1: 2 · 2/16.
    assert (change.wilcoxon_tied, change.wilcoxon_w) == (3, 1)
    assert change.wilcoxon_p == 0.25


def test_a_decimal_change_that_reaches_the_minimal_important_one_is_counted():
    scores = np.array([30.2, 30.0, 25.0]), np.array([28.3, 28.1, 25.0])
    found = ReliableChange.from_scores(*scores, AnalysisPlan(minimal_important_difference=1.9))
    assert isinstance(found.importantly_improved, Proportion)
    assert found.importantly_improved.count == 2


def test_percent_reduction_of_a_score_of_zero_is_not_a_number():
    ratings = [rating(0, moment="before"), rating(3, moment="after")]
    found = Study.of(cohort(ratings, []), AnalysisPlan()).pairs
    assert found.difference.tolist() == [-3]
    assert math.isnan(found.percent_reduction[0])


@given(st.data())
def test_the_order_of_rows_never_matters(data: st.DataObject):
    when = st.one_of(
        st.fixed_dictionaries({"date": st.integers(-5, 20).map(lambda day: on(day)["date"])}),
        st.fixed_dictionaries({"day": st.integers(-5, 20)}),
        st.fixed_dictionaries({"moment": st.sampled_from(("before", "after"))}),
    )
    drawn = data.draw(
        st.lists(st.tuples(st.sampled_from(("P1", "P2")), st.integers(0, 60), when), max_size=12)
    )
    ratings = [rating(score, **moment) | {"patient_id": who} for who, score, moment in drawn]
    infused = infusions() + [row | {"patient_id": "P2"} for row in infusions((0, 3), dated=False)]
    plan, patients = AnalysisPlan(), ("P1", "P2")
    straight = Study.of(cohort(ratings, infused, patients), plan).pairs
    mixed = Study.of(
        cohort(data.draw(st.permutations(ratings)), data.draw(st.permutations(infused)), patients),
        plan,
    ).pairs
    assert straight.before == pytest.approx(mixed.before, nan_ok=True)
    assert straight.after == pytest.approx(mixed.after, nan_ok=True)


def test_study_days_count_from_the_first_infusion():
    table = apply_schema("infusions", pd.DataFrame(infusions()))
    assert add_study_day(table, table)["study_day"].to_list() == list(SIX)
    window = find_acute_windows(add_phases(table, AnalysisPlan()))
    assert (window.at["P1", "first"], window.at["P1", "last"]) == (0, 11)


AFTER_TMS = {"moment": "after_tms"}
OUTCOME = rating(12, **on(12))


def test_a_recent_rating_after_tms_is_the_baseline_of_a_patient_without_another():
    assert paired([rating(33, **on(-9), **AFTER_TMS), OUTCOME]) == (33, 12)
    # As old as the plan allows, and a day more.
    assert paired([rating(33, **on(-14), **AFTER_TMS), OUTCOME]) == (33, 12)
    assert paired([rating(33, **on(-15), **AFTER_TMS), OUTCOME]) == (None, 12)


@pytest.mark.parametrize("other", [rating(30, **on(-20)), rating(30, moment="before")])
def test_every_other_rating_before_the_infusion_goes_ahead_of_one_after_tms(other):
    assert paired([other, rating(33, **on(-2), **AFTER_TMS), OUTCOME]) == (30, 12)


@pytest.mark.parametrize(
    "score",
    [
        rating(33, **AFTER_TMS),
        rating(33, **on(5), **AFTER_TMS),
        rating(33, **on(-2), moment="before_tms"),
    ],
    ids=["undated", "after the first infusion", "before TMS"],
)
def test_other_ratings_around_tms_are_no_baseline(score):
    assert paired([score, OUTCOME]) == (None, 12)


def test_the_plan_may_say_that_a_rating_after_tms_is_no_baseline():
    ratings = [rating(33, **on(-2), **AFTER_TMS), OUTCOME]
    strict = AnalysisPlan(post_tms_baseline=False)
    assert np.isnan(Study.of(cohort(ratings, infusions()), strict).pairs.before[0])
    study = Study.of(cohort(ratings, infusions()), AnalysisPlan())
    assert study.tms_baselines.tolist() == [True]


def test_of_two_ratings_after_tms_the_later_is_the_baseline():
    ratings = [rating(33, **on(-3), **AFTER_TMS), rating(36, **on(-10), **AFTER_TMS), OUTCOME]
    assert paired(ratings) == paired(ratings[::-1]) == (33, 12)

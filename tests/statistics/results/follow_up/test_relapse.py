"""Time to relapse from the records of a cohort."""

from __future__ import annotations

import pandas as pd
import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.relapse import RelapseRule
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.analysis import Analysis, analyse
from ketgui.statistics.results.follow_up.relapse import NO_RULE, NOT_FOLLOWED, Relapse
from tests.follow_up_cohort import make_cohort


def follow(**rule: object) -> Relapse:
    return analyse_by(RelapseRule(**rule))[Relapse]  # type: ignore[arg-type]


def analyse_by(rule: RelapseRule) -> Analysis:
    return analyse(make_cohort(), AnalysisPlan(relapse=rule))


def ends(found: Relapse) -> dict[str, tuple[float, str]]:
    return {one.patient_id: (one.days, one.end) for one in found.patients}


def test_by_hand_the_default_is_a_madrs_score_of_22_at_one_visit():
    assert ends(follow()) == {
        "P1": (84, "score"),
        "P2": (28, "score"),
        "P3": (182, "last_rating"),
        "P4": (57, "score"),
        # A new acute course ends the follow-up of P5 before the score of 30.
        "P5": (28, "last_rating"),
        # Never rated again: followed to the rating after treatment.
        "P6": (1, "last_rating"),
    }


def test_by_hand_a_relapse_at_two_visits_is_dated_by_the_first():
    found = ends(follow(visits=2))
    assert found["P1"] == (84, "score")
    assert found["P2"] == (56, "last_rating")
    assert found["P4"] == (85, "last_rating")


def test_by_hand_a_lost_response_is_an_improvement_below_the_percentage():
    found = ends(follow(by_score=False, lost_percent=50.0))
    # 14 of 30 is an improvement of 53 %, 23 of 30 of 23 %; 17 of 36 is one of 53 %, 22 of 39 %.
    assert found["P1"] == (84, "lost_response")
    assert found["P4"] == (57, "lost_response")
    assert found["P3"] == (182, "last_rating")


def test_a_new_acute_course_is_a_relapse_where_the_rule_says_so():
    assert ends(follow(new_course=True))["P5"] == (100, "new_course")


def test_by_hand_ect_and_admission_count_where_the_rule_says_so():
    # Days from the last acute infusion on study day 12.
    found = ends(follow(ect=True, admission=True))
    assert found["P3"] == (88, "ect")
    assert found["P6"] == (28, "admission")
    # The admission of P4 on day 48 comes before the score of 22 on day 57.
    assert found["P4"] == (48, "admission")
    # Electroconvulsive therapy before the infusions is no relapse after them.
    assert found["P2"] == (28, "score")


def test_what_the_rule_does_not_count_is_recorded_and_ends_nothing():
    numbers = follow().as_dict()
    assert (numbers["with_ect"], numbers["with_admission"]) == (1, 2)
    assert (numbers["relapsed_by"]["ect"], numbers["relapsed_by"]["admission"]) == (0, 0)
    assert ends(follow())["P3"] == (182, "last_rating")


def test_a_date_of_ect_counts_from_the_date_of_the_last_infusion(analysis_of):
    patients = [{"patient_id": "P01", "rescue_ect_date": pd.Timestamp("2024-03-20")}]
    infusions = [
        {"patient_id": "P01", "date": pd.Timestamp(day)} for day in ("2024-01-08", "2024-01-19")
    ]
    plan = AnalysisPlan(relapse=RelapseRule(ect=True))
    tables = {"patients": patients, "infusions": infusions}
    (patient,) = analysis_of([(30, 10)], plan, **tables)[Relapse].patients
    assert (patient.days, patient.end) == (61, "ect")


def test_among_remitters_only_those_are_followed():
    assert set(ends(follow(among="remitters"))) == {"P3"}


def test_maintenance_is_told_from_a_new_course():
    found = {one.patient_id: one for one in follow().patients}
    assert found["P3"].maintenance == (26, 54, 82)
    assert found["P5"].maintenance == ()
    assert found["P5"].had("new_course")
    assert follow().on_maintenance == 2


def test_without_a_rule_or_a_later_rating_there_is_no_curve(analysis_of):
    unset = follow(by_score=False)
    assert unset.reason == NO_RULE
    assert unset.rows() == ()
    infusions = [{"patient_id": "P01", "day": 0.0}]
    never = analysis_of([(30, 10)], infusions=infusions)[Relapse]
    assert never.reason == NOT_FOLLOWED
    assert all(isinstance(one.percent, Unavailable) for one in never.still_well)


def test_by_hand_the_curve_steps_at_each_relapse():
    numbers = follow().as_dict()
    assert numbers["median_days"] == 84
    assert [step["percent"] for step in numbers["curve"]] == pytest.approx(
        [100, 80, 80 * 2 / 3, 80 / 3, 80 / 3]
    )
    assert [step["at_risk"] for step in numbers["curve"]] == [6, 5, 3, 2, 1]

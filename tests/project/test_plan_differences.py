"""Plans that differ are shown setting by setting, and equal ones show nothing."""

from __future__ import annotations

from dataclasses import replace

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.treatment.ketamine import KetamineProtocol
from ketgui.domain.treatment.planned_treatment import PlannedTreatment
from ketgui.domain.treatment.presets import KETAMINE_PRESETS, TMS_PRESETS
from ketgui.domain.treatment.tms import TmsProtocol
from ketgui.domain.visits.visit_schedule import VisitSchedule
from ketgui.project.plan_differences import list_plan_differences
from tests.random_study import draw_study


def test_equal_plans_differ_in_nothing():
    assert list_plan_differences([draw_study(seed=3).study.plan] * 3) == ()


def test_a_rule_is_one_difference_though_it_is_an_operator_and_a_number():
    strict = AnalysisPlan(remission_operator="<=", remission_score=12.0, response_percent=60.0)
    found = {d.setting: d.values for d in list_plan_differences([AnalysisPlan(), strict])}
    assert set(found) == {"Remission", "Response"}
    assert [value.replace("\u00a0", " ") for value in found["Remission"]] == ["< 10", "≤ 12"]


def test_parameters_of_treatment_are_named_with_their_treatment():
    first, second = TMS_PRESETS[0].translate(), KETAMINE_PRESETS[0].translate()
    assert isinstance(first, TmsProtocol)
    assert isinstance(second, KetamineProtocol)
    planned = PlannedTreatment((first,), replace(second, duration_minutes=40.0))
    plans = [
        AnalysisPlan(treatment=planned),
        AnalysisPlan(treatment=PlannedTreatment((replace(first, sessions=20),), second)),
    ]
    found = {d.setting: d.values for d in list_plan_differences(plans)}
    assert found["Ketamine: Duration"] == ("40", "60")
    assert found["TMS: Sessions"][1] == "20"
    assert all(setting.startswith(("Ketamine", "TMS")) for setting in found)


def test_a_setting_without_a_name_of_its_own_is_shown_all_the_same():
    plans = [AnalysisPlan(), AnalysisPlan(course_gap_days=10.0)]
    assert list_plan_differences(plans)[0].setting == "course_gap_days"


def test_a_schedule_differs_by_its_own_settings():
    plans = [AnalysisPlan(visits=VisitSchedule(weeks=weeks)) for weeks in ((1.0,), (1.0, 4.0))]
    (difference,) = list_plan_differences(plans)
    assert (difference.setting, difference.values) == ("Visits (weeks)", ("", "4"))

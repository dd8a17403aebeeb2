"""What is due follows from the plan, from what is recorded, and from the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ketgui.domain.cohort import Cohort
from ketgui.domain.edits import RowAddition, apply_edits
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.treatment.ketamine import KetamineProtocol
from ketgui.domain.treatment.planned_treatment import PlannedTreatment
from ketgui.domain.visits.planned_visits import Visit, list_due_visits, list_visits
from ketgui.domain.visits.visit_schedule import VisitSchedule

PLANNED = PlannedTreatment(ketamine=KetamineProtocol(planned_infusions=2, infusions_per_week=3.5))
PLAN = replace(AnalysisPlan(), treatment=PLANNED)
FULL = replace(PLAN, visits=VisitSchedule(True, True, (1.0, 4.0), 3.0))
TODAY = date(2024, 1, 3)


def rating(moment: str | None, day: str | None = None) -> RowAddition:
    values = {"patient_id": "P1", "scale": "madrs", "moment": moment, "date": day, "score": 20.0}
    return RowAddition("assessments", {k: v for k, v in values.items() if v is not None})


def infusion(number: int, day: str) -> RowAddition:
    values = {"patient_id": "P1", "infusion_number": float(number), "date": day}
    return RowAddition("infusions", values)


PATIENT = RowAddition("patients", {"patient_id": "P1"})
GIVEN = (infusion(1, "2024-01-01"), infusion(2, "2024-01-03"))
STEPS = (
    (PATIENT, Visit("P1", "before", None, None, "due")),
    (rating("before"), Visit("P1", "infusion", 1, None, "due")),
    (GIVEN[0], Visit("P1", "infusion", 2, date(2024, 1, 3), "due")),
    (GIVEN[1], Visit("P1", "after", None, date(2024, 1, 3), "due")),
)


def states(*edits: RowAddition, plan: AnalysisPlan = FULL, today: date = TODAY) -> dict[str, str]:
    cohort = apply_edits(Cohort(), [PATIENT, *edits])
    return {visit.describe(): visit.state for visit in list_visits(cohort, plan, today)}


def test_each_step_leads_to_the_next_visit():
    cohort = Cohort()
    for edit, due in STEPS:
        cohort = apply_edits(cohort, [edit])
        assert list_due_visits(cohort, PLAN, TODAY) == (due,)
    assert list_due_visits(apply_edits(cohort, [rating("after")]), PLAN, TODAY) == ()


def test_a_visit_is_overdue_the_day_after():
    edits = (rating("before"), GIVEN[0])
    assert states(*edits, plan=PLAN)["Infusion 2"] == "due"
    assert states(*edits, plan=PLAN, today=date(2024, 1, 4))["Infusion 2"] == "overdue"
    assert states(plan=PLAN, today=date(2024, 1, 4))["Baseline"] == "due"


def test_without_a_planned_number_no_infusion_is_due():
    rows = [edit for edit, _due in STEPS]
    (visit,) = list_due_visits(apply_edits(Cohort(), rows), AnalysisPlan(), TODAY)
    assert visit.kind == "after"
    assert states(rating("before"), plan=AnalysisPlan())["End"] == "later"


def test_the_whole_schedule_is_listed_in_the_order_of_time():
    assert [*states()] == [
        "Baseline", "Infusion 1", "After infusion 1", "Before infusion 2", "Infusion 2", "End",
        "Week 1", "Week 4",
    ]  # fmt: skip


def test_ratings_go_to_their_visits_by_their_days():
    found = states(
        rating(None, "2024-01-01"), GIVEN[0], rating(None, "2024-01-02"), *GIVEN[1:],
        rating(None, "2024-01-03"), rating(None, "2024-01-04"), rating(None, "2024-01-12"),
        today=date(2024, 1, 13),
    )  # fmt: skip
    assert found == {
        "Baseline": "done", "Infusion 1": "done", "After infusion 1": "done",
        "Before infusion 2": "done", "Infusion 2": "done", "End": "done", "Week 1": "done",
        "Week 4": "later",
    }  # fmt: skip


def test_what_a_later_visit_has_overtaken_is_missing():
    found = states(*GIVEN)
    assert found["Baseline"] == "missing"
    assert found["After infusion 1"] == "missing"
    assert found["End"] == "due"


def test_follow_up_is_due_around_its_day_then_overdue_then_missing():
    treated = (rating("before"), *GIVEN, rating("after"))
    # Week 1 is 10 January, week 4 is 31 January: their days meet on 20 January.
    for day, state in ((6, "later"), (7, "due"), (13, "due"), (14, "overdue"), (21, "missing")):
        assert states(*treated, today=date(2024, 1, day))["Week 1"] == state
    assert states(*treated, today=date(2024, 1, 28))["Week 4"] == "due"


def test_nothing_is_due_before_the_infusions_that_lead_to_it():
    found = states(rating("before"), GIVEN[0], today=date(2024, 3, 1))
    assert found["Infusion 2"] == "overdue"
    assert (found["End"], found["Week 4"]) == ("later", "later")


def test_infusions_that_a_patient_did_not_receive_are_missing_once_the_end_is_rated():
    found = states(rating("before"), GIVEN[0], rating("after"))
    assert found["Infusion 2"] == "missing"
    assert found["Week 1"] == "later"


def test_maintenance_has_no_visits():
    found = states(rating("before"), *GIVEN, infusion(3, "2024-03-01"), today=date(2024, 3, 2))
    assert "Infusion 3" not in found
    assert found["Week 4"] == "missing"

"""What is due next follows from the plan and from what is recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ketgui.domain.cohort import Cohort
from ketgui.domain.edits import RowAddition, apply_edits
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.treatment.ketamine import KetamineProtocol
from ketgui.domain.treatment.planned_treatment import PlannedTreatment
from ketgui.domain.visits import DueVisit, list_due_visits

PLANNED = PlannedTreatment(ketamine=KetamineProtocol(planned_infusions=2, infusions_per_week=3.5))
PLAN = replace(AnalysisPlan(), treatment=PLANNED)


def rating(moment: str) -> RowAddition:
    values = {"patient_id": "P1", "scale": "madrs", "moment": moment, "score": 20.0}
    return RowAddition("assessments", values)


def infusion(number: int, day: str) -> RowAddition:
    values = {"patient_id": "P1", "infusion_number": float(number), "date": day}
    return RowAddition("infusions", values)


STEPS = (
    (RowAddition("patients", {"patient_id": "P1"}), DueVisit("P1", "before")),
    (rating("before"), DueVisit("P1", "infusion", 1)),
    (infusion(1, "2024-01-01"), DueVisit("P1", "infusion", 2, date(2024, 1, 3))),
    (infusion(2, "2024-01-03"), DueVisit("P1", "after", None, date(2024, 1, 3))),
)


def test_each_step_leads_to_the_next_visit():
    cohort = Cohort()
    for edit, due in STEPS:
        cohort = apply_edits(cohort, [edit])
        assert list_due_visits(cohort, PLAN) == (due,)
    assert list_due_visits(apply_edits(cohort, [rating("after")]), PLAN) == ()


def test_a_visit_is_overdue_the_day_after():
    visit = DueVisit("P1", "infusion", 2, date(2024, 1, 3))
    assert not visit.is_overdue(date(2024, 1, 3))
    assert visit.is_overdue(date(2024, 1, 4))
    assert not DueVisit("P1", "before").is_overdue(date(2024, 1, 4))


def test_without_a_planned_number_no_infusion_is_due():
    rows = [edit for edit, _due in STEPS]
    (visit,) = list_due_visits(apply_edits(Cohort(), rows), AnalysisPlan())
    assert visit.kind == "after"

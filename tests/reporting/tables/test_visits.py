"""The list of visits has a line a patient and a column a visit."""

from __future__ import annotations

from datetime import date

from ketgui.domain.cohort import Cohort
from ketgui.domain.edits import RowAddition, apply_edits
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.treatment.ketamine import KetamineProtocol
from ketgui.domain.treatment.planned_treatment import PlannedTreatment
from ketgui.domain.visits.visit_schedule import VisitSchedule
from ketgui.reporting.tables.visits import list_visit_rows
from ketgui.statistics.analysis import analyse

PLAN = AnalysisPlan(
    treatment=PlannedTreatment(ketamine=KetamineProtocol(planned_infusions=1)),
    visits=VisitSchedule(weeks=(4.0,)),
)


def test_each_patient_has_a_line_with_what_is_open():
    rows = [
        RowAddition("patients", {"patient_id": "P1"}),
        RowAddition("patients", {"patient_id": "P2"}),
        RowAddition("infusions", {"patient_id": "P2", "date": "2024-01-01"}),
        RowAddition(
            "assessments",
            {"patient_id": "P2", "scale": "madrs", "moment": "after", "score": 9.0},
        ),
    ]
    analysis = analyse(apply_edits(Cohort(), rows), PLAN)
    listing = list_visit_rows(analysis, date(2024, 1, 29))
    assert listing.headers == (
        "Patient", "To record now", "Missing", "Baseline", "Infusion 1", "End", "Week 4",
    )  # fmt: skip
    cells = [[listing.text(row, column) for column in range(7)] for row in range(2)]
    assert cells == [
        ["P1", "Baseline: due", "0", "due", "–", "–", "–"],
        ["P2", "Week 4: due 2024-01-29", "1", "missing", "2024-01-01", "done", "due 2024-01-29"],
    ]
    late = list_visit_rows(analysis, date(2024, 2, 5))
    assert late.text(1, 6) == "overdue since 2024-01-29"


def test_a_cohort_without_patients_has_no_line():
    assert len(list_visit_rows(analyse(Cohort(), PLAN), date(2024, 1, 8))) == 0

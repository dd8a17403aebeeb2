"""The protocol tab answers with what was given, and how close it came to the plan."""

from __future__ import annotations

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.treatment.ketamine import KetamineProtocol
from ketgui.domain.treatment.planned_treatment import PlannedTreatment
from ketgui.views.protocol.answer import summarize

PLAN = AnalysisPlan(treatment=PlannedTreatment(ketamine=KetamineProtocol(planned_infusions=2)))
INFUSIONS = [
    {"patient_id": "P01", "infusion_number": number, "day": 2 * number, "dose_mg_per_kg": 0.5}
    for number in (1, 2)
] + [{"patient_id": "P02", "infusion_number": 1, "day": 1, "dose_mg_per_kg": 0.4}]


def test_infusions_doses_and_deviations_are_counted(analysis_of):
    answer = summarize(analysis_of([(30, 12), (28, 20)], PLAN, infusions=INFUSIONS))
    assert answer.sentence == "3 infusions were given to 2 patients."
    infusions, dose, deviations, days = answer.tiles
    assert (infusions.value, infusions.detail) == ("1.5", "range 1 to 2")
    assert dose.value == "0.47"
    assert (deviations.value, deviations.detail) == ("1", "in 1 patient")
    assert days.value == "–"


def test_without_a_plan_there_is_no_deviation(analysis_of):
    deviations = summarize(analysis_of([(30, 12)], infusions=INFUSIONS[:2])).tiles[2]
    assert deviations.value == "–"


def test_without_infusions_it_says_so(analysis_of):
    assert summarize(analysis_of([(30, 12)])).sentence == "No infusion is recorded."

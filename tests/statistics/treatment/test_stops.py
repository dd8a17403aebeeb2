"""Early stops and the reasons that the file gives."""

from __future__ import annotations

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.treatment.ketamine import KetamineProtocol
from ketgui.domain.treatment.planned_treatment import PlannedTreatment
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.results.treatment.exposure import Exposure
from ketgui.statistics.rows import Share


def test_why_a_patient_stopped_is_what_the_file_says(study_of):
    plan = AnalysisPlan(treatment=PlannedTreatment(ketamine=KetamineProtocol(planned_infusions=3)))
    infusions = [{"patient_id": who, "infusion_number": 1} for who in ("P01", "P02")]
    events = [
        {"patient_id": "P01", "term": "nausea", "infusion_number": 1, "action": "withdrawn"},
        {"patient_id": "P01", "term": "headache"},
        {"patient_id": "P02", "term": "headache", "infusion_number": 0, "action": "none"},
    ]
    study = study_of([(30, 20)] * 2, plan, infusions=infusions, adverse_events=events)
    given = Exposure.compute(study)
    assert [stop.actions for stop in given.stopped] == [("nausea: withdrawn",), ()]
    rows = given.rows()[-2:]
    assert [row.label.suffix for row in rows] == ["(P01)", "(P02)"]
    assert rows[0].cells[0] == Share(1, 3)
    assert rows[1].cells[1] == Unavailable("no reason recorded")

"""The PROCESS checklist."""

from __future__ import annotations

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.treatment.planned_treatment import PlannedTreatment
from ketgui.domain.treatment.presets import KETAMINE_PRESETS
from ketgui.statistics.analysis import analyse
from tests.reporting.checklist_lookup import items


def test_lost_patients_and_planned_infusions_are_told(example, analysis_of):
    lost = items("process", analysis_of([(30, None), (25, 12)]))
    assert "lacked a rating" in lost["Loss to follow-up"][0]
    plan = AnalysisPlan(treatment=PlannedTreatment((), KETAMINE_PRESETS[0].protocol))  # pyright: ignore
    planned = items("process", analyse(example.cohort, plan))
    assert "All 126 planned infusions were given" in planned["Changes from the plan"][0]

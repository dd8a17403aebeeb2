"""A deviation in the user's language."""

from __future__ import annotations

from dataclasses import replace

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.treatment.planned_treatment import PlannedTreatment
from ketgui.domain.treatment.presets import KETAMINE_PRESETS, TMS_PRESETS
from ketgui.statistics.results.treatment.deviations import Deviations
from ketgui.statistics.study import Study
from ketgui.text import language

NB = "\u00a0"


PAPER = AnalysisPlan(
    treatment=PlannedTreatment(
        tuple(preset.protocol for preset in TMS_PRESETS[:2]),  # type: ignore[misc]
        KETAMINE_PRESETS[0].protocol,  # type: ignore[arg-type]
    )
)


def found_in(cohort, plan=PAPER):
    return Deviations.compute(Study.of(cohort, plan)).deviations


def planted(cohort, patient, number, **cells):
    """Return the cohort with cells of one infusion changed."""
    infusions = cohort.infusions.copy()
    here = (infusions["patient_id"] == patient) & (infusions["infusion_number"] == number)
    assert here.sum() == 1
    for name, value in cells.items():
        infusions.loc[here, name] = value
    return replace(cohort, infusions=infusions)


def test_a_deviation_speaks_the_users_language(example):
    (one,) = found_in(planted(example.cohort, "SYN01", 3, duration_minutes=72.5))
    assert one.message == f"SYN01, infusion 3: Duration: 60{NB}min planned; 72.5{NB}min received"
    with language("fr"):
        assert f"72,5{NB}min" in one.message

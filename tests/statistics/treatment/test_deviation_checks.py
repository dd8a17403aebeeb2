"""Checks of doses, pump rates and tolerances, one planted deviation at a time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.treatment.planned_treatment import PlannedTreatment, Tolerances
from ketgui.domain.treatment.presets import KETAMINE_PRESETS, TMS_PRESETS
from ketgui.statistics.results.treatment.deviations import Deviations
from ketgui.statistics.study import Study

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


def test_a_pump_rate_that_does_not_follow_from_the_dose(example):
    # 33 mg of 1 mg/mL over 60 min are 33 mL/h (clinical facts: kg · mg/kg ÷ mg/mL ÷ h).
    ketamine = replace(PAPER.treatment.ketamine, concentration_mg_per_ml=1.0)
    plan = replace(PAPER, treatment=replace(PAPER.treatment, ketamine=ketamine))
    assert found_in(planted(example.cohort, "SYN01", 2, rate_ml_per_h=35.0), plan) == ()
    (one,) = found_in(planted(example.cohort, "SYN01", 2, rate_ml_per_h=49.5), plan)
    assert (one.kind, one.planned, one.received) == ("pump_rate", 33.0, 49.5)
    assert "49.5" in one.message
    assert found_in(planted(example.cohort, "SYN01", 2, rate_ml_per_h=49.5)) == ()


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ({"dose_mg": 330.0}, "tenfold_dose"),
        ({"dose_mg": 3.3}, "tenfold_dose"),
        ({"dose_mg_per_kg": 5.0}, "tenfold_dose"),
        ({"dose_mg_per_kg": 5.0, "dose_mg": 330.0}, "tenfold_dose"),
        ({"dose_mg": 72.5}, "pounds"),
        ({"weight_kg": 66 * 2.2046}, "pounds"),
        ({"weight_kg": 66 / 2.2046}, "pounds"),
        ({"weight_kg": 66 * 2.2046, "dose_mg": 33 * 2.2046}, "pounds"),
        ({"dose_mg": 40.0}, "dose"),
        ({"dose_mg_per_kg": 0.3, "dose_mg": 19.8}, "dose"),
        ({"dose_mg_per_kg": 0.6, "dose_mg": None}, "dose"),
    ],
)
def test_what_is_wrong_with_a_dose(example, cells, kind):
    (one,) = found_in(planted(example.cohort, "SYN01", 3, **cells))
    assert (one.patient_id, one.infusion_number, one.kind) == ("SYN01", 3, kind)


@pytest.mark.parametrize(
    ("cells", "kind", "details"),
    [
        (
            {"dose_mg": 330.0},
            "tenfold_dose",
            f"66 kg × 0.5 mg/kg = 33{NB}mg; 330{NB}mg recorded",
        ),
        ({"dose_mg": 40.0}, "dose_record", f"66 kg × 0.5 mg/kg = 33{NB}mg; 40{NB}mg recorded"),
        (
            {"weight_kg": 145.5, "dose_mg": 72.75},
            "pounds",
            f"66{NB}kg at the other infusions; 145.5{NB}kg recorded",
        ),
    ],
)
def test_a_dose_record_is_checked_without_a_plan(example, cells, kind, details):
    (one,) = found_in(planted(example.cohort, "SYN01", 3, **cells), AnalysisPlan())
    assert (one.kind, one.describe()) == (kind, details)
    assert one.message == f"SYN01, infusion 3: {one.title}: {details}"


def test_a_tolerance_includes_its_end(example):
    ten = planted(example.cohort, "SYN01", 3, dose_mg_per_kg=0.55, dose_mg=36.3)
    assert found_in(ten) == ()
    five = planted(example.cohort, "SYN01", 3, duration_minutes=55.0)
    assert found_in(five) == ()
    strict = AnalysisPlan(treatment=replace(PAPER.treatment, tolerances=Tolerances(0, 0, 0.5)))
    # Infusions two and three days apart lie 1/3 and 2/3 of a day from 7/3.
    kinds = [one.kind for one in found_in(five, strict)]
    assert kinds.count("spacing") == 21
    assert kinds.count("duration") == 1

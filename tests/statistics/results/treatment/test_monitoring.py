"""Blood pressure, CADSS and pump rate; means and SDs by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from ketgui.domain.cohort import Cohort, apply_schema
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.treatment.planned_treatment import PlannedTreatment, Tolerances
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.analysis import analyse
from ketgui.statistics.results.treatment.monitoring import Monitoring
from ketgui.statistics.rows import Share


def measured(limit: float | None = None) -> Any:
    patients = pd.DataFrame({"patient_id": ["P1", "P2", "P3"]})
    infusions = pd.DataFrame(
        {
            "patient_id": ["P1", "P1", "P2", "P3"],
            "systolic_before": [120.0, 130.0, 110.0, None],
            "systolic_peak": [150.0, 135.0, 125.0, 170.0],
            "cadss": [10.0, None, 20.0, 30.0],
        }
    )
    cohort = Cohort(
        apply_schema("patients", patients), infusions=apply_schema("infusions", infusions)
    )
    plan = AnalysisPlan(treatment=PlannedTreatment(tolerances=Tolerances(systolic_rise_mmhg=limit)))
    return analyse(cohort, plan)[Monitoring]


def test_what_is_recorded_is_described_and_nothing_else():
    by_key = {one.key: one for one in measured().measures}
    assert list(by_key) == ["systolic_before", "systolic_peak", "cadss", "systolic_rise"]
    cadss = by_key["cadss"]
    assert (cadss.infusions, cadss.mean, cadss.sd, cadss.low, cadss.high) == (3, 20, 10, 10, 30)
    rise = by_key["systolic_rise"]
    assert rise.infusions == 3
    assert rise.mean == pytest.approx(50 / 3)
    assert (rise.low, rise.high) == (5, 30)


def test_the_limit_of_a_rise_is_the_users_own():
    assert isinstance(measured().rise_reached, Unavailable)
    reached = measured(15.0).rise_reached
    assert (reached.count, reached.n) == (2, 2)
    assert measured(16.0).rise_reached.count == 1
    last = measured(16.0).rows()[-1]
    assert last.label.suffix == "≥ 16 mmHg"
    assert last.cells[1] == Share(1, 2)


def test_a_limit_without_pressures_is_a_reason(example):
    tolerances = Tolerances(systolic_rise_mmhg=20)
    plan = AnalysisPlan(treatment=PlannedTreatment(tolerances=tolerances))
    found = analyse(example.cohort, plan)[Monitoring]
    assert isinstance(found.rise_reached, Unavailable)
    assert found.measures == ()
    assert len(found.rows()) == 1


def test_one_value_has_no_spread():
    cohort = Cohort(
        apply_schema("patients", pd.DataFrame({"patient_id": ["P1"]})),
        infusions=apply_schema(
            "infusions", pd.DataFrame({"patient_id": ["P1"], "rate_ml_per_h": [35.0]})
        ),
    )
    (one,) = analyse(cohort, AnalysisPlan())[Monitoring].measures
    assert isinstance(one.sd, Unavailable)
    assert (one.unit, one.mean) == ("mL/h", 35.0)


def test_the_limit_is_saved_with_the_treatment_only_where_set():
    unset, some = Tolerances(), Tolerances(systolic_rise_mmhg=30)
    assert "systolic_rise_mmhg" not in unset.as_dict()
    for tolerances in (unset, some):
        treatment = replace(PlannedTreatment(), tolerances=tolerances)
        assert PlannedTreatment.from_dict(treatment.as_dict()) == treatment

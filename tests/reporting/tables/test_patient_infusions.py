"""A patient's infusions as a table: what was recorded, and what deviates."""

from __future__ import annotations

from dataclasses import replace

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.treatment.ketamine import KetamineProtocol
from ketgui.domain.treatment.planned_treatment import PlannedTreatment
from ketgui.reporting.tables.patient_infusions import build_infusion_table
from ketgui.text import language

INFUSIONS = [
    {"patient_id": "P01", "day": 0.0, "weight_kg": 70.0, "dose_mg_per_kg": 0.5, "dose_mg": 35.0,
     "duration_minutes": 40.0, "rate_ml_per_h": 52.5, "systolic_before": 120.0,
     "systolic_peak": 151.0, "cadss": 12.0},
    {"patient_id": "P01", "day": 3.0, "weight_kg": 70.0, "dose_mg_per_kg": 0.5, "dose_mg": 350.0,
     "duration_minutes": 40.0},
    {"patient_id": "P02", "day": 0.0},
]  # fmt: skip


def test_what_was_recorded_at_each_infusion(analysis_of):
    table = build_infusion_table(analysis_of([(30, 20)] * 2, infusions=INFUSIONS), "P01")
    assert table.headers == (
        "Infusion", "Day", "kg", "mg/kg", "mg", "min", "mL/h", "Before", "Highest", "CADSS",
        "Deviations",
    )  # fmt: skip
    assert sum(group.columns for group in table.groups) == len(table.headers)
    assert [(g.title, g.columns) for g in table.groups if g.title] == [("Systolic (mmHg)", 2)]
    assert table.rows[0] == (
        "1", "0", "70.0", "0.50", "35.0", "40", "52.5", "120", "151", "12", "",
    )  # fmt: skip
    assert table.rows[1][4:] == ("350.0", "40", "–", "–", "–", "–", "Ten-fold dose")
    assert all(table.numeric[:-1])


def test_a_patient_without_a_measure_has_dashes_and_no_deviation_has_no_column(analysis_of):
    shown = analysis_of([(30, 20)] * 3, infusions=INFUSIONS)
    assert build_infusion_table(shown, "P02").rows == (("1", "0", *("–",) * 8),)
    assert "Deviations" not in build_infusion_table(shown, "P02").headers
    assert build_infusion_table(shown, "P03").rows == ()


def test_dates_and_deviations_are_told_in_the_users_language(example):
    plan = AnalysisPlan(treatment=PlannedTreatment(ketamine=KetamineProtocol(duration_minutes=40)))
    shown = replace(example, study=replace(example.study, plan=plan))
    with language("fr"):
        table = build_infusion_table(shown, "SYN01")
    assert table.headers[:2] == ("Perfusion", "Date")
    assert table.rows[0][1] == "2021-01-11"
    assert not table.groups

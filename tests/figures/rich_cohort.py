"""An invented cohort of which every figure draws something, with every outcome and severity."""

from __future__ import annotations

from typing import Any

import numpy as np

from ketgui.domain.plan import AnalysisPlan
from ketgui.statistics.analysis import Analysis

SEVERITIES = ("mild", "moderate", "severe", "life_threatening", "death", None)
# After treatment: remission, response, partial response, none, worse, missing; well before.
PAIRS = [(30, 6), (34, 15), (32, 21), (30, 28), (26, 31), (29, None), (8, 7)] * 3


def analyse_rich(analysis_of: Any, plan: AnalysisPlan | None = None) -> Analysis:
    """Return the analysis of 21 patients with follow-up, TMS, vital signs, items and events."""
    chance = np.random.default_rng(7)
    ids = [f"P{n:02d}" for n in range(1, len(PAIRS) + 1)]
    ratings = [
        _rate(patient, f"2024-{day}", score, chance)
        for patient, (before, after) in zip(ids, PAIRS, strict=True)
        for day, score in (("01-30", before), ("02-14", after), ("03-11", after), ("04-08", 20))
        if score is not None
    ]
    patients = [
        {"patient_id": patient, "age": 40.0 + index, "sex": ("female", "male")[index % 2],
         "anxiety": index % 3 == 0}
        for index, patient in enumerate(ids)
    ]  # fmt: skip
    return analysis_of(
        PAIRS,
        plan,
        patients=patients,
        assessments=ratings,
        infusions=[_infuse(patient, n, chance) for patient in ids for n in range(1, 7)],
        adverse_events=[_add_event(patient, index) for index, patient in enumerate(ids)],
        tms_courses=[_stimulate(patient, index) for index, patient in enumerate(ids)],
    )


def _rate(patient: str, date: str, score: float, chance: Any) -> dict[str, Any]:
    share = np.minimum(chance.multinomial(int(score), [0.1] * 10), 6)
    items = {f"item_{n}": float(value) for n, value in enumerate(share, 1)}
    return {"patient_id": patient, "scale": "madrs", "date": date, "score": float(score)} | items


def _infuse(patient: str, n: int, chance: Any) -> dict[str, Any]:
    return {
        "patient_id": patient,
        "date": f"2024-02-{2 * n - 1:02d}",
        "infusion_number": n,
        "systolic_before": 120 + chance.integers(9),
        "systolic_peak": 140 + chance.integers(9),
        "diastolic_before": 75 + chance.integers(9),
        "diastolic_peak": 85 + chance.integers(9),
        "heart_rate_before": 70 + chance.integers(9),
        "heart_rate_peak": 80 + chance.integers(9),
        "spo2_lowest": 94 + chance.integers(5),
        "sedation_score": chance.integers(3),
        "cadss": float(chance.integers(30)),
    }


def _add_event(patient: str, index: int) -> dict[str, Any]:
    return {
        "patient_id": patient,
        "term": ("dissociation", "nausea", "headache")[index % 3],
        "infusion_number": 1 + index % 6,
        "severity": SEVERITIES[index % len(SEVERITIES)],
        "serious": index % 5 == 0,
    }


def _stimulate(patient: str, index: int) -> dict[str, Any]:
    return {
        "patient_id": patient,
        "stimulator": ("MagVenture", "Brainsway")[index % 2],
        "frequency_hz": 10.0,
        "train_seconds": 4.0,
        "inter_train_interval_seconds": 26.0,
        "trains": 75.0,
        "start_date": "2023-11-01",
        "end_date": "2023-12-11",
        "scale": "madrs",
        "score_before": 35.0,
        "score_after": 31.0 + index % 4,
    }

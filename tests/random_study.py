"""Random studies with every kind of record: for what must hold of any cohort whatever."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from ketgui.domain.cohort import Cohort, apply_schema
from ketgui.domain.fields import TableName
from ketgui.domain.plan import AnalysisPlan
from ketgui.statistics.analysis import Analysis, analyse

_TERMS = ("nausea", "dissociation", "headache", "dizziness", "anxiety", "a word of the file")
_SEVERITY = ("mild", "moderate", "severe", None)
_START = pd.Timestamp("2024-01-08")


def draw_study(seed: int) -> Analysis:
    """Analyse an invented cohort of 1 to 70 patients with all its records, drawn by a seed."""
    return analyse(*draw_cohort(seed))


def draw_cohort(seed: int, most: int = 70) -> tuple[Cohort, AnalysisPlan]:
    """Return an invented cohort of 1 to `most` patients with all its records, and a plan."""
    chance = np.random.default_rng(seed)
    n = int(
        chance.choice([1, 2, 3, 4, 5, int(chance.integers(6, 30)), int(chance.integers(30, 70))])
    )
    places = int(chance.integers(0, 2))
    ids = [f"P{place:03d}" for place in range(1, min(n, most) + 1)]
    effect = float(chance.choice([9, 0, -4]))
    tables: dict[TableName, list[dict[str, Any]]] = {
        "patients": list(_draw_patients(chance, ids)),
        "tms_courses": list(_draw_courses(chance, ids)),
        "infusions": list(_draw_infusions(chance, ids)),
        "assessments": list(_draw_ratings(chance, ids, places, effect)),
    }
    if chance.random() < 0.8:
        tables["adverse_events"] = list(_draw_events(chance, ids))
    recorded: frozenset[TableName] = frozenset(name for name, rows in tables.items() if rows)
    frames: dict[str, Any] = {
        name: apply_schema(name, pd.DataFrame(tables[name])) for name in recorded
    }
    return Cohort(**frames, recorded=recorded), _draw_plan(chance)


def _draw_plan(chance: np.random.Generator) -> AnalysisPlan:
    return AnalysisPlan(
        response_percent=float(chance.choice([40, 50, 62.5])),
        remission_score=float(chance.choice([8, 10, 12])),
        remitters_are_responders=bool(chance.random() < 0.7),
        population="enrolled" if chance.random() < 0.5 else "rated",
        confidence_level=float(chance.choice([0.9, 0.95, 0.99])),
        interval_method="clopper-pearson" if chance.random() < 0.5 else "wilson",
        bayes_factor=True,
        carry_forward=True,
        mixed_model=True,
        selection_score=20.0,
        population_mean=22.0,
        population_sd=8.0,
    )


def _draw_patients(chance: np.random.Generator, ids: list[str]) -> Iterator[dict[str, Any]]:
    for who in ids:
        yield {
            "patient_id": who,
            "age": float(chance.integers(20, 75)),
            "sex": str(chance.choice(["female", "male"])) if chance.random() < 0.9 else None,
            "anxiety": bool(chance.random() < 0.5),
            "site": str(chance.choice(["A", "B", "C"])),
            "events_asked": bool(chance.random() < 0.9),
        }


def _draw_courses(chance: np.random.Generator, ids: list[str]) -> Iterator[dict[str, Any]]:
    for who in ids:
        if chance.random() < 0.8:
            is_long = chance.random() < 0.4
            yield {
                "patient_id": who,
                "stimulator": "One" if is_long else "Two",
                "frequency_hz": 10.0 if is_long else 18.0,
                "train_seconds": 4.0 if is_long else 2.0,
                "inter_train_interval_seconds": 26.0 if is_long else 20.0,
                "trains": 75 if is_long else 55,
                "sessions": int(chance.integers(20, 37)),
                "score_before": float(chance.integers(20, 40)),
                "score_after": float(chance.integers(10, 40)) if chance.random() < 0.8 else None,
                "end_date": _START - pd.Timedelta(days=int(chance.integers(10, 60))),
            }


def _draw_infusions(chance: np.random.Generator, ids: list[str]) -> Iterator[dict[str, Any]]:
    for who in ids:
        day = 0
        for number in range(1, int(chance.integers(0, 7)) + 1):
            before = float(chance.integers(105, 145))
            yield {
                "patient_id": who,
                "infusion_number": number,
                "date": _START + pd.Timedelta(days=day),
                "dose_mg_per_kg": 0.5,
                "dose_mg": float(np.round(chance.uniform(30, 50), 1)),
                "duration_minutes": float(chance.choice([40, 60])),
                "systolic_before": before,
                "systolic_peak": before + float(chance.integers(0, 50)),
                "cadss": float(chance.integers(0, 40)) if chance.random() < 0.7 else None,
            }
            day += int(chance.integers(2, 4))


def _draw_ratings(
    chance: np.random.Generator, ids: list[str], places: int, effect: float
) -> Iterator[dict[str, Any]]:
    for who in ids:
        score = float(np.round(chance.uniform(18, 45), places))
        for moment, day in (("before", -1), (None, 3), (None, 7), ("after", 16)):
            if chance.random() < 0.1:
                continue
            moved = score - effect * (day + 1) / 17 + chance.normal(0, 4)
            items = {f"item_{k}": float(chance.integers(0, 7)) for k in range(1, 11)}
            yield {
                "patient_id": who,
                "scale": "madrs",
                "moment": moment,
                "date": _START + pd.Timedelta(days=day),
                "score": float(np.round(np.clip(moved, 0, 60), places)),
                **(items if moment else {}),
            }
            if moment and chance.random() < 0.8:
                yield {
                    "patient_id": who,
                    "scale": "phq9",
                    "moment": moment,
                    "date": _START + pd.Timedelta(days=day),
                    "score": float(np.clip(np.round(moved / 2), 0, 27)),
                }


def _draw_events(chance: np.random.Generator, ids: list[str]) -> Iterator[dict[str, Any]]:
    for who in ids:
        for _event in range(int(chance.poisson(1.2))):
            yield {
                "patient_id": who,
                "term": str(chance.choice(_TERMS)),
                "severity": _SEVERITY[int(chance.integers(0, 4))],
                "relatedness": str(chance.choice(["unlikely", "possible", "probable"])),
                "serious": bool(chance.random() < 0.05),
                "infusion_number": int(chance.integers(1, 5)) if chance.random() < 0.8 else None,
                "action": "withdrawn" if chance.random() < 0.05 else None,
            }

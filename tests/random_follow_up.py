"""Random follow-ups: later ratings, maintenance, rescue and a rule of relapse, drawn by a seed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from ketgui.domain.cohort import Cohort, apply_schema
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.relapse import RelapseRule
from ketgui.statistics.analysis import Analysis, analyse

_ACUTE_DAYS = (0, 3, 5, 7, 10, 12)


def draw_follow_up(seed: int) -> Analysis:
    """Analyse an invented cohort of 3 to 40 patients, most of whom are seen again for months."""
    chance = np.random.default_rng([seed, 20230419])
    ids = [f"P{number:02d}" for number in range(1, int(chance.integers(3, 41)) + 1)]
    cohort = Cohort(
        patients=apply_schema("patients", pd.DataFrame(_draw_rescues(chance, ids))),
        infusions=apply_schema("infusions", pd.DataFrame(_draw_infusions(chance, ids))),
        assessments=apply_schema("assessments", pd.DataFrame(_draw_ratings(chance, ids))),
    )
    return analyse(cohort, _draw_plan(chance))


def _draw_plan(chance: np.random.Generator) -> AnalysisPlan:
    rule = RelapseRule(
        by_score=bool(chance.random() < 0.8),
        score=float(chance.choice([18, 20, 24.5])) if chance.random() < 0.4 else None,
        lost_percent=float(chance.choice([30, 50])) if chance.random() < 0.5 else None,
        ect=bool(chance.random() < 0.5),
        admission=bool(chance.random() < 0.5),
        new_course=bool(chance.random() < 0.5),
        visits=int(chance.integers(1, 3)),
        among="remitters" if chance.random() < 0.3 else "responders",
    )
    level = float(chance.choice([0.9, 0.95, 0.99]))
    return AnalysisPlan(relapse=rule, confidence_level=level)


def _draw_rescues(chance: np.random.Generator, ids: list[str]) -> Iterator[dict[str, Any]]:
    for who in ids:
        yield {
            "patient_id": who,
            "rescue_ect_day": float(chance.integers(-60, 250)) if chance.random() < 0.2 else None,
            "rescue_admission_day": float(chance.integers(0, 250))
            if chance.random() < 0.2
            else None,
        }


def _draw_infusions(chance: np.random.Generator, ids: list[str]) -> Iterator[dict[str, Any]]:
    for who in ids:
        kept = sorted(chance.integers(26, 70, 2)) if chance.random() < 0.3 else []
        again = [180, 183] if chance.random() < 0.15 else []
        for day in (*_ACUTE_DAYS, *kept, *again):
            yield {"patient_id": who, "day": float(day)}


def _draw_ratings(chance: np.random.Generator, ids: list[str]) -> Iterator[dict[str, Any]]:
    for who in ids:
        before = float(chance.integers(24, 45))
        after = float(np.round(before * chance.uniform(0.15, 0.75)))
        moments: list[tuple[float, float]] = [(-1, before), (13, after)]
        score = after
        for week in (4, 8, 12, 16, 26):
            if chance.random() < 0.15:
                break
            score = float(np.clip(np.round(score + chance.normal(2, 5)), 0, 60))
            if chance.random() < 0.9:
                moments.append((12 + 7 * week + float(chance.integers(-4, 5)), score))
        for day, score in moments:
            yield {"patient_id": who, "scale": "madrs", "day": day, "score": score}

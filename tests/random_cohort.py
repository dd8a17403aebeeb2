"""Random cohorts: ratings missing here and there, decimals in every other, a plan drawn with it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ketgui.domain.plan import AnalysisPlan
from ketgui.statistics.analysis import Analysis

SEEDS = range(6)


def random_analysis(seed: int, analysis_of: Callable[..., Analysis]) -> Analysis:
    """Analyse an invented cohort of 4 to 39 patients with events and groups, drawn by a seed."""
    chance = np.random.default_rng(seed)
    n = int(chance.integers(4, 40))
    places = seed % 2
    before = np.round(chance.uniform(18, 45, n), places)
    after = np.round(np.clip(before - chance.normal(9, 7, n), 0, 60), places)
    pairs = [
        (None if chance.random() < 0.05 else float(b), None if chance.random() < 0.1 else float(a))
        for b, a in zip(before, after, strict=True)
    ]
    patients = [
        {"patient_id": f"P{place:02d}", "age": float(chance.integers(20, 70)),
         "sex": str(chance.choice(["female", "male"])), "anxiety": bool(chance.random() < 0.5)}
        for place in range(1, n + 1)
    ]  # fmt: skip
    events = [
        {"patient_id": f"P{int(chance.integers(1, n + 1)):02d}", "term": term, "serious": False}
        for term in ("nausea", "dissociation", "headache")
    ]
    plan = AnalysisPlan(
        response_percent=float(chance.choice([40, 50, 62.5])),
        remission_score=float(chance.choice([8, 10, 12])),
        population=("enrolled", "rated")[seed % 2],
        confidence_level=float(chance.choice([0.9, 0.95])),
        bayes_factor=True,
    )
    given = [{"patient_id": one["patient_id"], "day": day} for one in patients for day in (0, 2, 4)]
    ratings = [
        {"patient_id": one["patient_id"], "scale": "madrs", "moment": moment, "score": score}
        for one, pair in zip(patients, pairs, strict=True)
        for moment, score in zip(("before", "after"), pair, strict=True)
        if score is not None
    ]
    ratings += [
        {"patient_id": one["patient_id"], "scale": "madrs", "day": 3,
         "score": round(float(chance.uniform(10, 40)), places)}
        for one in patients
        if chance.random() < 0.8
    ]  # fmt: skip
    return analysis_of(
        pairs, plan, patients=patients, adverse_events=events, infusions=given, assessments=ratings
    )

"""An invented cohort that is followed after its acute course, with maintenance and a new course."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from ketgui.domain.cohort import Cohort, apply_schema

ACUTE_DAYS = (0, 3, 5, 7, 10, 12)
# Of each patient: scores before and after, then those on days after the last acute infusion.
SCORES: dict[str, tuple[float, float, dict[int, float]]] = {
    "P1": (30, 10, {28: 12, 56: 14, 84: 23, 112: 25}),
    "P2": (34, 12, {28: 24, 56: 15}),
    "P3": (28, 8, {30: 9, 60: 11, 86: 12, 182: 13}),
    "P4": (36, 16, {27: 17, 57: 22, 85: 20}),
    "P5": (26, 12, {28: 14, 170: 30}),
    "P6": (31, 14, {}),
    "P7": (29, 25, {28: 27, 56: 26, 84: 28}),
    "P8": (33, 30, {29: 29, 84: 31}),
}
MAINTENANCE: dict[str, tuple[int, ...]] = {"P3": (26, 54, 82), "P4": (26,)}
# Days of a later acute course, and of a rating in it.
NEW_COURSE = {"P5": (100, 103)}
# Study days of electroconvulsive therapy and of an admission. P2's ECT came before the infusions,
# and P7 is no responder.
ECT = {"P2": -200, "P3": 100, "P7": 50}
ADMISSION = {"P4": 60, "P6": 40}


def make_cohort() -> Cohort:
    """Return the cohort, its days from the first infusion."""
    return Cohort(
        patients=apply_schema("patients", pd.DataFrame(_list_patients())),
        infusions=apply_schema("infusions", pd.DataFrame(_list_infusions())),
        assessments=apply_schema("assessments", pd.DataFrame(_list_ratings())),
    )


def _list_patients() -> Iterator[dict[str, Any]]:
    for who in SCORES:
        yield {
            "patient_id": who,
            "rescue_ect_day": ECT.get(who),
            "rescue_admission_day": ADMISSION.get(who),
        }


def _list_infusions() -> Iterator[dict[str, Any]]:
    last = ACUTE_DAYS[-1]
    for who in SCORES:
        later = (*MAINTENANCE.get(who, ()), *NEW_COURSE.get(who, ()))
        for day in (*ACUTE_DAYS, *(last + day for day in later)):
            yield {"patient_id": who, "day": float(day)}


def _list_ratings() -> Iterator[dict[str, Any]]:
    last = ACUTE_DAYS[-1]
    for who, (before, after, later) in SCORES.items():
        scores = {-1: before, last + 1: after, **{last + day: s for day, s in later.items()}}
        for day, score in scores.items():
            yield {"patient_id": who, "scale": "madrs", "day": float(day), "score": score}

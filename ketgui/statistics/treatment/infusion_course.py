"""Each enrolled patient's infusions in their order, as received."""

from __future__ import annotations

from itertools import pairwise
from math import isnan
from statistics import median
from typing import NamedTuple

import pandas as pd

from ketgui.domain.cohort import Cohort
from ketgui.statistics.pairing import with_study_day

_MEASURES = ("weight_kg", "dose_mg_per_kg", "dose_mg", "duration_minutes", "rate_ml_per_h")
# A number beyond this is a slip of the keyboard: nobody misses a thousand infusions.
_HIGHEST_NUMBER = 366


class Infusion(NamedTuple):
    """One infusion received; None is not recorded.

    Attributes
    ----------
    patient_id : str
        The patient.
    number : int
        Its number in the course from 1, as recorded; where a patient has an infusion without a
        possible number, the place of each in time.
    study_day : float or None
        Days from the patient's first infusion.
    weight_kg, dose_mg_per_kg, dose_mg, duration_minutes, rate_ml_per_h : float or None
        As recorded.
    """

    patient_id: str
    number: int
    study_day: float | None
    weight_kg: float | None
    dose_mg_per_kg: float | None
    dose_mg: float | None
    duration_minutes: float | None
    rate_ml_per_h: float | None


# One patient's infusions, in the order of their numbers.
InfusionCourse = tuple[Infusion, ...]


def list_courses(cohort: Cohort) -> dict[str, InfusionCourse]:
    """Return the infusions of every enrolled patient, none for one without.

    Parameters
    ----------
    cohort : Cohort

    Returns
    -------
    dict of str to tuple of Infusion
        By patient id, in the order of the cohort; the infusions by number.
    """
    # Every enrolled patient is there, so that nobody without an infusion is lost.
    by_patient: dict[str, list[Infusion]] = {str(who): [] for who in cohort.patients["patient_id"]}
    rows = number_infusions(cohort.infusions)
    columns = [_list_known(rows[name]) for name in ("study_day", *_MEASURES)]
    numbers = rows["number"].astype(int).tolist()
    for infusion in map(Infusion, rows["patient_id"].tolist(), numbers, *columns):
        by_patient.setdefault(infusion.patient_id, []).append(infusion)
    return {who: tuple(infusions) for who, infusions in by_patient.items()}


def compute_intervals(course: InfusionCourse) -> tuple[float, ...]:
    """Return the days from each infusion to the next.

    Parameters
    ----------
    course : tuple of Infusion

    Returns
    -------
    tuple of float
        In days, of the neighbours that both have a day.
    """
    return tuple(
        after.study_day - before.study_day
        for before, after in pairwise(course)
        if before.study_day is not None and after.study_day is not None
    )


def find_usual_weight(course: InfusionCourse, infusion: Infusion) -> float | None:
    """Return the median weight at the patient's other infusions.

    Parameters
    ----------
    course : tuple of Infusion
    infusion : Infusion
        The one left out.

    Returns
    -------
    float or None
        In kg; None where fewer than two others have a weight.
    """
    others = [
        other.weight_kg for other in course if other is not infusion and other.weight_kg is not None
    ]
    return median(others) if len(others) > 1 else None


def number_infusions(infusions: pd.DataFrame) -> pd.DataFrame:
    """Return the infusions with their ``number`` in the patient's course, sorted by it.

    Parameters
    ----------
    infusions : DataFrame
        The cohort's table.

    Returns
    -------
    DataFrame
        The same rows with ``study_day`` (days from the patient's first infusion) and ``number``.

    Notes
    -----
    The recorded number counts; where a patient has an infusion without a possible number, all of
    that patient's are numbered in time.
    """
    # In time first: the order in which rows without a number are counted.
    rows = with_study_day(infusions, infusions).sort_values("study_day", kind="stable")
    by_patient = rows.groupby("patient_id")
    usable = rows["infusion_number"].between(1, _HIGHEST_NUMBER)
    # Numbers are used for all of a patient's infusions or for none: a mixture could repeat one.
    numbered = usable.groupby(rows["patient_id"]).transform("all")
    position = by_patient.cumcount() + 1.0
    rows = rows.assign(number=rows["infusion_number"].where(numbered, position))
    return rows.sort_values("number", kind="stable")


def _list_known(values: pd.Series[float]) -> list[float | None]:
    return [None if isnan(value) else value for value in values.astype(float).tolist()]

"""Each enrolled patient's infusions in order, as received."""

from __future__ import annotations

from itertools import pairwise
from math import isnan
from statistics import median
from typing import NamedTuple

import pandas as pd

from ketgui.domain.cohort import Cohort
from ketgui.domain.plan import AnalysisPlan
from ketgui.statistics.treatment.phases import ACUTE, add_phases

_MEASURES = ("weight_kg", "dose_mg_per_kg", "dose_mg", "duration_minutes", "rate_ml_per_h")


class Infusion(NamedTuple):
    """One infusion received; None is not recorded.

    Attributes
    ----------
    patient_id : str
        The patient.
    number : int
        Its number in the course from 1, as recorded; where a patient has an infusion without a
        usable number, the position of each in time.
    study_day : float or None
        Days from the patient's first infusion.
    course : int
        Number of the patient's course, from 1.
    is_acute : bool
        Whether it belongs to the acute phase of its course, not to maintenance.
    weight_kg, dose_mg_per_kg, dose_mg, duration_minutes, rate_ml_per_h : float or None
        As recorded.
    """

    patient_id: str
    number: int
    study_day: float | None
    course: int
    is_acute: bool
    weight_kg: float | None
    dose_mg_per_kg: float | None
    dose_mg: float | None
    duration_minutes: float | None
    rate_ml_per_h: float | None


# One patient's infusions, in the order of their numbers.
InfusionCourse = tuple[Infusion, ...]


def list_courses(cohort: Cohort, plan: AnalysisPlan) -> dict[str, tuple[Infusion, ...]]:
    """Return the infusions of every enrolled patient in order; none for one without infusions.

    Parameters
    ----------
    cohort : Cohort
    plan : AnalysisPlan
        With the rules that divide infusions into courses and phases.

    Returns
    -------
    dict of str to tuple of Infusion
        By patient id, in the order of the cohort.
    """
    by_patient: dict[str, list[Infusion]] = {str(who): [] for who in cohort.patients["patient_id"]}
    rows = sort_by_course(add_phases(cohort.infusions, plan))
    # A list for each column: pandas is slow row by row.
    columns = [
        rows["patient_id"].tolist(),
        rows["number"].astype(int).tolist(),
        _list_known(rows["study_day"]),
        rows["course"].astype(int).tolist(),
        (rows["phase"] == ACUTE).tolist(),
        *(_list_known(rows[name]) for name in _MEASURES),
    ]
    for infusion in map(Infusion, *columns):
        by_patient.setdefault(infusion.patient_id, []).append(infusion)
    return {who: tuple(infusions) for who, infusions in by_patient.items()}


def sort_by_course(rows: pd.DataFrame) -> pd.DataFrame:
    """Return infusions with phases sorted by course and number."""
    return rows.sort_values(["course", "number"], kind="stable")


def find_first_acute_course(course: tuple[Infusion, ...]) -> tuple[Infusion, ...]:
    """Return the infusions of a patient's first acute course."""
    return tuple(
        infusion for infusion in course if infusion.course == course[0].course and infusion.is_acute
    )


def cut_at_gap(course: tuple[Infusion, ...], days: float) -> tuple[Infusion, ...]:
    """Return a patient's infusions up to the first gap of more than `days` days.

    Infusions beyond the planned number are included, although they are maintenance: given without
    a pause, they deviate from the plan.
    """
    for position, (earlier, later) in enumerate(pairwise(course), 1):
        start, end = earlier.study_day, later.study_day
        if start is not None and end is not None and end - start > days:
            return course[:position]
    return course


def compute_intervals(course: tuple[Infusion, ...]) -> tuple[float, ...]:
    """Return the days from each infusion to the next, where both have a day."""
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
    # Without the weight itself, which may be mistyped; with
    # a single other one, either may be wrong.
    others = [
        other.weight_kg for other in course if other is not infusion and other.weight_kg is not None
    ]
    return median(others) if len(others) > 1 else None


def _list_known(values: pd.Series[float]) -> list[float | None]:
    return [None if isnan(value) else value for value in values.astype(float).tolist()]

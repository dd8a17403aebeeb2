"""Each enrolled patient's infusions in order, as received."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import isnan
from statistics import median
from typing import NamedTuple

import pandas as pd

from ketgui.domain.cohort import Cohort
from ketgui.domain.plan import AnalysisPlan
from ketgui.statistics.treatment.phases import ACUTE, add_phases, find_acute_windows

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


@dataclass(frozen=True, eq=False)
class ReceivedInfusions:
    """The infusions of all patients under a plan's rules on courses, each view made once.

    No outcome is in them, so that the outcomes of one plan share them.

    Attributes
    ----------
    patients : DataFrame
        The table of patients.
    by_time : DataFrame
        Every infusion with course and phase; see ``add_phases``.
    """

    patients: pd.DataFrame
    by_time: pd.DataFrame

    @classmethod
    def of(cls, cohort: Cohort, plan: AnalysisPlan) -> ReceivedInfusions:
        """Divide a cohort's infusions into courses and phases."""
        return cls(cohort.patients, add_phases(cohort.infusions, plan))

    @cached_property
    def by_course(self) -> pd.DataFrame:
        """The same in the order of course and number."""
        return sort_by_course(self.by_time)

    @cached_property
    def windows(self) -> pd.DataFrame:
        """Where each patient's first acute course begins and ends; see ``find_acute_windows``."""
        return find_acute_windows(self.by_time)

    @cached_property
    def courses(self) -> dict[str, InfusionCourse]:
        """The infusions of every enrolled patient, by id; none for one without infusions."""
        return _list_courses(self.patients, self.by_course)

    @cached_property
    def acute_courses(self) -> dict[str, InfusionCourse]:
        """The infusions of every patient's first acute course, without maintenance."""
        courses = self.courses.items()
        return {patient: find_first_acute_course(course) for patient, course in courses}


def _list_courses(patients: pd.DataFrame, rows: pd.DataFrame) -> dict[str, InfusionCourse]:
    """Return the infusions of every enrolled patient in order; none for one without infusions."""
    by_patient: dict[str, list[Infusion]] = {
        str(patient_id): [] for patient_id in patients["patient_id"]
    }
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
    return {patient_id: tuple(infusions) for patient_id, infusions in by_patient.items()}


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

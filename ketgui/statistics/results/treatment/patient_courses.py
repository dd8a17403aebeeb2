"""Both treatments of each patient, as received."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, cast

import numpy as np
import pandas as pd

from ketgui.domain.cohort import Cohort
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.results.treatment.exposure import compute_days_since_tms
from ketgui.statistics.rows import Cell, Count, Estimate, Row, Text, make_number_cell
from ketgui.statistics.study import ReportSection, Result, Study
from ketgui.statistics.treatment.infusion_course import InfusionCourse
from ketgui.text import mark

_NOT_RECORDED = Unavailable(mark("not recorded"))


@dataclass(frozen=True)
class PatientCourse:
    """One patient's TMS and infusions; of several TMS courses, the last one recorded.

    Attributes
    ----------
    patient_id, stimulator : str
        `stimulator` is empty where none is recorded.
    percent_mt, tms_sessions, tms_pulses : float or Unavailable
        Intensity (% MT), sessions received, and the pulses of all of them.
    infusions : int
        Infusions received.
    dose_mg_per_kg, total_mg, minutes : float or Unavailable
        Mean dose by weight, sum of the doses where every one is recorded, mean duration.
    days_since_tms : float or Unavailable
        Days from the last TMS session to the first infusion.
    """

    patient_id: str
    stimulator: str
    percent_mt: Estimate
    tms_sessions: Estimate
    tms_pulses: Estimate
    infusions: int
    dose_mg_per_kg: Estimate
    total_mg: Estimate
    minutes: Estimate
    days_since_tms: Estimate

    def row(self) -> Row:
        """Return its line."""
        stimulator: Cell = (
            Text(self.stimulator, from_file=True) if self.stimulator else _NOT_RECORDED
        )
        return Row(
            Text(self.patient_id, from_file=True),
            (
                stimulator,
                make_number_cell(self.percent_mt, 0),
                make_number_cell(self.tms_sessions, 0),
                make_number_cell(self.tms_pulses, 0),
                make_number_cell(self.days_since_tms, 0),
                Count(self.infusions),
                make_number_cell(self.dose_mg_per_kg, 2),
                make_number_cell(self.total_mg),
                make_number_cell(self.minutes, 0),
            ),
        )


@dataclass(frozen=True)
class PatientCourses(Result):
    """A line for each enrolled patient, with or without a treatment recorded."""

    key: ClassVar[str] = "patient_courses"
    title: ClassVar[str] = mark("Treatment of each patient")
    section: ClassVar[ReportSection] = "workbook"
    columns: ClassVar[tuple[str, ...]] = (
        mark("Stimulator"),
        mark("% MT"),
        mark("Sessions"),
        mark("Pulses"),
        mark("Days to infusion"),
        mark("Infusions"),
        mark("mg/kg"),
        mark("Total mg"),
        mark("Minutes"),
    )

    patients: tuple[PatientCourse, ...]

    @classmethod
    def compute(cls, study: Study) -> PatientCourses:
        """Gather each patient's records."""
        tms = _list_last_tms(study.cohort)
        since = compute_days_since_tms(study.cohort)
        return cls(
            tuple(
                _make_course(
                    patient_id,
                    tms.get(patient_id, {}),
                    course,
                    since.get(patient_id, _NOT_RECORDED),
                )
                for patient_id, course in study.courses.items()
            )
        )

    def rows(self) -> tuple[Row, ...]:
        """Return a line a patient, in the order of the cohort."""
        return tuple(patient.row() for patient in self.patients)

    def as_dict(self) -> dict[str, Any]:
        """Return how many have each treatment recorded; the patients stay in the table."""
        return {
            "with_tms": sum(bool(patient.stimulator) for patient in self.patients),
            "with_infusions": sum(patient.infusions > 0 for patient in self.patients),
        }


def _list_last_tms(cohort: Cohort) -> dict[str, dict[str, Any]]:
    # An undated course sorts before a dated one, so that the dated one is kept as the last.
    last = cohort.tms_courses.sort_values("end_date", kind="stable", na_position="first")
    last = last.drop_duplicates("patient_id", keep="last").set_index("patient_id")
    rows = cast("dict[str, dict[str, Any]]", last.to_dict("index"))
    return {str(patient_id): row for patient_id, row in rows.items()}


def _make_course(
    patient_id: str, tms: dict[str, Any], course: InfusionCourse, since: Estimate
) -> PatientCourse:
    sessions, pulses = (
        _to_estimate(tms.get("sessions")),
        _to_estimate(tms.get("pulses_per_session")),
    )
    doses = [infusion.dose_mg for infusion in course]
    total = sum(mg for mg in doses if mg is not None)
    stimulator = tms.get("stimulator")
    return PatientCourse(
        patient_id,
        "" if stimulator is None or pd.isna(stimulator) else str(stimulator),
        _to_estimate(tms.get("percent_mt")),
        sessions,
        _multiply(sessions, pulses),
        len(course),
        _compute_mean([infusion.dose_mg_per_kg for infusion in course]),
        # A sum over some of the doses would look like a lower exposure.
        _NOT_RECORDED if not doses or None in doses else total,
        _compute_mean([infusion.duration_minutes for infusion in course]),
        since,
    )


def _multiply(first: Estimate, second: Estimate) -> Estimate:
    if isinstance(first, Unavailable) or isinstance(second, Unavailable):
        return _NOT_RECORDED
    return first * second


def _to_estimate(value: float | None) -> Estimate:
    return _NOT_RECORDED if value is None or pd.isna(value) else float(value)


def _compute_mean(values: list[float | None]) -> Estimate:
    recorded = [value for value in values if value is not None]
    return float(np.mean(recorded)) if recorded else _NOT_RECORDED

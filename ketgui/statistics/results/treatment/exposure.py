"""Exposure: infusions per patient, dose, duration and spacing, and early stops."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any, ClassVar

import pandas as pd

from ketgui.domain.cohort import Cohort
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.rows import (
    BLANK,
    Count,
    Estimate,
    Limits,
    Row,
    Text,
    collect_values,
    make_limits_cell,
    make_mean_sd_cell,
    make_number_cell,
)
from ketgui.statistics.study import ReportSection, Result, Study
from ketgui.statistics.tests.proportion import Proportion
from ketgui.statistics.treatment.infusion_course import InfusionCourse, compute_intervals
from ketgui.statistics.treatment.stops import Stop, find_stops
from ketgui.text import mark

_NO_INFUSION = Unavailable(mark("the file holds no infusion"))
_NOT_RECORDED = Unavailable(mark("not recorded"))
_ONE = Unavailable(mark("recorded once only"))
_NOT_PLANNED = Unavailable(mark("not stated in the plan"))
_NO_DATE = Unavailable(mark("no date or study day is recorded"))


@dataclass(frozen=True)
class Exposure(Result):
    """Infusions received.

    Notes
    -----
    `infused` counts the patients with at least one infusion among the enrolled. Median and range
    of infusions are over the patients infused; mean dose, duration and weight over the infusions
    in which each is recorded. `dose_mg` is the mean of the infusions' total doses, `total_mg` that
    of the patients' sums, over those whose every dose is recorded. `planned_infusions` are those
    planned for one patient, `infusions_planned` for all enrolled. `completed` counts the patients
    with as many infusions as planned or more among the enrolled; `stopped` names those whose last
    infusion comes before the last one planned. Both are of the first acute course, as are the
    intervals: days between consecutive infusions. `days_since_tms` is the number of days from the
    date of the last TMS session to that of the first infusion.
    """

    key: ClassVar[str] = "exposure"
    title: ClassVar[str] = mark("Infusions received")
    section: ClassVar[ReportSection] = "patients"
    priority: ClassVar[int] = 50
    columns: ClassVar[tuple[str, ...]] = (mark("Value"), mark("Range"))

    infused: Proportion | Unavailable
    infusions: int
    infusions_median: Estimate
    infusions_range: Limits | Unavailable
    dose_mg_per_kg: Estimate
    dose_mg_per_kg_sd: Estimate
    dose_mg: Estimate
    dose_mg_sd: Estimate
    duration_minutes: Estimate
    duration_minutes_sd: Estimate
    planned_infusions: int | Unavailable
    infusions_planned: int | Unavailable
    completed: Proportion | Unavailable
    total_mg: Estimate
    total_mg_sd: Estimate
    total_mg_range: Limits | Unavailable
    interval_days_median: Estimate
    interval_days_range: Limits | Unavailable
    days_since_tms_median: Estimate
    days_since_tms_range: Limits | Unavailable
    stopped: tuple[Stop, ...]

    @classmethod
    def compute(cls, study: Study) -> Exposure:
        """Summarise the infusion table."""
        infusions = study.cohort.infusions
        courses = study.courses
        totals = _sum_doses(courses)
        acute = study.acute_courses
        # Of the acute course alone: the pause before maintenance is no spacing of infusions.
        between = [days for course in acute.values() for days in compute_intervals(course)]
        since = list(compute_days_since_tms(study.cohort).values())
        planned = study.plan.treatment.infusions
        # Over the patients infused: those without an infusion would pull the median down.
        per_patient = infusions.groupby("patient_id").size()
        any_infusion = len(per_patient) > 0
        return cls(
            Proportion.of(len(per_patient), study.cohort.enrolled, study.plan)
            if any_infusion
            else _NO_INFUSION,
            len(infusions),
            float(per_patient.median()) if any_infusion else _NO_INFUSION,
            (float(per_patient.min()), float(per_patient.max())) if any_infusion else _NO_INFUSION,
            *_compute_mean_sd(infusions["dose_mg_per_kg"]),
            *_compute_mean_sd(infusions["dose_mg"]),
            *_compute_mean_sd(infusions["duration_minutes"]),
            _NOT_PLANNED if planned is None else planned,
            # Planned for everyone enrolled, whether infused or not.
            _NOT_PLANNED if planned is None else planned * study.cohort.enrolled,
            _count_completed(study, acute),
            *_compute_mean_sd(pd.Series(totals, dtype="float64")),
            _find_range(totals),
            median(between) if between else _NO_DATE,
            _find_range(between, _NO_DATE),
            median(since) if since else _NO_DATE,
            _find_range(since, _NO_DATE),
            find_stops(acute, planned, study.cohort.adverse_events)
            if any_infusion and planned
            else (),
        )

    def rows(self) -> tuple[Row, ...]:
        """Return a line a measure."""
        blank = Text("", from_file=True)
        infused = self.infused if isinstance(self.infused, Unavailable) else self.infused.cells()[0]
        return (
            Row(Text(mark("Patients infused")), (infused, blank)),
            Row(
                Text(mark("Infusions")),
                (Count(self.infusions) if self.infusions else _NO_INFUSION, blank),
            ),
            Row(
                Text(mark("Infusions per patient, median")),
                (
                    make_number_cell(self.infusions_median, 1),
                    make_limits_cell(self.infusions_range, 0),
                ),
            ),
            Row(
                Text(mark("Dose by weight, mean ± SD")),
                (make_mean_sd_cell(self.dose_mg_per_kg, self.dose_mg_per_kg_sd, 2, "mg/kg"), blank),
            ),
            Row(
                Text(mark("Dose, mean ± SD")),
                (make_mean_sd_cell(self.dose_mg, self.dose_mg_sd, 1, "mg"), blank),
            ),
            Row(
                Text(mark("Duration, mean ± SD")),
                (
                    make_mean_sd_cell(self.duration_minutes, self.duration_minutes_sd, 1, "min"),
                    blank,
                ),
            ),
            *self._course_rows(),
        )

    def _course_rows(self) -> tuple[Row, ...]:
        completed, planned = self.completed, self.infusions_planned
        return (
            Row(
                Text(mark("Infusions planned")),
                (planned if isinstance(planned, Unavailable) else Count(planned), BLANK),
            ),
            Row(
                Text(mark("All planned infusions received")),
                (completed if isinstance(completed, Unavailable) else completed.cells()[0], BLANK),
            ),
            Row(
                Text(mark("Total dose per patient, mean ± SD")),
                (
                    make_mean_sd_cell(self.total_mg, self.total_mg_sd, 1, "mg"),
                    make_limits_cell(self.total_mg_range),
                ),
            ),
            Row(
                Text(mark("Days between infusions, median")),
                (
                    make_number_cell(self.interval_days_median),
                    make_limits_cell(self.interval_days_range, 0),
                ),
            ),
            Row(
                Text(mark("Days from TMS to ketamine, median")),
                (
                    make_number_cell(self.days_since_tms_median),
                    make_limits_cell(self.days_since_tms_range, 0),
                ),
            ),
            *(stop.row() for stop in self.stopped),
        )

    def as_dict(self) -> dict[str, Any]:
        """Return every number by its published name."""
        return collect_values(self) | {
            "infused": _rate_as_dict(self.infused),
            "completed": _rate_as_dict(self.completed),
            "stopped": [asdict(stop) for stop in self.stopped],
        }


def _rate_as_dict(rate: Proportion | Unavailable) -> Any:
    return rate if isinstance(rate, Unavailable) else rate.as_dict()


def _count_completed(study: Study, courses: dict[str, InfusionCourse]) -> Proportion | Unavailable:
    planned = study.plan.treatment.infusions
    if study.cohort.infusions.empty:
        return _NO_INFUSION
    if planned is None:
        return _NOT_PLANNED
    # By count and not by number: a missed infusion was not received.
    count = sum(len(course) >= planned for course in courses.values())
    return Proportion.of(count, study.cohort.enrolled, study.plan)


def _sum_doses(courses: dict[str, InfusionCourse]) -> list[float]:
    # A sum over some of the doses would look like a lower exposure.
    doses = ([infusion.dose_mg for infusion in course] for course in courses.values() if course)
    return [
        sum(mg for mg in course_doses if mg is not None)
        for course_doses in doses
        if None not in course_doses
    ]


def compute_days_since_tms(cohort: Cohort) -> dict[str, float]:
    """Return the days from each patient's last TMS session to the first infusion.

    Parameters
    ----------
    cohort : Cohort

    Returns
    -------
    dict of str to float
        By patient id, in days between dates; without the patients who lack either date.
    """
    # Of several TMS courses the last one counts.
    last = cohort.tms_courses.groupby("patient_id")["end_date"].max().dt.normalize()
    first = cohort.infusions.groupby("patient_id")["date"].min().dt.normalize()
    days = (first - last.reindex(first.index)).dropna().dt.total_seconds() / 86_400
    return {
        str(patient_id): float(since) for patient_id, since in zip(days.index, days, strict=True)
    }


def _find_range(
    values: Sequence[float], reason: Unavailable = _NOT_RECORDED
) -> Limits | Unavailable:
    return (min(values), max(values)) if values else reason


def _compute_mean_sd(values: pd.Series[float]) -> tuple[Estimate, Estimate]:
    recorded = values.dropna()
    if recorded.empty:
        return _NOT_RECORDED, _NOT_RECORDED
    return float(recorded.mean()), float(recorded.std()) if len(recorded) > 1 else _ONE

"""Courses: where each patient's acute course ends, what follows it, and which ratings count."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from math import isnan
from typing import Any, ClassVar, cast

import pandas as pd

from ketgui.domain.folding import to_identifier
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.pairing import AFTER_TMS
from ketgui.statistics.rows import Cell, Count, Estimate, Row, Text, make_number_cell
from ketgui.statistics.study import ReportSection, Result, Study
from ketgui.statistics.treatment.phases import BY_FILE, BY_GAP, BY_LAST, BY_NUMBER
from ketgui.text import mark

RULES = {
    BY_FILE: mark("as the file says"),
    BY_NUMBER: mark("planned number reached"),
    BY_GAP: mark("gap after it"),
    BY_LAST: mark("last infusion"),
}
_NO_DAY = Unavailable(mark("no date or study day is recorded"))
_NO_BASELINE = Unavailable(mark("no rating before the first infusion"))
_TMS_NOT_USED = Unavailable(mark("a rating after TMS alone, which is no baseline by the plan"))
_TMS_TOO_OLD = Unavailable(mark("a rating after TMS alone, too old for a baseline"))
_NO_RATING = Unavailable(mark("no rating after the last acute infusion"))
_TOO_LATE = Unavailable(mark("the first rating after the acute course came too late"))
_AFTER_MAINTENANCE = Unavailable(mark("the first rating came after further infusions"))
_NO_INFUSION = Unavailable(mark("no infusion is recorded"))


@dataclass(frozen=True)
class CourseOf:
    """One patient's courses; `outcome_day` counts from the last acute infusion.

    `is_baseline_of_tms` says that the baseline is a rating after TMS.
    """

    patient_id: str
    acute: int
    maintenance: int
    later_courses: int
    decided: str
    baseline_age: Estimate
    is_baseline_old: bool
    outcome_day: Estimate
    is_baseline_of_tms: bool = False

    def row(self) -> Row:
        """Return its line."""
        remark = mark("older than the plan allows") if self.is_baseline_old else ""
        remark = mark("rating after TMS") if self.is_baseline_of_tms else remark
        age: Cell = make_number_cell(self.baseline_age, 0)
        if remark and not isinstance(self.baseline_age, Unavailable):
            age = Text(f"{self.baseline_age:.0f}", from_file=True, qualifier=remark)
        rule: Cell = Text(RULES[self.decided]) if self.decided else _NO_INFUSION
        return Row(
            Text(self.patient_id, from_file=True),
            (
                Count(self.acute),
                rule,
                Count(self.maintenance),
                Count(self.later_courses),
                age,
                make_number_cell(self.outcome_day, 0),
            ),
        )


@dataclass(frozen=True)
class Courses(Result):
    """The acute course of each patient, the rule by which it ends, maintenance, later courses.

    Notes
    -----
    See ``add_phases`` for the rules and ``choose_ratings`` for the ratings. `baseline_age` is
    in days before the first infusion.
    """

    key: ClassVar[str] = "courses"
    title: ClassVar[str] = mark("Courses of each patient")
    section: ClassVar[ReportSection] = "workbook"
    tab: ClassVar[str] = "protocol"
    priority: ClassVar[int] = 30
    columns: ClassVar[tuple[str, ...]] = (
        mark("Acute infusions"),
        mark("The acute course ends by"),
        mark("Maintenance infusions"),
        mark("Later courses"),
        mark("Days from baseline to infusion"),
        mark("Days from infusion to outcome"),
    )

    patients: tuple[CourseOf, ...]

    @classmethod
    def compute(cls, study: Study) -> Courses:
        """Gather every enrolled patient's courses."""
        windows = cast("dict[str, dict[str, Any]]", study.windows.to_dict("index"))
        before, after = (_find_days(ratings) for ratings in study.ends)
        late = _find_reasons(study)
        lacking = _explain_baselines(study)
        of_tms = set(study.pairs.patient_id[study.tms_baselines].tolist())
        oldest = study.plan.baseline_window_days
        return cls(
            tuple(
                replace(
                    _make_course(
                        patient_id, windows[patient_id], before, after, lacking, late, oldest
                    ),
                    is_baseline_of_tms=patient_id in of_tms,
                )
                if patient_id in windows
                else CourseOf(patient_id, 0, 0, 0, "", _NO_INFUSION, False, _NO_INFUSION)
                for patient_id in map(str, study.cohort.patients["patient_id"])
            )
        )

    @property
    def is_dated(self) -> bool:
        """Whether days told which ratings count for anyone."""
        return any(not isinstance(patient.outcome_day, Unavailable) for patient in self.patients)

    @property
    def is_decided(self) -> bool:
        """Whether a rule ended the acute course of anyone before the last infusion."""
        return any(patient.decided in (BY_NUMBER, BY_GAP, BY_FILE) for patient in self.patients)

    @property
    def baselines_of_tms(self) -> int:
        """Number of patients whose baseline is a rating after TMS."""
        return sum(patient.is_baseline_of_tms for patient in self.patients)

    @property
    def unused_after_tms(self) -> int:
        """Number of patients without a baseline who have a rating after TMS that is none."""
        reasons = (_TMS_NOT_USED, _TMS_TOO_OLD)
        return sum(patient.baseline_age in reasons for patient in self.patients)

    def rows(self) -> tuple[Row, ...]:
        """Return a line a patient, in the order of the cohort; none without infusions."""
        if not any(patient.acute for patient in self.patients):
            return ()
        return tuple(patient.row() for patient in self.patients)

    def as_dict(self) -> dict[str, Any]:
        """Return counts by name; the patients themselves stay in the table."""
        treated = [patient for patient in self.patients if patient.acute]
        reasons = Counter(
            patient.outcome_day.reason
            for patient in treated
            if isinstance(patient.outcome_day, Unavailable)
        )
        return {
            "patients": len(treated),
            "acute_infusions": sum(patient.acute for patient in treated),
            "with_maintenance": sum(patient.maintenance > 0 for patient in treated),
            "maintenance_infusions": sum(patient.maintenance for patient in treated),
            "with_later_course": sum(patient.later_courses > 0 for patient in treated),
            "acute_course_ended_by": dict(Counter(patient.decided for patient in treated)),
            "baseline_older_than_window": sum(patient.is_baseline_old for patient in treated),
            "baseline_after_tms": self.baselines_of_tms,
            "without_dated_outcome": {to_identifier(why): n for why, n in reasons.items()},
        }


def _make_course(
    patient_id: str,
    window: dict[str, Any],
    before: dict[str, float],
    after: dict[str, float],
    lacking: dict[str, Unavailable],
    late: dict[str, Unavailable],
    oldest: float,
) -> CourseOf:
    no_baseline = lacking.get(patient_id, _NO_BASELINE)
    age = (
        _subtract_days(window["first"], before[patient_id]) if patient_id in before else no_baseline
    )
    outcome = (
        _subtract_days(after[patient_id], window["last"])
        if patient_id in after
        else late.get(patient_id, _NO_RATING)
    )
    # An old baseline is flagged, not dropped: the user decides.
    is_old = not isinstance(age, Unavailable) and age > oldest
    return CourseOf(
        patient_id,
        int(window["acute"]),
        int(window["maintenance"]),
        int(window["later_courses"]),
        str(window["decided"]),
        age,
        is_old,
        outcome,
    )


def _subtract_days(day: float, other: float) -> Estimate:
    return _NO_DAY if isnan(day) or isnan(other) else float(day - other)


def _find_days(ratings: pd.DataFrame) -> dict[str, float]:
    return dict(zip(map(str, ratings.index), ratings["study_day"].astype(float), strict=True))


def _explain_baselines(study: Study) -> dict[str, Unavailable]:
    """Return why a dated rating after TMS is no baseline, by patient."""
    ratings = study.ratings.join(study.windows, on="patient_id")
    age = ratings["first"] - ratings["study_day"]
    ratings = ratings.assign(age=age)[(ratings["moment"] == AFTER_TMS) & (age >= 0)]
    latest = ratings.groupby("patient_id")["age"].min()
    return {
        str(patient_id): _TMS_TOO_OLD if days > study.plan.baseline_window_days else _TMS_NOT_USED
        for patient_id, days in latest.items()
    }


def _find_reasons(study: Study) -> dict[str, Unavailable]:
    """Return why patients who were rated after the acute course have no outcome."""
    ratings = study.ratings.join(study.windows, on="patient_id")
    # The first rating after the course shows the reason: further infusions came first, or the
    # window had closed.
    ratings = ratings[ratings["moment"].isna() & (ratings["study_day"] > ratings["last"])]
    first = ratings.sort_values("study_day", kind="stable").drop_duplicates("patient_id")
    # A rating after further infusions would show their effect as well.
    return {
        str(patient_id): _AFTER_MAINTENANCE if later < day else _TOO_LATE
        for patient_id, day, later in zip(
            first["patient_id"].tolist(),
            first["study_day"].astype(float).tolist(),
            first["later"].astype(float).tolist(),
            strict=True,
        )
    }

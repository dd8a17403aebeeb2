"""Time to relapse among responders or remitters."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.follow_up import RESCUES, PatientFollowUp, list_followed
from ketgui.statistics.rows import (
    BLANK,
    Cell,
    Count,
    Estimate,
    Limits,
    Row,
    Text,
    make_limits_cell,
    make_number_cell,
)
from ketgui.statistics.study import Result, Study
from ketgui.statistics.tests.kaplan_meier import KaplanMeier
from ketgui.text import mark

WEEKS = (4, 8, 12, 26)
_DAYS_A_WEEK = 7
NO_RULE = Unavailable(mark("relapse is not set for this scale"))
NOBODY = Unavailable(mark("no responder has a dated last infusion"))
NOT_FOLLOWED = Unavailable(mark("no responder was rated again"))


@dataclass(frozen=True)
class StillWell:
    """The proportion still well after some weeks, with its log–log interval."""

    week: int
    at_risk: int
    percent: Estimate
    ci: Limits | Unavailable

    def as_dict(self) -> dict[str, Any]:
        """Return the numbers by name."""
        return {"week": self.week, "at_risk": self.at_risk, "percent": self.percent, "ci": self.ci}


@dataclass(frozen=True)
class Relapse(Result):
    """How long responders, or remitters, stayed well.

    Notes
    -----
    Days are counted from the last acute infusion, and a relapse is dated by the visit at which it
    was seen: the true time lies between that visit and the one before, so that the curve falls late
    rather than early. A patient who did not relapse is censored at the last rating. The curve and
    its limits: see ``KaplanMeier``; the rule: see ``RelapseRule``.

    Examples
    --------
    >>> Relapse.compute(Study.of_scores([30, 28], [12, 27])).reason.reason
    'no responder has a dated last infusion'
    """

    key: ClassVar[str] = "follow_up"
    title: ClassVar[str] = mark("Follow-up: time to relapse")
    tab: ClassVar[str] = "outcomes"
    priority: ClassVar[int] = 64
    columns: ClassVar[tuple[str, ...]] = (
        mark("At risk"),
        mark("Value"),
        mark("Interval"),
    )

    among: str
    patients: tuple[PatientFollowUp, ...]
    curve: KaplanMeier
    reason: Unavailable | None
    median: Estimate
    median_limits: tuple[Estimate, Estimate]
    still_well: tuple[StillWell, ...]

    @classmethod
    def compute(cls, study: Study) -> Relapse:
        """Follow every responder, or remitter if the plan says so."""
        patients = list_followed(study)
        reason = _find_reason(study, patients)
        counted = () if reason else patients
        days = np.array([patient.days for patient in counted], np.float64)
        relapsed = np.array([patient.relapsed for patient in counted], np.bool_)
        curve = KaplanMeier.of(days, relapsed, study.plan.confidence_level)
        median, limits = curve.compute_median() if not reason else (reason, (reason, reason))
        return cls(
            study.plan.relapse.among,
            patients,
            curve,
            reason,
            median,
            limits,
            tuple(_tell_still_well(curve, week, reason) for week in WEEKS),
        )

    @property
    def relapsed(self) -> int:
        """Number who relapsed."""
        return sum(patient.relapsed for patient in self.patients)

    @property
    def rated_again(self) -> int:
        """Number with a later rating."""
        return sum(bool(patient.visits) for patient in self.patients)

    @property
    def on_maintenance(self) -> int:
        """Number with maintenance infusions."""
        return sum(bool(patient.maintenance) for patient in self.patients)

    def rows(self) -> tuple[Row, ...]:
        """Return counts, the median and the proportions still well; none without follow-up."""
        if self.reason:
            return ()
        limits = self.median_limits
        bounds = [limit for limit in limits if not isinstance(limit, Unavailable)]
        median_ci: Cell = (
            make_limits_cell((bounds[0], bounds[1]), 0)
            if len(bounds) == 2
            else _describe_open(limits)
        )
        counts = (
            (mark("Followed"), len(self.patients)),
            (mark("Rated again"), self.rated_again),
            (mark("Relapsed"), self.relapsed),
            (mark("With maintenance infusions"), self.on_maintenance),
        )
        return (
            *(Row(Text(title), (BLANK, Count(n), BLANK)) for title, n in counts),
            Row(Text(mark("Median days to relapse")),
                (BLANK, make_number_cell(self.median, 0), median_ci)),
            *(
                Row(
                    Text(mark("Free of relapse, week"), suffix=str(point.week)),
                    (
                        Count(point.at_risk),
                        make_number_cell(point.percent, 1, "%"),
                        make_limits_cell(point.ci),
                    ),
                )
                for point in self.still_well
            ),
        )  # fmt: skip

    def as_dict(self) -> dict[str, Any]:
        """Return the counts, the median, the proportions and the whole curve."""
        ends = Counter(patient.end for patient in self.patients)
        kinds = ("score", "lost_response", *RESCUES)
        steps = zip(
            self.curve.time, self.curve.at_risk, self.curve.events, self.curve.censored,
            self.curve.survival, strict=True,
        )  # fmt: skip
        low, high = self.median_limits
        return {
            "among": self.among,
            "patients": len(self.patients),
            "rated_again": self.rated_again,
            "relapsed": self.relapsed,
            "relapsed_by": {kind: ends[kind] for kind in kinds},
            "with_maintenance": self.on_maintenance,
            **{f"with_{kind}": sum(p.had(kind) for p in self.patients) for kind in RESCUES},
            "median_days": self.median,
            "median_days_low": low,
            "median_days_high": high,
            "still_well": [point.as_dict() for point in self.still_well],
            "curve": [
                {
                    "day": float(day),
                    "at_risk": int(at_risk),
                    "relapsed": int(events),
                    "censored": int(censored),
                    "percent": 100 * float(survival),
                }
                for day, at_risk, events, censored, survival in steps
            ],
        }


def _find_reason(study: Study, patients: tuple[PatientFollowUp, ...]) -> Unavailable | None:
    if not study.plan.relapse.describe(study.plan.rating_scale):
        return NO_RULE
    if not patients:
        return NOBODY
    # Without any later rating a curve at 100 % would look like a finding.
    return None if any(patient.visits or patient.relapsed for patient in patients) else NOT_FOLLOWED


def _tell_still_well(curve: KaplanMeier, week: int, reason: Unavailable | None) -> StillWell:
    if reason:
        return StillWell(week, 0, reason, reason)
    at_risk, share, ci = curve.at(week * _DAYS_A_WEEK)
    percent = share if isinstance(share, Unavailable) else 100 * share
    limits = ci if isinstance(ci, Unavailable) else (100 * ci[0], 100 * ci[1])
    return StillWell(week, at_risk, percent, limits)


def _describe_open(limits: tuple[Estimate, Estimate]) -> Cell:
    """Return the cell of an interval of which a limit is not reached."""
    low, high = limits
    if not isinstance(low, Unavailable):
        return Text(mark("from"), suffix=f"{low:.0f}")
    return low if isinstance(high, Unavailable) else Text(mark("up to"), suffix=f"{high:.0f}")

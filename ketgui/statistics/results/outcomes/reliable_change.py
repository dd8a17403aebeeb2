"""Reliable change and minimal important difference, with the inputs they rest on."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, ClassVar

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.pairing import Scores, compute_improvement
from ketgui.statistics.rows import BLANK, Estimate, Row, Text, make_number_cell
from ketgui.statistics.study import Result, Study
from ketgui.statistics.tests.proportion import Proportion
from ketgui.statistics.tests.walsh import NO_PAIR
from ketgui.text import mark

_ONE_PAIR = Unavailable(mark("only one patient has both ratings"))
_NO_SPREAD = Unavailable(mark("all scores before are equal"))
# Without a true change, the index exceeds this in 5 % of patients: the convention of the method,
# and not the plan's confidence level.
_CRITICAL = 1.96


@dataclass(frozen=True)
class ReliableChange(Result):
    """Patients whose change exceeds the scale's error, or the smallest important difference.

    Notes
    -----
    Reliable change index = (before − after) / (√2 · SD · √(1 − r)), SD that of the scores before
    in this cohort, r the plan's reliability (Jacobson & Truax 1991); reliable beyond ±1.96.
    `threshold` is that change in points. Rates are over the patients with both ratings.

    References
    ----------
    Jacobson & Truax 1991, Journal of Consulting and Clinical Psychology 59.

    Examples
    --------
    >>> import numpy as np
    >>> result = ReliableChange.from_scores(
    ...     np.array([20.0, 30, 40]), np.array([10.0, 29, 45]), AnalysisPlan())
    >>> round(result.threshold, 2), result.improved.count, result.worsened.count
    (8.32, 1, 0)
    """

    key: ClassVar[str] = "reliable_change"
    title: ClassVar[str] = mark("Reliable and important change")
    tab: ClassVar[str] = "outcomes"
    priority: ClassVar[int] = 70
    columns: ClassVar[tuple[str, ...]] = (mark("Value"), mark("Interval (%)"))

    sd: Estimate
    reliability: Estimate
    threshold: Estimate
    improved: Proportion | Unavailable
    worsened: Proportion | Unavailable
    minimal_important_difference: Estimate
    importantly_improved: Proportion | Unavailable

    @classmethod
    def compute(cls, study: Study) -> ReliableChange:
        """Compute it for the patients with both ratings."""
        pairs = study.pairs.complete()
        return cls.from_scores(pairs.before, pairs.after, study.plan)

    @classmethod
    def from_scores(cls, before: Scores, after: Scores, plan: AnalysisPlan) -> ReliableChange:
        """Compute it from scores of equal length, shape (n,), without missing ones."""
        n, difference = (
            len(before),
            compute_improvement(before, after, is_rising=plan.rating_scale.higher_is_better),
        )
        sd = float(before.std(ddof=1)) if n > 1 else (_ONE_PAIR if n else NO_PAIR)
        reliability, important = plan.reliability_used, plan.important_difference_used
        threshold = _compute_threshold(sd, reliability)

        def rate(count: Any) -> Proportion | Unavailable:
            return Proportion.of(int(count.sum()), n, plan) if n else NO_PAIR

        # Without a threshold both rates have its reason, rather than a count of 0.
        reason = threshold if isinstance(threshold, Unavailable) else None
        reach = 0.0 if isinstance(threshold, Unavailable) else threshold
        return cls(
            sd,
            reliability,
            threshold,
            reason or rate(difference > reach),
            reason or rate(difference < -reach),
            important,
            important if isinstance(important, Unavailable) else rate(difference >= important),
        )

    def rows(self) -> tuple[Row, ...]:
        """Return inputs, then rates."""
        return (
            Row(Text(mark("SD of the scores before")), (make_number_cell(self.sd, 2), BLANK)),
            Row(Text(mark("Reliability (set in the plan)")),
                (make_number_cell(self.reliability, 2), BLANK)),
            Row(Text(mark("Points beyond which a change is reliable")),
                (make_number_cell(self.threshold, 1), BLANK)),
            Row(Text(mark("Reliably improved")), _make_cells(self.improved)),
            Row(Text(mark("Reliably worse")), _make_cells(self.worsened)),
            Row(Text(mark("Minimal important difference (set in the plan)")),
                (make_number_cell(self.minimal_important_difference, 1), BLANK)),
            Row(Text(mark("Improved by at least that")), _make_cells(self.importantly_improved)),
        )  # fmt: skip

    def as_dict(self) -> dict[str, Any]:
        """Return every computed number by name; the plan's stand in the plan."""
        return {
            "sd": self.sd,
            "threshold": self.threshold,
            "improved": _rate_as_dict(self.improved),
            "worsened": _rate_as_dict(self.worsened),
            "importantly_improved": _rate_as_dict(self.importantly_improved),
        }


def _compute_threshold(sd: Estimate, reliability: Estimate) -> Estimate:
    if isinstance(sd, Unavailable):
        return sd
    if isinstance(reliability, Unavailable):
        return reliability
    # The standard error of a difference of two scores of this reliability.
    error = math.sqrt(2) * sd * math.sqrt(1 - reliability)
    return _CRITICAL * error if error > 0 else _NO_SPREAD


def _make_cells(rate: Proportion | Unavailable) -> Any:
    return (rate, BLANK) if isinstance(rate, Unavailable) else rate.cells()


def _rate_as_dict(rate: Proportion | Unavailable) -> Any:
    return rate if isinstance(rate, Unavailable) else rate.as_dict()

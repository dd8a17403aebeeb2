"""Percent improvement: the mean of the patients' percentages, and the percentage of the means."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.pairing import Scores
from ketgui.statistics.rows import (
    BLANK,
    Cell,
    Count,
    Estimate,
    Limits,
    Number,
    Row,
    Text,
    collect_values,
    make_limits_cell,
    make_number_cell,
)
from ketgui.statistics.study import Result, Study
from ketgui.statistics.tests.effect_size import compute_mean_interval
from ketgui.statistics.tests.walsh import NO_PAIR
from ketgui.text import mark

_ONE_PAIR = Unavailable(mark("only one patient has both ratings"))
_LEVEL = Unavailable(mark("this scale is a level, of which no percentage can be taken"))
_NO_BASELINE = Unavailable(mark("every score before is 0, of which no percentage can be taken"))

_SAME_SHARE = Unavailable(mark("every patient changed by the same percentage"))
_SLACK = 1e-12
_NEAR_ZERO = Unavailable(mark("the mean score before is too near 0"))


@dataclass(frozen=True)
class PercentImprovement(Result):
    """Percent improvement of the total score.

    Notes
    -----
    `mean` and `sd` are of each patient's (before − after) / before × 100: the mean of ratios;
    `ci` is its t interval. `of_means` is (mean before − mean after) / mean before × 100: the
    ratio of means. The two differ whenever patients with low scores improve by another share than
    those with high ones. Patients without both ratings, or with a score before of 0, have no
    percentage; `n` counts those who have one; `of_means` is over all with both ratings.
    `of_means_ci` is Fieller's interval of a ratio of two means of the same patients (Fieller
    1954): all ratios ρ for which the mean of after − ρ · before differs from 0 by no more than t
    allows. Where the mean before hardly differs from 0 itself, there is none.

    Examples
    --------
    >>> import numpy as np
    >>> result = PercentImprovement.from_scores(np.array([20.0, 40]), np.array([10.0, 30]))
    >>> result.mean, round(result.of_means, 2)
    (37.5, 33.33)
    """

    key: ClassVar[str] = "percent_improvement"
    title: ClassVar[str] = mark("Percent improvement")
    tab: ClassVar[str] = "outcomes"
    priority: ClassVar[int] = 20
    columns: ClassVar[tuple[str, ...]] = (mark("Value"), mark("Interval"))

    n: int
    mean: Estimate
    sd: Estimate
    ci: Limits | Unavailable
    of_means: Estimate
    of_means_ci: Limits | Unavailable

    @classmethod
    def compute(cls, study: Study) -> PercentImprovement:
        """Compute it for the patients with both ratings."""
        pairs = study.pairs.complete()
        if not pairs.has_percentages:
            return cls(0, _LEVEL, _LEVEL, _LEVEL, _LEVEL, _LEVEL)
        return cls.from_scores(*pairs.distances, study.plan.confidence_level)

    @classmethod
    def from_scores(cls, before: Scores, after: Scores, level: float = 0.95) -> PercentImprovement:
        """Compute it from scores of equal length, shape (n,), without missing ones."""
        # No percentage of 0 can be taken.
        usable = before > 0
        percent = (before[usable] - after[usable]) / before[usable] * 100
        n = len(percent)
        none = NO_PAIR if len(before) == 0 else _NO_BASELINE
        return cls(
            n=n,
            mean=float(percent.mean()) if n else none,
            sd=float(percent.std(ddof=1)) if n > 1 else (_ONE_PAIR if n else none),
            ci=compute_mean_interval(percent, level) if n > 1 else (_ONE_PAIR if n else none),
            of_means=float((before.mean() - after.mean()) / before.mean() * 100) if n else none,
            of_means_ci=_compute_fieller_interval(before, after, level) if n else none,
        )

    def rows(self) -> tuple[Row, ...]:
        """Return both percentages under their own names."""
        mean: Cell = (
            self.mean if isinstance(self.mean, Unavailable) else Number(self.mean, 1, "%", self.sd)
        )
        return (
            Row(Text(mark("Patients with a percentage")), (Count(self.n), BLANK)),
            Row(
                Text(mark("Mean of the patients' percent improvement ± SD")),
                (mean, make_limits_cell(self.ci)),
            ),
            Row(
                Text(mark("Percent improvement of the means")),
                (make_number_cell(self.of_means, 1, "%"), make_limits_cell(self.of_means_ci)),
            ),
        )

    def as_dict(self) -> dict[str, Any]:
        """Return every number by its published name."""
        return collect_values(self)


def _compute_fieller_interval(before: Scores, after: Scores, level: float) -> Limits | Unavailable:
    """Return the interval of 100 · (1 − mean after / mean before).

    With variances s of the means and covariance c, the limits of the ratio solve
    (b² − t²·s_b)·ρ² − 2·(a·b − t²·c)·ρ + (a² − t²·s_a) = 0.
    """
    n = len(before)
    if n < 2:
        return _ONE_PAIR
    from scipy.special import stdtrit

    # The equation is square·ρ² − 2·half·ρ + constant = 0.
    t_squared = float(stdtrit(n - 1, (1 + level) / 2)) ** 2
    covariance = np.cov(before, after) / n * t_squared
    a, b = float(after.mean()), float(before.mean())
    square = b * b - float(covariance[0, 0])
    half = a * b - float(covariance[0, 1])
    constant = a * a - float(covariance[1, 1])
    inside = half * half - square * constant
    # The mean before is not clearly above 0: the ratios that fit have no upper end.
    if square <= 0:
        return _NEAR_ZERO
    # A discriminant of 0: every patient changed by the same percentage, so there is no spread.
    if inside <= _SLACK * half * half:
        return _SAME_SHARE
    root = math.sqrt(inside)
    return 100 * (1 - (half + root) / square), 100 * (1 - (half - root) / square)

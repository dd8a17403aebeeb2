"""A count of a denominator with its confidence interval."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.rows import Cell, Estimate, Limits, Share, make_limits_cell
from ketgui.text import mark

NO_PATIENT = Unavailable(mark("there is no patient to count"))


@dataclass(frozen=True)
class Proportion:
    """`count` of `n`, with `ci` in percent.

    Attributes
    ----------
    count, n : int
        Patients with the outcome; the denominator.
    ci : (float, float) or Unavailable
        Confidence interval, 0–100 %.

    Notes
    -----
    The interval is Clopper–Pearson (exact: from the quantiles of the beta distribution) or
    Wilson (score), as the plan says.

    References
    ----------
    Clopper & Pearson 1934, Biometrika 26. Wilson 1927, Journal of the American Statistical
    Association 22.

    Examples
    --------
    >>> share = Proportion.of(4, 21, AnalysisPlan())
    >>> [round(limit, 1) for limit in share.ci]
    [5.4, 41.9]
    """

    count: int
    n: int
    ci: Limits | Unavailable

    @classmethod
    def of(cls, count: int, n: int, plan: AnalysisPlan) -> Proportion:
        """Return the proportion with the plan's interval."""
        if n == 0:
            return cls(count, n, NO_PATIENT)
        interval = (
            _compute_clopper_pearson
            if plan.interval_method == "clopper-pearson"
            else compute_wilson_limits
        )
        low, high = interval(count, n, (1 - plan.confidence_level) / 2)
        return cls(count, n, (100 * low, 100 * high))

    @classmethod
    def undefined(cls, reason: Unavailable) -> Proportion:
        """Return the proportion of an outcome that has no definition: it counts nobody."""
        return cls(0, 0, reason)

    @property
    def percent(self) -> Estimate:
        """The count as a percentage of the denominator."""
        if self.n:
            return 100 * self.count / self.n
        return self.ci if isinstance(self.ci, Unavailable) else NO_PATIENT

    def cells(self) -> tuple[Cell, Cell]:
        """Return the cells "4/21 (19.0 %)" and "[5.4, 41.9]"."""
        percent = self.percent
        whole = percent if isinstance(percent, Unavailable) else Share(self.count, self.n)
        return (whole, make_limits_cell(self.ci))

    def as_dict(self) -> dict[str, Any]:
        """Return count, n, percent and ci by name."""
        count = self.count if self.n or self.ci is NO_PATIENT else self.ci
        return {"count": count, "n": self.n, "percent": self.percent, "ci": self.ci}


def _compute_clopper_pearson(count: int, n: int, tail: float) -> Limits:
    from scipy.special import betaincinv

    # Quantiles of Beta(x, n − x + 1) and Beta(x + 1, n − x). At 0 and at n one shape would be 0;
    # the limit is then the bound itself.
    low = float(betaincinv(count, n - count + 1, tail)) if count else 0.0
    high = float(betaincinv(count + 1, n - count, 1 - tail)) if count < n else 1.0
    return low, high


def compute_wilson_limits(count: float, n: int, tail: float) -> Limits:
    """Return the score interval of `count` of `n`, as fractions, with `tail` beyond each limit.

    `count` may be a fraction, where only a percentage is known.
    """
    from scipy.special import ndtri

    z, share = float(ndtri(1 - tail)), count / n
    # The roots of (p̂ − p)² = z² p(1 − p)/n: a centre
    # shrunk towards ½ and a half-width, over 1 + z²/n.
    centre = share + z * z / (2 * n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    below = 1 + z * z / n
    # For no patient, and for all, a limit is 0 or 1 exactly, which rounding would miss.
    low = (centre - half) / below if count else 0.0
    high = (centre + half) / below if count < n else 1.0
    return low, high

"""A count of a denominator with its confidence interval."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.rows import Cell, Estimate, Limits, Share, limits
from ketgui.text import mark

NO_PATIENT = Unavailable(mark("there is no patient to count"))


@dataclass(frozen=True)
class Proportion:
    """`count` of `n`, with `ci` in percent.

    The interval is Clopper–Pearson (exact: from the quantiles of the beta distribution) or
    Wilson (score), as the plan says. References: Clopper & Pearson 1934; Wilson 1927.

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
        from scipy.stats import binomtest

        method = "exact" if plan.interval_method == "clopper-pearson" else "wilson"
        ci = binomtest(count, n).proportion_ci(plan.confidence_level, method=method)
        return cls(count, n, (float(ci.low) * 100, float(ci.high) * 100))

    @property
    def percent(self) -> Estimate:
        """The count as a percentage of the denominator."""
        return 100 * self.count / self.n if self.n else NO_PATIENT

    def cells(self) -> tuple[Cell, Cell]:
        """Return the cells "4/21 (19.0 %)" and "[5.4, 41.9]"."""
        return (Share(self.count, self.n) if self.n else NO_PATIENT, limits(self.ci))

    def as_dict(self) -> dict[str, Any]:
        """Return count, n, percent and ci by name."""
        return {"count": self.count, "n": self.n, "percent": self.percent, "ci": self.ci}

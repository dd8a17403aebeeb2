"""What an uncontrolled change may be besides an effect."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, ClassVar

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.rows import BLANK, Estimate, Row, Text, correlation_cell, number_cell
from ketgui.statistics.study import Result, Study
from ketgui.text import mark

_TOO_FEW = Unavailable(mark("fewer than three patients have a rating before"))
_NO_SPREAD = Unavailable(mark("all scores before are equal"))


@dataclass(frozen=True)
class Caveats(Result):
    """Regression to the mean, sized; and the words that go with a single-arm change.

    Notes
    -----
    Patients who are treated because they score at least c will on average score lower next time:
    by (1 − r) · σ · φ(z)/(1 − Φ(z)), z = (c − μ)/σ (Barnett et al. 2005). c is the lowest score
    before in this cohort, r the plan's reliability, and μ and σ the mean and SD of the scores
    before, which stand in for those of the unselected. The selected score higher and vary less
    than the unselected, so that the size is the least that is to be expected.

    Examples
    --------
    >>> found = Caveats.compute(Study.of_scores([20, 25, 30, 35], [10, 15, 20, 25]))
    >>> found.cut_off, round(found.regression_to_the_mean, 2)
    (20.0, 0.13)
    """

    key: ClassVar[str] = "caveats"
    title: ClassVar[str] = mark("How far this can be read")
    columns: ClassVar[tuple[str, ...]] = (mark("Value"), mark("What it means"))

    regression_to_the_mean: Estimate
    cut_off: Estimate
    reliability: Estimate

    @classmethod
    def compute(cls, study: Study) -> Caveats:
        """Size the regression to the mean from the scores before."""
        before = study.pairs.before
        known = before[before == before]
        reliability = study.plan.reliability_used
        if len(known) < 3:
            return cls(_TOO_FEW, _TOO_FEW, reliability)
        mean, sd, lowest = float(known.mean()), float(known.std(ddof=1)), float(known.min())
        if sd < 1e-12:
            return cls(_NO_SPREAD, lowest, reliability)
        if isinstance(reliability, Unavailable):
            return cls(reliability, lowest, reliability)
        size = (1 - reliability) * sd * _mills((lowest - mean) / sd)
        return cls(size, lowest, reliability)

    def rows(self) -> tuple[Row, ...]:
        """Return a line a caveat."""
        return (
            Row(
                Text(mark("No control group")),
                (BLANK, Text(mark("the change may be course, expectation or care, not effect"))),
            ),
            Row(
                Text(mark("Regression to the mean, points")),
                (
                    number_cell(self.regression_to_the_mean, 1),
                    Text(mark("at least about this much fall is to be expected without treatment")),
                ),
            ),
            Row(
                Text(mark("Lowest score before")),
                (number_cell(self.cut_off, 1), BLANK),
            ),
            Row(Text(mark("Reliability used")), (correlation_cell(self.reliability), BLANK)),
            Row(
                Text(mark("Two percentages")),
                (
                    BLANK,
                    Text(mark("the mean of ratios and the ratio of means differ; name which")),
                ),
            ),
        )

    def as_dict(self) -> dict[str, Any]:
        """Return the numbers by name."""
        return {
            "regression_to_the_mean": self.regression_to_the_mean,
            "cut_off": self.cut_off,
            "reliability": self.reliability,
        }


def _mills(z: float) -> float:
    """Return φ(z)/(1 − Φ(z)): the mean of a standard normal above z."""
    density = math.exp(-z * z / 2) / math.sqrt(2 * math.pi)
    return density / (0.5 * math.erfc(z / math.sqrt(2)))

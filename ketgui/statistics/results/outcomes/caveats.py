"""What an uncontrolled change may be other than an effect."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, ClassVar

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.rows import (
    BLANK,
    Estimate,
    Row,
    Text,
    make_correlation_cell,
    make_number_cell,
)
from ketgui.statistics.study import Result, Study
from ketgui.text import mark

_NOT_KNOWN = Unavailable(
    mark("needs the selection score, and mean and SD of all who were considered")
)


@dataclass(frozen=True)
class Caveats(Result):
    """Regression to the mean, where its inputs are known; the words for a single-arm change.

    Notes
    -----
    Patients who are treated because they score at least c will on average score lower next time:
    by (1 − r) · σ · φ(z)/(1 − Φ(z)), z = (c − μ)/σ (Barnett et al. 2005), with the mean μ and SD σ
    of all who were considered and the reliability r. The cohort's own scores cannot replace μ and
    σ, nor can its lowest score replace c: without the plan's numbers no size is given.

    References
    ----------
    Barnett AG, van der Pols JC, Dobson AJ (2005), Int J Epidemiol 34:215–220.

    Examples
    --------
    >>> plan = AnalysisPlan(selection_score=20, population_mean=22, population_sd=8)
    >>> result = Caveats.compute(Study.of_scores([20, 25, 30, 35], [10, 15, 20, 25], plan))
    >>> round(result.regression_to_the_mean, 2)
    0.47
    """

    key: ClassVar[str] = "caveats"
    title: ClassVar[str] = mark("Limits of interpretation")
    tab: ClassVar[str] = "outcomes"
    priority: ClassVar[int] = 150
    columns: ClassVar[tuple[str, ...]] = (mark("Value"), mark("What it means"))

    regression_to_the_mean: Estimate
    selection_score: float | None
    population_mean: float | None
    population_sd: float | None
    reliability: Estimate

    @classmethod
    def compute(cls, study: Study) -> Caveats:
        """Compute the regression to the mean from the plan's numbers."""
        plan = study.plan
        score, mean, sd = plan.selection_score, plan.population_mean, plan.population_sd
        reliability, size = plan.reliability_used, _compute_size(plan)
        return cls(size, score, mean, sd, reliability)

    def rows(self) -> tuple[Row, ...]:
        """Return a line for each caveat."""
        return (
            Row(
                Text(mark("No control group")),
                (BLANK, Text(mark("the change may be course, expectation or care, not effect"))),
            ),
            *self._regression_rows(),
            Row(
                Text(mark("Two percentages")),
                (
                    BLANK,
                    Text(mark("the mean of ratios and the ratio of means differ; name which")),
                ),
            ),
        )

    def as_dict(self) -> dict[str, Any]:
        """Return the size by name; its inputs are in the plan."""
        return {"regression_to_the_mean": self.regression_to_the_mean}

    def _regression_rows(self) -> tuple[Row, ...]:
        label = Text(mark("Regression to the mean, points"))
        if isinstance(self.regression_to_the_mean, Unavailable):
            explanation = mark(
                "patients treated at their worst tend to have better scores afterwards"
            )
            return (Row(label, (self.regression_to_the_mean, Text(explanation))),)
        explanation = mark("this much fall is to be expected without treatment")
        inputs = (
            (mark("Selection score"), self.selection_score),
            (mark("Mean of all who were considered"), self.population_mean),
            (mark("SD of all who were considered"), self.population_sd),
        )
        return (
            Row(label, (make_number_cell(self.regression_to_the_mean), Text(explanation))),
            # No number is missing here: the size rests on all three.
            *(Row(Text(name), (make_number_cell(value or 0.0), BLANK)) for name, value in inputs),
            Row(Text(mark("Reliability used")), (make_correlation_cell(self.reliability), BLANK)),
        )


def _compute_size(plan: AnalysisPlan) -> Estimate:
    score, mean, sd = plan.selection_score, plan.population_mean, plan.population_sd
    reliability = plan.reliability_used
    if score is None or mean is None or sd is None:
        return _NOT_KNOWN
    if isinstance(reliability, Unavailable):
        return reliability
    # The fall expected at the second measurement of patients selected above a score.
    return (1 - reliability) * sd * _compute_mills_ratio((score - mean) / sd)


def _compute_mills_ratio(z: float) -> float:
    """Return φ(z)/(1 − Φ(z)): the mean of a standard normal above z."""
    density = math.exp(-z * z / 2) / math.sqrt(2 * math.pi)
    # The complement of erf keeps its digits far above the mean, where 1 − Φ(z) rounds to 0.
    return density / (0.5 * math.erfc(z / math.sqrt(2)))

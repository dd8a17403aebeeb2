"""Rates by definition: remission from < 8 to ≤ 12, response from 30 to 60 %."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar, Literal

from ketgui.domain.plan import AnalysisPlan, Operator
from ketgui.statistics.results.outcomes.outcomes import Outcomes
from ketgui.statistics.rows import Row, Text
from ketgui.statistics.study import Result, Study
from ketgui.statistics.tests.proportion import Proportion
from ketgui.text import mark

# Of whole scores, "< 11" and "≤ 10" are one cut-off; each is written as it is published.
REMISSION: tuple[tuple[Operator, float], ...] = (
    ("<", 8.0), ("<", 9.0), ("<", 10.0), ("<=", 10.0), ("<=", 11.0), ("<=", 12.0),
)  # fmt: skip
RESPONSE_PERCENT = (30.0, 35.0, 40.0, 45.0, 50.0, 55.0, 60.0)


@dataclass(frozen=True)
class CutOff:
    """One definition and its rate.

    `chosen` says whether it is the plan's own definition.
    """

    outcome: Literal["response", "remission"]
    rule: str
    rate: Proportion
    chosen: bool

    def as_dict(self) -> dict[str, Any]:
        """Return it by name."""
        return {"outcome": self.outcome, "rule": self.rule, **self.rate.as_dict()}


@dataclass(frozen=True)
class CutOffs(Result):
    """Response and remission under the cut-offs in use and the plan's, all else as in the plan.

    Notes
    -----
    Remission: < 10 (Hawley 2002), ≤ 10 and ≤ 12 in trials; only scores within the scale.
    Denominator and intervals as in ``Outcomes``. A partial response never exceeds the response
    cut-off tried.

    Examples
    --------
    >>> found = CutOffs.compute(Study.of_scores([30, 28, 24], [10, 9, 20]))
    >>> [(one.rule[0], one.rate.count) for one in found.of("remission")][2:4]
    [('<', 1), ('≤', 2)]
    """

    key: ClassVar[str] = "cut_offs"
    title: ClassVar[str] = mark("Rates by cut-off")
    tab: ClassVar[str] = "outcomes"
    priority: ClassVar[int] = 60
    columns: ClassVar[tuple[str, ...]] = (
        mark("Definition"),
        mark("Patients n/N (%)"),
        mark("Interval (%)"),
    )

    cut_offs: tuple[CutOff, ...]

    @classmethod
    def compute(cls, study: Study) -> CutOffs:
        """Count under each definition."""
        plan, scale = study.plan, study.plan.rating_scale
        tried: set[tuple[Operator, float]] = {
            *REMISSION,
            (plan.remission_operator, plan.remission_score),
        }
        remission = tuple(
            _try_remission(study, op, score)
            for op, score in sorted(tried, key=lambda rule: (rule[1], rule[0]))
            # Published cut-offs are of one scale; on another they may lie beyond its range.
            if scale.low <= score <= scale.high
        )
        response = tuple(
            _count_cut_off(study, "response", _make_response_plan(plan, percent))
            for percent in sorted({*RESPONSE_PERCENT, plan.response_percent})
        )
        return cls((*response, *remission))

    def of(self, outcome: str) -> tuple[CutOff, ...]:
        """Return the cut-offs of one outcome."""
        return tuple(cut_off for cut_off in self.cut_offs if cut_off.outcome == outcome)

    def rows(self) -> tuple[Row, ...]:
        """Return a line a definition; the plan's own is marked."""
        titles = {"response": mark("Response"), "remission": mark("Remission")}
        return tuple(
            Row(
                Text(
                    titles[cut_off.outcome], qualifier=mark("the plan's") if cut_off.chosen else ""
                ),
                (Text(cut_off.rule, from_file=True), *cut_off.rate.cells()),
            )
            for cut_off in self.cut_offs
        )

    def as_dict(self) -> list[dict[str, Any]]:
        """Return every definition with its rate."""
        return [cut_off.as_dict() for cut_off in self.cut_offs]


def _try_remission(study: Study, operator: Operator, score: float) -> CutOff:
    plan = replace(study.plan, remission_operator=operator, remission_score=score)
    return _count_cut_off(study, "remission", plan)


def _make_response_plan(plan: AnalysisPlan, percent: float) -> AnalysisPlan:
    # A partial response above the response tried would be no plan.
    partial = min(plan.partial_response_percent, percent)
    return replace(plan, response_percent=percent, partial_response_percent=partial)


def _count_cut_off(
    study: Study, outcome: Literal["response", "remission"], plan: AnalysisPlan
) -> CutOff:
    rates = Outcomes.compute(replace(study, plan=plan))
    if outcome == "response":
        chosen = plan.response_percent == study.plan.response_percent
        return CutOff(outcome, plan.response_rule(), rates.response, chosen)
    own = study.plan.remission_operator, study.plan.remission_score
    chosen = (plan.remission_operator, plan.remission_score) == own
    return CutOff(outcome, plan.remission_rule(), rates.remission, chosen)

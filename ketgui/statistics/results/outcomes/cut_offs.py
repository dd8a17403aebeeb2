"""How the rates move with the definition: remissions in use, response from 30 to 60 %."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Literal

from ketgui.domain.outcome import Operator, format_percent, write_comparison
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.results.outcomes.outcomes import Outcomes
from ketgui.statistics.rows import Row, Text
from ketgui.statistics.study import Result, Study
from ketgui.statistics.tests.proportion import Proportion
from ketgui.text import bare, mark

RESPONSE_PERCENT = (30.0, 35.0, 40.0, 45.0, 50.0, 55.0, 60.0)


@dataclass(frozen=True)
class CutOff:
    """One definition and its rate.

    `operator` and `value` are its rule as a comparison, of percent reduction for response and of
    the score for remission.
    `chosen` says whether it is the plan's own definition.
    """

    outcome: Literal["response", "remission"]
    operator: Operator
    value: float
    rate: Proportion
    chosen: bool

    @property
    def rule(self) -> str:
        """The rule as it is written: "≥ 50%"."""
        is_percent = self.outcome == "response"
        amount = format_percent(self.value) if is_percent else bare(self.value)
        return write_comparison(self.operator, amount)

    def as_dict(self) -> dict[str, Any]:
        """Return it by name."""
        rule = {"operator": self.operator, "value": self.value}
        return {"outcome": self.outcome, "rule": rule, **self.rate.as_dict()}


@dataclass(frozen=True)
class CutOffs(Result):
    """Response and remission under the cut-offs in use and the plan's, all else as in the plan.

    Notes
    -----
    Remission: the definitions that the scale's row names, and the plan's.
    Denominator and intervals as in ``Outcomes``. A partial response never exceeds the response
    cut-off tried.

    Examples
    --------
    >>> result = CutOffs.compute(Study.of_scores([30, 28, 24], [10, 9, 20]))
    >>> [(cut.rule[0], cut.rate.count) for cut in result.of("remission")][2:4]
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
        return cls((*_try_responses(study), *_try_remissions(study)))

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


def _try_responses(study: Study) -> Iterator[CutOff]:
    """Try percentages; a scale whose response is no percentage, or not set, has none."""
    plan = study.plan
    own = plan.response
    if isinstance(own, Unavailable) or plan.is_score:
        return
    for percent in sorted({*RESPONSE_PERCENT, own.value}):
        # A plan refuses a partial response above its response.
        partial = min(plan.partial_response_percent, percent)
        tried = replace(plan, response_percent=percent, partial_response_percent=partial)
        rate = Outcomes.compute_under(study, tried).response
        is_own = percent == own.value
        yield CutOff("response", own.operator, percent, rate, is_own)


def _try_remissions(study: Study) -> Iterator[CutOff]:
    """Try the scale's own remissions in use and the plan's."""
    plan = study.plan
    own = None if isinstance(plan.remission, Unavailable) else plan.remission
    # The plan's own definition may be one of those in use, and is tried once.
    tried: set[tuple[Operator, float]] = {
        (cut.operator, cut.value) for cut in plan.rating_scale.remissions_in_use
    }
    if own:
        tried.add((own.operator, own.value))
    # By score, and of one score the strict comparison first.
    for operator, score in sorted(tried, key=lambda rule: (rule[1], rule[0])):
        other = replace(plan, remission_operator=operator, remission_score=score)
        rate = Outcomes.compute_under(study, other).remission
        is_own = own is not None and (operator, score) == (own.operator, own.value)
        yield CutOff("remission", operator, score, rate, is_own)

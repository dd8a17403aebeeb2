"""The primary and the secondary outcomes in one table, each under its own definitions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.results.outcomes.items import adjust_by_holm
from ketgui.statistics.results.outcomes.outcomes import Outcomes
from ketgui.statistics.results.outcomes.paired_change import PairedChange
from ketgui.statistics.rows import (
    BLANK,
    Count,
    Estimate,
    Limits,
    Row,
    Text,
    make_limits_cell,
    make_mean_sd_cell,
    make_number_cell,
    make_p_value_cell,
)
from ketgui.statistics.study import ReportSection, Result, Study
from ketgui.statistics.tests.proportion import Proportion
from ketgui.text import mark

_PRIMARY = Unavailable(mark("the primary outcome is not adjusted"))
_IMPROVEMENT = Unavailable(mark("this scale rates the improvement itself"))


@dataclass(frozen=True)
class OutcomeLine:
    """One outcome: its change, its rates, and its p adjusted over the secondary outcomes."""

    plan: AnalysisPlan
    is_primary: bool
    n: int
    mean_before: Estimate
    sd_before: Estimate
    mean_after: Estimate
    sd_after: Estimate
    mean_difference: Estimate
    difference_ci: Limits | Unavailable
    cohen_dz: Estimate
    response: Proportion
    remission: Proportion
    p: Estimate
    holm_p: Estimate

    def row(self) -> Row:
        """Return its line."""
        qualifier = mark("primary") if self.is_primary else ""
        label = Text(self.plan.rating_scale.title, from_file=True, qualifier=qualifier)
        return Row(
            label,
            (
                Count(self.n),
                make_mean_sd_cell(self.mean_before, self.sd_before),
                make_mean_sd_cell(self.mean_after, self.sd_after),
                make_number_cell(self.mean_difference, 1),
                make_limits_cell(self.difference_ci, 1),
                make_number_cell(self.cohen_dz, 2),
                self.response.cells()[0],
                self.remission.cells()[0],
                make_p_value_cell(self.p),
                BLANK if self.is_primary else make_p_value_cell(self.holm_p),
            ),
        )

    def as_dict(self) -> dict[str, Any]:
        """Return every number by name."""
        names = (
            "n", "mean_before", "sd_before", "mean_after", "sd_after", "mean_difference",
            "difference_ci", "cohen_dz", "p", "holm_p",
        )  # fmt: skip
        return {
            "scale": self.plan.scale,
            "is_primary": self.is_primary,
            **{name: getattr(self, name) for name in names},
            "response": self.response.as_dict(),
            "remission": self.remission.as_dict(),
        }


@dataclass(frozen=True)
class SecondaryOutcomes(Result):
    """Every outcome of the plan, the primary one first.

    Notes
    -----
    Each is computed like the primary one, on its own scale and with its own definitions: see
    ``PairedChange`` and ``Outcomes``. The p values of the secondary outcomes are adjusted by the
    method of Holm (1979); the primary one stands alone. A scale that rates the improvement itself
    has a mean after treatment and responders, but no change.

    Examples
    --------
    >>> result = SecondaryOutcomes.compute(Study.of_scores([30, 28, 24], [12, 20, 22]))
    >>> [(line.plan.scale, line.is_primary) for line in result.lines]
    [('madrs', True)]
    """

    key: ClassVar[str] = "secondary_outcomes"
    title: ClassVar[str] = mark("Outcomes")
    section: ClassVar[ReportSection] = "effect"
    tab: ClassVar[str] = "outcomes"
    priority: ClassVar[int] = 5
    columns: ClassVar[tuple[str, ...]] = (
        mark("n"),
        mark("Before"),
        mark("After"),
        mark("Difference"),
        mark("Interval"),
        mark("d_z"),
        mark("Response"),
        mark("Remission"),
        mark("p"),
        mark("p (Holm)"),
    )

    lines: tuple[OutcomeLine, ...]

    @classmethod
    def compute(cls, study: Study) -> SecondaryOutcomes:
        """Compute the primary outcome and each secondary one."""
        lines = tuple(_make_lines(study))
        # The primary outcome is not part of the family that is adjusted for.
        adjusted = adjust_by_holm([line.p for line in lines[1:]])
        return cls(
            (
                lines[0],
                *(replace(line, holm_p=p) for line, p in zip(lines[1:], adjusted, strict=True)),
            )
        )

    @property
    def secondary(self) -> tuple[OutcomeLine, ...]:
        """The secondary outcomes."""
        return self.lines[1:]

    def headers(self) -> tuple[str, ...]:
        """Leave out the adjusted p where there is no secondary outcome."""
        return self.columns if self.secondary else self.columns[:-1]

    def rows(self) -> tuple[Row, ...]:
        """Return a line an outcome."""
        rows = [line.row() for line in self.lines]
        return tuple(replace(row, cells=row.cells[: len(self.headers())]) for row in rows)

    def as_dict(self) -> list[dict[str, Any]]:
        """Return the secondary outcomes in order."""
        return [line.as_dict() for line in self.secondary]


def _make_lines(study: Study) -> Iterator[OutcomeLine]:
    yield _make_line(study, is_primary=True)
    for other in study.outcomes[1:]:
        # A rating of the improvement has no score before.
        if other.plan.rating_scale.kind == "improvement":
            yield _make_improvement_line(other)
        else:
            yield _make_line(other, is_primary=False)


def _make_line(study: Study, *, is_primary: bool) -> OutcomeLine:
    change, outcomes = PairedChange.compute(study), Outcomes.compute(study)
    return OutcomeLine(
        # A copy reads all of the plan: what keeps it rests on the whole of it.
        replace(study.plan),
        is_primary,
        change.n,
        change.mean_before,
        change.sd_before,
        change.mean_after,
        change.sd_after,
        change.mean_difference,
        change.difference_ci,
        change.cohen_dz,
        outcomes.response,
        outcomes.remission,
        change.p,
        _PRIMARY,
    )


def _make_improvement_line(study: Study) -> OutcomeLine:
    """Return the line of a scale that rates the improvement: those rated after treatment."""
    plan, after = study.plan, study.pairs.after
    rated = after[~np.isnan(after)]
    # As in `Outcomes`: without any rating there is no denominator.
    n = len(after) if plan.population == "enrolled" and len(rated) else len(rated)
    reached = int(plan.is_response(rated, rated).sum())
    # Only the mean and SD "after" are used of this; a change of a rating against itself is 0.
    alone = PairedChange.from_scores(rated, rated)
    return OutcomeLine(
        replace(plan),
        False,
        len(rated),
        _IMPROVEMENT,
        _IMPROVEMENT,
        alone.mean_after,
        alone.sd_after,
        _IMPROVEMENT,
        _IMPROVEMENT,
        _IMPROVEMENT,
        Proportion.of(reached, n, plan),
        Proportion.undefined(_IMPROVEMENT),
        _IMPROVEMENT,
        _IMPROVEMENT,
    )

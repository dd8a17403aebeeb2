"""Response and remission among the enrolled and the rated, with the bounds of missing ratings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar

from ketgui.statistics.results.outcomes.outcomes import Outcomes
from ketgui.statistics.rows import Row, Text
from ketgui.statistics.study import Result, Study
from ketgui.statistics.tests.proportion import Proportion
from ketgui.text import mark


@dataclass(frozen=True)
class InPopulations:
    """One outcome's rate among the enrolled, among the rated, and if all missing had reached it."""

    title: str
    enrolled: Proportion
    rated: Proportion
    best: Proportion


@dataclass(frozen=True)
class Populations(Result):
    """Both populations side by side, as registries report them.

    Notes
    -----
    Enrolled: a patient without both ratings has not reached the outcome, which is also the worst
    case. Rated: only those with both ratings. Best case: everyone without both ratings has reached
    the outcome.

    Examples
    --------
    >>> result = Populations.compute(Study.of_scores([30, 28, 24], [12, 27, None]))
    >>> response = result.lines[0]
    >>> [(rate.count, rate.n) for rate in (response.enrolled, response.rated, response.best)]
    [(1, 3), (1, 2), (2, 3)]
    """

    key: ClassVar[str] = "populations"
    title: ClassVar[str] = mark("Enrolled and rated patients")
    tab: ClassVar[str] = "outcomes"
    priority: ClassVar[int] = 6
    columns: ClassVar[tuple[str, ...]] = (
        mark("Enrolled (worst case)"),
        mark("Interval (%)"),
        mark("Rated"),
        mark("Interval (%)"),
        mark("Best case"),
        mark("Interval (%)"),
    )

    lines: tuple[InPopulations, ...]

    @classmethod
    def compute(cls, study: Study) -> Populations:
        """Count in both populations."""
        # The same scores and definitions under either population; only the denominator differs.
        whole, rated = (
            Outcomes.compute(replace(study, plan=replace(study.plan, population=population)))
            for population in ("enrolled", "rated")
        )
        # Enrolled, but without both ratings: whether they reached the outcome is not known.
        unrated = study.cohort.enrolled - study.pairs.analysed
        pairs = (
            (mark("Response"), whole.response, rated.response),
            (mark("Remission"), whole.remission, rated.remission),
        )
        return cls(
            tuple(
                InPopulations(title, enrolled, of_rated, _compute_best(enrolled, unrated, study))
                for title, enrolled, of_rated in pairs
            )
        )

    def rows(self) -> tuple[Row, ...]:
        """Return a line an outcome."""
        return tuple(
            Row(
                Text(line.title),
                (*line.enrolled.cells(), *line.rated.cells(), *line.best.cells()),
            )
            for line in self.lines
        )

    def as_dict(self) -> dict[str, Any]:
        """Return the rates by outcome and population."""
        names = ("response", "remission")
        return {
            name: {
                "enrolled": line.enrolled.as_dict(),
                "rated": line.rated.as_dict(),
                "best_case": line.best.as_dict(),
            }
            for name, line in zip(names, self.lines, strict=True)
        }


def _compute_best(enrolled: Proportion, unrated: int, study: Study) -> Proportion:
    if not enrolled.n:
        return enrolled
    return Proportion.of(enrolled.count + unrated, enrolled.n, study.plan)

"""The cohort's rates beside published ones."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any, ClassVar

from ketgui.domain.literature import PublishedRate
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.results.outcomes.outcomes import Outcomes
from ketgui.statistics.rows import (
    BLANK,
    Cell,
    Estimate,
    Limits,
    Row,
    Text,
    make_limits_cell,
    make_number_cell,
    make_p_value_cell,
)
from ketgui.statistics.study import Result, Study
from ketgui.statistics.tests.binomial import compute_binomial_p
from ketgui.statistics.tests.holm import adjust_by_holm
from ketgui.statistics.tests.proportion import Proportion, compute_wilson_limits
from ketgui.text import mark

_HUNDREDTH = 0.01
_NO_NUMBER = Unavailable(mark("the number of patients of the published rate is not known"))
_NOT_PRINTED = Unavailable(mark("not printed"))


@dataclass(frozen=True)
class RateComparison:
    """One of the cohort's rates against a published one.

    Attributes
    ----------
    p : Estimate
        Exact two-sided binomial probability of the cohort's count if the published percentage
        were the true one.
    p_holm : Estimate
        `p` adjusted over all comparisons of the table.
    difference : Estimate
        Cohort less published, in percentage points.
    ci : Limits or Unavailable
        Of the difference, allowing for the sampling error of both.
    """

    p: Estimate
    p_holm: Estimate
    difference: Estimate
    ci: Limits | Unavailable

    def as_dict(self, name: str) -> dict[str, Any]:
        """Return it by names that begin with that of the rate."""
        return {
            f"{name}_p": self.p,
            f"{name}_p_holm": self.p_holm,
            f"{name}_difference": self.difference,
            f"{name}_difference_ci": self.ci,
        }

    def cells(self) -> tuple[Cell, ...]:
        """Return the difference, its interval, and p before and after adjustment."""
        return (
            make_number_cell(self.difference),
            make_limits_cell(self.ci),
            make_p_value_cell(self.p),
            make_p_value_cell(self.p_holm),
        )


@dataclass(frozen=True)
class Comparison:
    """One published study against the cohort; `differs` names what is not comparable."""

    published: PublishedRate
    response: RateComparison
    remission: RateComparison
    differs: tuple[str, ...]


@dataclass(frozen=True)
class Given:
    """What this cohort received in the acute course, as far as it is recorded: medians."""

    infusions: float | None
    dose_mg_per_kg: float | None

    @classmethod
    def of(cls, study: Study) -> Given:
        """Take the median number of infusions of a treated patient, and the median dose."""
        # Maintenance is no part of what the outcome is of, nor is a patient without an infusion.
        courses = [course for course in study.acute_courses.values() if course]
        doses = [infusion.dose_mg_per_kg for course in courses for infusion in course]
        known = [dose for dose in doses if dose is not None]
        return cls(
            float(median(map(len, courses))) if courses else None,
            float(median(known)) if known else None,
        )


@dataclass(frozen=True)
class Literature(Result):
    """The cohort's response and remission against published rates.

    Notes
    -----
    p takes the published rate as fixed, by the method of small p-values, as in R's
    ``binom.test``; `p_holm` adjusts it over all comparisons (Holm 1979). The interval of the
    difference allows for the errors of both rates: with Wilson limits l and u of each,
    d − √((p₁ − l₁)² + (u₂ − p₂)²) to d + √((u₁ − p₁)² + (p₂ − l₂)²) (Newcombe 1998, method 10).
    A study whose scale, number of infusions or dose differs, or is not stated, is not like for
    like.

    References
    ----------
    Newcombe RG (1998), Stat Med 17:873–890.

    Examples
    --------
    >>> before = [30.0] * 21
    >>> result = Literature.compute(Study.of_scores(before, [10.0] * 4 + [25.0] * 17))
    >>> swainson = result.comparisons[2]
    >>> round(swainson.response.p, 4), swainson.differs
    (0.0037, ('scale', 'infusions', 'dose'))
    """

    key: ClassVar[str] = "literature"
    title: ClassVar[str] = mark("Comparison with published rates")
    tab: ClassVar[str] = "outcomes"
    priority: ClassVar[int] = 140
    label_header: ClassVar[str] = mark("Study")
    columns: ClassVar[tuple[str, ...]] = (
        mark("Outcome"),
        mark("Published (%)"),
        mark("This cohort (%)"),
        mark("Difference (points)"),
        mark("Interval"),
        mark("p"),
        mark("p (Holm)"),
        mark("Not like for like"),
    )

    response: Proportion
    remission: Proportion
    given: Given
    comparisons: tuple[Comparison, ...]

    @classmethod
    def compute(cls, study: Study) -> Literature:
        """Compare the cohort with each published rate."""
        outcomes, received, plan = Outcomes.compute(study), Given.of(study), study.plan
        rates = [
            (rate, percent, published.n)
            for published in plan.published
            for rate, percent in (
                (outcomes.response, published.response),
                (outcomes.remission, published.remission),
            )
        ]
        p_values = [_compute_p(rate, percent) for rate, percent, _n in rates]
        # Over all studies at once: each further study is two further tests.
        adjusted = adjust_by_holm(p_values)
        compared = [
            RateComparison(p, holm, *_compute_difference(*rate, plan.confidence_level))
            for rate, p, holm in zip(rates, p_values, adjusted, strict=True)
        ]
        # Two rates a study, in turn: response, then remission.
        pairs = zip(plan.published, compared[::2], compared[1::2], strict=True)
        comparisons = tuple(
            Comparison(published, response, remission, _list_differences(published, received, plan))
            for published, response, remission in pairs
        )
        return cls(outcomes.response, outcomes.remission, received, comparisons)

    @property
    def tests(self) -> int:
        """Number of p values."""
        p_values = (
            p
            for comparison in self.comparisons
            for p in (comparison.response.p, comparison.remission.p)
        )
        return sum(not isinstance(p, Unavailable) for p in p_values)

    def rows(self) -> tuple[Row, ...]:
        """Return a line for each rate that a study published."""
        return tuple(row for comparison in self.comparisons for row in self._make_rows(comparison))

    def _make_rows(self, comparison: Comparison) -> Iterator[Row]:
        published = comparison.published
        for title, percent, own, compared in (
            (mark("Response"), published.response, self.response, comparison.response),
            (mark("Remission"), published.remission, self.remission, comparison.remission),
        ):
            if percent is not None:
                cells = (
                    Text(title),
                    make_number_cell(percent),
                    make_number_cell(own.percent),
                    *compared.cells(),
                    _name_differences(comparison.differs),
                )
                yield Row(Text(published.study, from_file=True), cells)

    def as_dict(self) -> list[dict[str, Any]]:
        """Return a line a study; what it published is in the plan."""
        return [
            {
                "study": comparison.published.study,
                **comparison.response.as_dict("response"),
                **comparison.remission.as_dict("remission"),
                "not_like_for_like": list(comparison.differs),
            }
            for comparison in self.comparisons
        ]


def _compute_p(rate: Proportion, percent: float | None) -> Estimate:
    if percent is None:
        return _NOT_PRINTED
    if isinstance(rate.percent, Unavailable):
        return rate.percent
    return compute_binomial_p(rate.count, rate.n, percent / 100)


def _compute_difference(
    rate: Proportion, percent: float | None, n: int | None, level: float
) -> tuple[Estimate, Limits | Unavailable]:
    """Return the difference in points, and Newcombe's interval of it."""
    if percent is None:
        return _NOT_PRINTED, _NOT_PRINTED
    if isinstance(rate.percent, Unavailable):
        return rate.percent, rate.percent
    difference = rate.percent - percent
    if n is None:
        return difference, _NO_NUMBER
    own, tail = rate.percent / 100, (1 - level) / 2
    low, high = compute_wilson_limits(rate.count, rate.n, tail)
    theirs = percent / 100
    # The count that the published percentage implies; as that is rounded, it may not be whole.
    their_low, their_high = compute_wilson_limits(theirs * n, n, tail)
    # The difference is lowest where our rate is at its lower limit and theirs at its upper one; the
    # errors of both add up as squares.
    below = 100 * math.hypot(own - low, their_high - theirs)
    above = 100 * math.hypot(high - own, theirs - their_low)
    return difference, (difference - below, difference + above)


def _list_differences(
    published: PublishedRate, received: Given, plan: AnalysisPlan
) -> tuple[str, ...]:
    pairs = (
        (mark("scale"), published.scale or None, plan.scale),
        (mark("infusions"), published.infusions, received.infusions),
        (mark("dose"), published.dose_mg_per_kg, received.dose_mg_per_kg),
    )
    return tuple(name for name, theirs, ours in pairs if not _is_alike(theirs, ours))


def _is_alike(theirs: float | str | None, ours: float | str | None) -> bool:
    """Tell whether both are known and equal to a hundredth."""
    if isinstance(theirs, str) or isinstance(ours, str):
        return theirs == ours
    # What is not stated may differ, so it counts as a difference.
    return theirs is not None and ours is not None and abs(theirs - ours) < _HUNDREDTH


def _name_differences(differs: tuple[str, ...]) -> Cell:
    return Text(differs[0], more=differs[1:]) if differs else BLANK

"""The cohort's rates beside published ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from ketgui.domain.literature import PublishedRate
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.results.outcomes.outcomes import Outcomes
from ketgui.statistics.rows import BLANK, Cell, Estimate, Row, Text, number_cell, p_value_cell
from ketgui.statistics.study import Result, Study
from ketgui.statistics.tests.binomial import compute_binomial_p
from ketgui.statistics.tests.proportion import Proportion
from ketgui.text import mark

_HUNDREDTH = 0.01
_NOT_PRINTED = Unavailable(mark("not printed"))


@dataclass(frozen=True)
class Comparison:
    """One published study against the cohort.

    `response_p`, `remission_p` are exact two-sided binomial probabilities of the cohort's counts
    if the published percentage were the truth; `differs` names what is not like for like.
    """

    published: PublishedRate
    response_p: Estimate
    remission_p: Estimate
    differs: tuple[str, ...]


@dataclass(frozen=True)
class Given:
    """What this cohort had, as far as it is recorded: medians of infusions and of doses."""

    infusions: float | None
    dose_mg_per_kg: float | None

    @classmethod
    def of(cls, study: Study) -> Given:
        """Take the median number of infusions a treated patient had, and the median dose."""
        infusions = study.cohort.infusions
        counts = infusions.groupby("patient_id").size()
        dose = infusions["dose_mg_per_kg"].median()
        return cls(
            float(counts.median()) if len(counts) else None,
            float(dose) if infusions["dose_mg_per_kg"].notna().any() else None,
        )


@dataclass(frozen=True)
class Literature(Result):
    """Exact binomial tests of the cohort's response and remission against published rates.

    Notes
    -----
    The published rate is taken as fixed, its own error left out; p by the method of small
    p-values, as in R's ``binom.test``. A study whose scale, number of infusions or dose differs,
    or is not stated, is not like for like.

    Examples
    --------
    >>> before = [30.0] * 21
    >>> found = Literature.compute(Study.of_scores(before, [10.0] * 4 + [25.0] * 17))
    >>> swainson = found.comparisons[2]
    >>> round(swainson.response_p, 4), swainson.differs
    (0.0037, ('scale', 'infusions', 'dose'))
    """

    key: ClassVar[str] = "literature"
    title: ClassVar[str] = mark("Comparison with published rates")
    tab: ClassVar[str] = "outcomes"
    priority: ClassVar[int] = 140
    columns: ClassVar[tuple[str, ...]] = (
        mark("Response (%)"),
        mark("p"),
        mark("Remission (%)"),
        mark("p"),
        mark("Not like for like"),
    )

    response: Proportion
    remission: Proportion
    given: Given
    comparisons: tuple[Comparison, ...]

    @classmethod
    def compute(cls, study: Study) -> Literature:
        """Compare the cohort with each published rate."""
        outcomes = Outcomes.compute(study)
        exposure = Given.of(study)
        return cls(
            outcomes.response,
            outcomes.remission,
            exposure,
            tuple(_compare(one, outcomes, exposure, study.plan) for one in study.plan.published),
        )

    def rows(self) -> tuple[Row, ...]:
        """Return the cohort, then a line a study."""
        own = Row(
            Text(mark("This cohort")),
            (
                number_cell(self.response.percent),
                BLANK,
                number_cell(self.remission.percent),
                BLANK,
                BLANK,
            ),
        )
        return (own, *(_row(one) for one in self.comparisons))

    def as_dict(self) -> list[dict[str, Any]]:
        """Return a line a study."""
        return [
            {
                "study": one.published.study,
                "n": one.published.n or _NOT_PRINTED,
                "response_percent": _or_reason(one.published.response),
                "response_p": one.response_p,
                "remission_percent": _or_reason(one.published.remission),
                "remission_p": one.remission_p,
                "not_like_for_like": list(one.differs),
                "source": one.published.source,
            }
            for one in self.comparisons
        ]


def _compare(
    published: PublishedRate, outcomes: Outcomes, given: Given, plan: AnalysisPlan
) -> Comparison:
    return Comparison(
        published,
        _binomial(outcomes.response, published.response),
        _binomial(outcomes.remission, published.remission),
        _differences(published, given, plan),
    )


def _binomial(rate: Proportion, percent: float | None) -> Estimate:
    if percent is None:
        return _NOT_PRINTED
    if isinstance(rate.percent, Unavailable):
        return rate.percent
    return compute_binomial_p(rate.count, rate.n, percent / 100)


def _differences(published: PublishedRate, given: Given, plan: AnalysisPlan) -> tuple[str, ...]:
    pairs = (
        (mark("scale"), published.scale or None, plan.scale),
        (mark("infusions"), published.infusions, given.infusions),
        (mark("dose"), published.dose_mg_per_kg, given.dose_mg_per_kg),
    )
    return tuple(name for name, theirs, ours in pairs if not _alike(theirs, ours))


def _alike(theirs: float | str | None, ours: float | str | None) -> bool:
    """Tell whether both are known and the same to a hundredth."""
    if isinstance(theirs, str) or isinstance(ours, str):
        return theirs == ours
    return theirs is not None and ours is not None and abs(theirs - ours) < _HUNDREDTH


def _row(one: Comparison) -> Row:
    published = one.published
    differs: Cell = Text(one.differs[0], more=one.differs[1:]) if one.differs else BLANK
    return Row(
        Text(published.study, from_file=True),
        (
            number_cell(_or_reason(published.response)),
            p_value_cell(one.response_p),
            number_cell(_or_reason(published.remission)),
            p_value_cell(one.remission_p),
            differs,
        ),
    )


def _or_reason(value: float | None) -> Estimate:
    return _NOT_PRINTED if value is None else value

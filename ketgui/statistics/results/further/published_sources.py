"""The sources of the published rates, and the definitions by which they were counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from ketgui.domain.literature import PublishedRate
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.rows import Cell, Count, Number, Row, Text
from ketgui.statistics.study import Result, Study
from ketgui.text import mark

_NOT_STATED = Unavailable(mark("not stated"))


@dataclass(frozen=True)
class PublishedSources(Result):
    """The published studies of the plan, each with its own definitions and its reference.

    Examples
    --------
    >>> result = PublishedSources.compute(Study.of_scores([], []))
    >>> result.published[0].doi
    '10.1016/j.jad.2023.04.019'
    """

    key: ClassVar[str] = "published_sources"
    title: ClassVar[str] = mark("Published rates: definitions and references")
    tab: ClassVar[str] = "outcomes"
    priority: ClassVar[int] = 145
    columns: ClassVar[tuple[str, ...]] = (
        mark("n"),
        mark("Scale"),
        mark("Infusions"),
        mark("Dose (mg/kg)"),
        mark("Definition"),
        mark("Reference"),
    )

    published: tuple[PublishedRate, ...]
    # The scale's title of each, "" where it is not stated.
    scales: tuple[str, ...]

    @classmethod
    def compute(cls, study: Study) -> PublishedSources:
        """Take the published rates from the plan."""
        published, plan = study.plan.published, study.plan
        scales = (plan.find_scale(rate.scale) for rate in published)
        return cls(published, tuple(scale.title if scale else "" for scale in scales))

    def rows(self) -> tuple[Row, ...]:
        """Return a line a study."""
        return tuple(map(_make_row, self.published, self.scales))

    def as_dict(self) -> list[dict[str, Any]]:
        """Return each study's reference; its numbers are in the plan."""
        return [
            {"study": rate.study, "reference": rate.source, "doi": rate.doi}
            for rate in self.published
        ]


def _make_row(rate: PublishedRate, title: str) -> Row:
    scale: Cell = Text(title, from_file=True) if title else _NOT_STATED
    definitions = tuple(filter(None, (rate.definition, rate.note)))
    reference = ". ".join(filter(None, (rate.source, rate.doi and f"doi {rate.doi}")))
    return Row(
        Text(rate.study, from_file=True),
        (
            _NOT_STATED if rate.n is None else Count(rate.n),
            scale,
            _NOT_STATED if rate.infusions is None else Count(rate.infusions),
            _NOT_STATED if rate.dose_mg_per_kg is None else Number(rate.dose_mg_per_kg),
            Text(definitions[0], more=definitions[1:]) if definitions else _NOT_STATED,
            Text(reference, from_file=True) if reference else _NOT_STATED,
        ),
    )

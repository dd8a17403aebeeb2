"""Where the published rates come from, and by which definitions they were counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from ketgui.domain.literature import PublishedRate
from ketgui.domain.scales import scale_of
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.rows import Cell, Count, Number, Row, Text
from ketgui.statistics.study import Result, Study
from ketgui.text import mark

_NOT_STATED = Unavailable(mark("not stated"))


@dataclass(frozen=True)
class PublishedSources(Result):
    """The published studies of the plan, each by its own definitions, with its reference.

    Examples
    --------
    >>> found = PublishedSources.compute(Study.of_scores([], []))
    >>> found.published[0].doi
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

    @classmethod
    def compute(cls, study: Study) -> PublishedSources:
        """Take them from the plan."""
        return cls(study.plan.published)

    def rows(self) -> tuple[Row, ...]:
        """Return a line a study."""
        return tuple(_make_row(one) for one in self.published)

    def as_dict(self) -> list[dict[str, Any]]:
        """Return each study's reference; its numbers stand in the plan."""
        return [
            {"study": one.study, "reference": one.source, "doi": one.doi} for one in self.published
        ]


def _make_row(one: PublishedRate) -> Row:
    scale: Cell = Text(scale_of(one.scale).title, from_file=True) if one.scale else _NOT_STATED
    words = tuple(filter(None, (one.definition, one.note)))
    reference = ". ".join(filter(None, (one.source, one.doi and f"doi {one.doi}")))
    return Row(
        Text(one.study, from_file=True),
        (
            _NOT_STATED if one.n is None else Count(one.n),
            scale,
            _NOT_STATED if one.infusions is None else Count(one.infusions),
            _NOT_STATED if one.dose_mg_per_kg is None else Number(one.dose_mg_per_kg),
            Text(words[0], more=words[1:]) if words else _NOT_STATED,
            Text(reference, from_file=True) if reference else _NOT_STATED,
        ),
    )

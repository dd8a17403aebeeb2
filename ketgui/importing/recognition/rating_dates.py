"""Dates of ratings that stand in columns of their own: "Date MADRS avant" beside "MADRS avant"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ketgui.domain.folding import fold
from ketgui.importing.mapping.mapping import ColumnMapping
from ketgui.importing.recognition import rules
from ketgui.importing.tables.text_table import TextTable
from ketgui.importing.vocabulary.targets import Target
from ketgui.importing.vocabulary.timepoints import Timed, timed
from ketgui.text import _

_DATE_WORDS = frozenset({"date", "fecha", "data", "datum"})
_READABLE = 0.5
_CONFIDENCE = 0.85


def with_rating_dates(table: TextTable, columns: Sequence[ColumnMapping]) -> list[ColumnMapping]:
    """Give a date to the one score whose moment or day its header names.

    Only columns that nothing else claims are taken, and only where the score is there.
    """
    scores = [c.target for c in columns if c.target and c.target.path == "assessments.score"]
    found = {column.column: _dated(column.header, scores) for column in columns if _is_free(column)}
    targets = [target for target in found.values() if target]
    reason = _("The header says that it is the date of this rating.")
    return [
        replace(column, target=target, confidence=_CONFIDENCE, reason=reason)
        if (target := found.get(column.column))
        and targets.count(target) == 1
        and rules.readable_share(target, cells) >= _READABLE
        else column
        for column, cells in zip(columns, table.columns, strict=True)
    ]


def _is_free(column: ColumnMapping) -> bool:
    return column.target is None and not column.candidates


def _dated(header: str, scores: Sequence[Target]) -> Target | None:
    """Return the date of the one score that a header such as "date post" speaks of."""
    words = fold(header).split()
    if not _DATE_WORDS & set(words):
        return None
    said = timed(" ".join(word for word in words if word not in _DATE_WORDS))
    if said.elsewhere or not said.sure or not (said.moment or said.day is not None):
        return None
    of_it = [target for target in scores if _is_of(target, said)]
    return Target("assessments", "date", of_it[0].given) if len(of_it) == 1 else None


def _is_of(target: Target, said: Timed) -> bool:
    if said.scale and target.of("scale") != said.scale:
        return False
    if said.moment:
        return target.of("moment") == said.moment
    return said.day is not None and target.of("day") == f"{said.day:g}"

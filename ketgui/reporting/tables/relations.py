"""Relations between the counts of a table of events: sums and upper limits."""

from __future__ import annotations

from collections.abc import Iterator

from ketgui.reporting.tables.inference import CellPosition, Relation
from ketgui.statistics.events import EventTable
from ketgui.statistics.rows import Count, Share

_LEVEL_VIEWS = ("severity", "relatedness")
# In these views no line is a part of another.
_FLAT_VIEWS = ("summary", "infusion")


def find_relations(table: EventTable) -> list[Relation]:
    """Return every relation between the counts of a table.

    Notes
    -----
    The events of a line are the sum of the events of its parts. Its patients are at most the sum of
    the patients of its parts, because a patient may have several events; the same holds within each
    level. The levels of a line add up to its patients, who are no more than its events. From each
    level up, a patient's highest level over all events is at least that within one term.
    """
    if table.view.by in _FLAT_VIEWS or not table.lines:
        return []
    relations = [
        relation
        for whole, parts in _find_parts(table)
        for relation in _relate_sums(table, whole, parts)
    ]
    if table.view.by in _LEVEL_VIEWS:
        for row in range(len(table.lines)):
            relations += _relate_levels(table, row)
    return relations


def _find_parts(table: EventTable) -> Iterator[tuple[int, list[int]]]:
    """Yield each line that has parts, with its parts: classes or terms of "any event"."""
    lines = range(len(table.lines))
    parts = [row for row in lines if row and not _is_serious(table, row)]
    tops = [row for row in parts if table.lines[row].indent == 0]
    if tops:
        # Line 0 is "any event".
        yield 0, tops
    for row in tops:
        end = next((other for other in tops if other > row), len(table.lines))
        children = [part for part in parts if row < part < end]
        if children:
            yield row, children


def _is_serious(table: EventTable, row: int) -> bool:
    return any(name == "serious" for name, _value in table.lines[row].where)


def _relate_sums(table: EventTable, whole: int, parts: list[int]) -> Iterator[Relation]:
    for column, cell in enumerate(table.lines[whole].cells):
        top, below = (whole, column), tuple((row, column) for row in parts)
        if isinstance(cell, Share | Count):
            yield Relation((top,), below, (top,))
        if isinstance(cell, Count):
            yield Relation(below, (top,), (top,))


def _relate_levels(table: EventTable, row: int) -> Iterator[Relation]:
    levels, patients, events = _find_level_positions(table, row)
    yield Relation(levels, (patients,), (patients,))
    yield Relation((patients,), levels, (patients,))
    yield Relation(levels, (events,), (events,))
    if row:
        # Levels are sorted from the lowest; "not recorded" ranks below all of them.
        for first in range(len(levels)):
            within = levels[first:]
            overall = tuple((0, column) for _row, column in within)
            yield Relation(within, overall, within)


def _find_level_positions(
    table: EventTable, row: int
) -> tuple[tuple[CellPosition, ...], CellPosition, CellPosition]:
    """Return the positions of a line's levels from the lowest, of its patients and its events."""
    ranked = [
        (int(str(dict(column.where)["highest"])), (row, index))
        for index, column in enumerate(table.columns)
        if column.where
    ]
    first = len(ranked)
    return tuple(position for _rank, position in sorted(ranked)), (row, first), (row, first + 1)

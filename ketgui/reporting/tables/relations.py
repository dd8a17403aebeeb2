"""How the counts of a table of events hang together: sums, and what cannot be more than what."""

from __future__ import annotations

from collections.abc import Iterator

from ketgui.reporting.tables.inference import CellPosition, Relation
from ketgui.statistics.events import EventTable
from ketgui.statistics.rows import Count, Share

_LEVEL_VIEWS = ("severity", "relatedness")
# Their lines are no parts of one another.
_FLAT_VIEWS = ("summary", "infusion")


def find_relations(table: EventTable) -> list[Relation]:
    """Return every relation between the counts of a table.

    Notes
    -----
    Events of a line are the sum of those of its parts, and patients are at most that sum, for a
    patient may have several. Under each level the same holds of patients; the levels of a line add
    up to its patients, of whom there are no more than events. From each level up a patient's
    highest level over all is at least that within a term.
    """
    if table.view.by in _FLAT_VIEWS or not table.lines:
        return []
    found = [
        one for whole, parts in _find_parts(table) for one in _relate_sums(table, whole, parts)
    ]
    if table.view.by in _LEVEL_VIEWS:
        for row in range(len(table.lines)):
            found += _relate_levels(table, row)
    return found


def _find_parts(table: EventTable) -> Iterator[tuple[int, list[int]]]:
    """Yield each line that has parts, with its parts: of any event the classes or the terms."""
    lines = range(len(table.lines))
    parts = [row for row in lines if row and not _is_serious(table, row)]
    tops = [row for row in parts if table.lines[row].indent == 0]
    if tops:
        yield 0, tops
    for row in tops:
        end = next((below for below in tops if below > row), len(table.lines))
        inside = [below for below in parts if row < below < end]
        if inside:
            yield row, inside


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
        # The levels are in their order from the lowest, but that none recorded is below all.
        for first in range(len(levels)):
            mine, whole = levels[first:], tuple((0, column) for _row, column in levels[first:])
            yield Relation(mine, whole, mine)


def _find_level_positions(
    table: EventTable, row: int
) -> tuple[tuple[CellPosition, ...], CellPosition, CellPosition]:
    """Return the places of a line's levels from the lowest, of its patients and of its events."""
    ranked = [
        (int(str(dict(column.where)["highest"])), (row, place))
        for place, column in enumerate(table.columns)
        if column.where
    ]
    first = len(ranked)
    return tuple(place for _rank, place in sorted(ranked)), (row, first), (row, first + 1)

"""Small counts hidden from a table of events, and the totals from which they could be told."""

from __future__ import annotations

from collections.abc import Iterator

from ketgui.reporting.tables.listing import MISSING
from ketgui.statistics.events import EventTable
from ketgui.statistics.rows import Cell, Count, Range, Share, Text
from ketgui.statistics.rows import Number as Rate

# Counts from 1 to one less than this are hidden.
SMALL = 5
HIDDEN = Text(f"< {SMALL}", from_file=True)
DASH = Text(MISSING, from_file=True)
_LEVELS = ("severity", "relatedness")
# Their lines do not add up to one of them.
_NO_TOTAL = ("summary", "infusion")

Place = tuple[int, int]


def suppressed(table: EventTable) -> list[tuple[Cell, ...]]:
    """Return the lines' cells with small counts hidden.

    Notes
    -----
    With a count of events go the totals that it is part of, and with a level's patients the
    patients of all levels: what is left would give it away. With any count go its interval and
    its rate. Another table of the same events may still tell what this one hides.
    """
    small = {place for place, cell in _cells(table) if _is_small(cell)}
    covered = {total for place in small for total in _totals(table, place)} - small
    lines: list[tuple[Cell, ...]] = []
    for row, line in enumerate(table.lines):
        shown: list[Cell] = []
        gone = False
        for column, cell in enumerate(line.cells):
            if isinstance(cell, Share | Count):
                gone = (row, column) in small or (row, column) in covered
                one = HIDDEN if (row, column) in small else DASH
            else:
                # An interval or a rate stands after the count that it comes from.
                one = DASH if isinstance(cell, Range | Rate) else cell
            shown.append(one if gone else cell)
        lines.append(tuple(shown))
    return lines


def _cells(table: EventTable) -> Iterator[tuple[Place, Cell]]:
    for row, line in enumerate(table.lines):
        for column, cell in enumerate(line.cells):
            yield (row, column), cell


def _is_small(cell: Cell) -> bool:
    if isinstance(cell, Share):
        return 0 < cell.count < SMALL
    return isinstance(cell, Count) and 0 < cell.value < SMALL


def _totals(table: EventTable, place: Place) -> Iterator[Place]:
    """Yield the places of the sums that a count is part of."""
    row, column = place
    if isinstance(table.lines[row].cells[column], Share):
        if table.view.by in _LEVELS:
            yield from (
                (row, other)
                for other, header in enumerate(table.columns)
                if not header.where and isinstance(table.lines[row].cells[other], Share)
            )
        return
    if table.view.by not in _NO_TOTAL:
        yield from ((above, column) for above in _lines_above(table, row))


def _lines_above(table: EventTable, row: int) -> Iterator[int]:
    """Yield the lines that hold this one: its class, and any event."""
    line = table.lines[row]
    if any(name == "serious" for name, _value in line.where):
        return
    indent = line.indent
    for above in range(row - 1, -1, -1):
        if table.lines[above].indent < indent:
            indent = table.lines[above].indent
            yield above
    if row and not table.lines[0].where:
        yield 0

"""Small counts hidden from a table of events, and what they could be told from."""

from __future__ import annotations

from ketgui.reporting.tables.inference import (
    UNBOUNDED,
    Bounds,
    CellPosition,
    Relation,
    infer_bounds,
)
from ketgui.reporting.tables.listing import MISSING
from ketgui.reporting.tables.relations import find_relations
from ketgui.statistics.events import EventTable
from ketgui.statistics.rows import Cell, Count, Range, Share, Text
from ketgui.statistics.rows import Number as Rate

# Counts from 1 to one less than this are hidden.
SMALLEST_SHOWN = 5
HIDDEN = Text(f"< {SMALLEST_SHOWN}", from_file=True)
DASH = Text(MISSING, from_file=True)


def suppress_counts(table: EventTable) -> list[tuple[Cell, ...]]:
    """Return the lines' cells with small counts hidden.

    Notes
    -----
    A count is also hidden where it would say more of a small one than that it is small: by a sum,
    or since a class has no more patients than its terms together. With any count go its interval
    and its rate. Another table of the same events may still tell what this one hides.
    """
    counts = _read_counts(table)
    small = {place for place, n in counts.items() if 0 < n < SMALLEST_SHOWN}
    covered = _extend_hidden(counts, small, _find_small_denominators(table), find_relations(table))
    return [
        _hide_cells(line.cells, row, small - covered, covered)
        for row, line in enumerate(table.lines)
    ]


def _read_counts(table: EventTable) -> dict[CellPosition, int]:
    found: dict[CellPosition, int] = {}
    for row, line in enumerate(table.lines):
        for column, cell in enumerate(line.cells):
            if isinstance(cell, Share):
                found[row, column] = cell.count
            elif isinstance(cell, Count):
                found[row, column] = cell.value
    return found


def _find_small_denominators(table: EventTable) -> set[CellPosition]:
    """Return the shares of so few who received an infusion that their number is hidden, too."""
    if table.view.by != "infusion":
        return set()
    return {
        (row, column)
        for row, line in enumerate(table.lines)
        for column, cell in enumerate(line.cells)
        if isinstance(cell, Share) and 0 < cell.n < SMALLEST_SHOWN
    }


def _extend_hidden(
    counts: dict[CellPosition, int],
    small: set[CellPosition],
    covered: set[CellPosition],
    relations: list[Relation],
) -> set[CellPosition]:
    """Return what is hidden besides, until nothing tells of a small count but that it is small."""
    while small:
        shown = {place: _bound_cell(place, n, small, covered) for place, n in counts.items()}
        bounds, rounds = infer_bounds(shown, relations)
        told = {place for place in small if _is_revealed(place, bounds, covered)}
        telling = [one for some in rounds for one in some]
        blamed = (
            *([one for one in some if told.intersection(one.places)] for some in rounds),
            telling,
        )
        more = next(filter(None, (_choose_largest(some, counts, covered) for some in blamed)), None)
        if not told or not more:
            break
        covered = covered | more
    return covered


def _bound_cell(
    place: CellPosition, count: int, small: set[CellPosition], covered: set[CellPosition]
) -> Bounds:
    """Return what a cell itself says of its count."""
    if place in covered:
        return 0, UNBOUNDED
    return (1, SMALLEST_SHOWN - 1) if place in small else (count, count)


def _is_revealed(
    place: CellPosition, bounds: dict[CellPosition, Bounds], covered: set[CellPosition]
) -> bool:
    low, high = bounds[place]
    return low == high if place in covered else (low, high) != (1, SMALLEST_SHOWN - 1)


def _choose_largest(
    relations: list[Relation], counts: dict[CellPosition, int], covered: set[CellPosition]
) -> set[CellPosition]:
    """Return of each relation the greatest count that can still be hidden."""
    left = [set(one.hidden_first) - covered for one in relations]
    return {max(some, key=lambda place: (counts[place], place)) for some in left if some}


def _hide_cells(
    cells: tuple[Cell, ...], row: int, small: set[CellPosition], covered: set[CellPosition]
) -> tuple[Cell, ...]:
    shown: list[Cell] = []
    gone = False
    for column, cell in enumerate(cells):
        if isinstance(cell, Share | Count):
            gone = (row, column) in small or (row, column) in covered
            one = HIDDEN if (row, column) in small else DASH
        else:
            # An interval or a rate stands after the count that it comes from.
            one = DASH if isinstance(cell, Range | Rate) else cell
        shown.append(one if gone else cell)
    return tuple(shown)

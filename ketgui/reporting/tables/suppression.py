"""Suppression of small counts in a table of events, and of the counts that reveal them."""

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
    """Return the cells of each line with small counts hidden.

    Notes
    -----
    Complementary suppression: a count is also hidden if it reveals more about a small count than
    that it is small, for example by a sum. The interval and the rate of a hidden count are hidden
    with it. Another table of the same events may still reveal what this one hides.
    """
    counts = _read_counts(table)
    small = {position for position, n in counts.items() if 0 < n < SMALLEST_SHOWN}
    hidden = _extend_hidden(counts, small, _find_small_denominators(table), find_relations(table))
    return [
        _hide_cells(line.cells, row, small - hidden, hidden) for row, line in enumerate(table.lines)
    ]


def _read_counts(table: EventTable) -> dict[CellPosition, int]:
    counts: dict[CellPosition, int] = {}
    for row, line in enumerate(table.lines):
        for column, cell in enumerate(line.cells):
            if isinstance(cell, Share):
                counts[row, column] = cell.count
            elif isinstance(cell, Count):
                counts[row, column] = cell.value
    return counts


def _find_small_denominators(table: EventTable) -> set[CellPosition]:
    """Return the shares whose denominator, the patients at an infusion, is itself small."""
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
    hidden: set[CellPosition],
    relations: list[Relation],
) -> set[CellPosition]:
    """Return the positions to hide completely, so that no small count is revealed.

    Each round hides the largest count of a revealing relation.
    """
    # Hiding one count may reveal another, so that the check repeats until none is revealed.
    while small:
        cell_bounds = {
            position: _bound_cell(position, n, small, hidden) for position, n in counts.items()
        }
        bounds, rounds = infer_bounds(cell_bounds, relations)
        revealed = {position for position in small if _is_revealed(position, bounds, hidden)}
        all_relations = [relation for some in rounds for relation in some]
        # First choice: the relations about a revealed count, the direct ones before the others.
        candidates = (
            *([rel for rel in some if revealed.intersection(rel.positions)] for some in rounds),
            all_relations,
        )
        more = next(
            filter(None, (_choose_largest(some, counts, hidden) for some in candidates)), None
        )
        if not revealed or not more:
            break
        hidden = hidden | more
    return hidden


def _bound_cell(
    position: CellPosition, count: int, small: set[CellPosition], hidden: set[CellPosition]
) -> Bounds:
    """Return the bounds that a cell shows by itself."""
    if position in hidden:
        return 0, UNBOUNDED
    return (1, SMALLEST_SHOWN - 1) if position in small else (count, count)


def _is_revealed(
    position: CellPosition, bounds: dict[CellPosition, Bounds], hidden: set[CellPosition]
) -> bool:
    low, high = bounds[position]
    return low == high if position in hidden else (low, high) != (1, SMALLEST_SHOWN - 1)


def _choose_largest(
    relations: list[Relation], counts: dict[CellPosition, int], hidden: set[CellPosition]
) -> set[CellPosition]:
    """Return for each relation the position of its largest count that can still be hidden."""
    remaining = [set(relation.hide_first) - hidden for relation in relations]
    return {
        max(some, key=lambda position: (counts[position], position)) for some in remaining if some
    }


def _hide_cells(
    cells: tuple[Cell, ...], row: int, small: set[CellPosition], hidden: set[CellPosition]
) -> tuple[Cell, ...]:
    visible: list[Cell] = []
    is_hidden = False
    for column, cell in enumerate(cells):
        if isinstance(cell, Share | Count):
            is_hidden = (row, column) in small or (row, column) in hidden
            replacement = HIDDEN if (row, column) in small else DASH
        else:
            # An interval or a rate follows the count that it was computed from.
            replacement = DASH if isinstance(cell, Range | Rate) else cell
        visible.append(replacement if is_hidden else cell)
    return tuple(visible)

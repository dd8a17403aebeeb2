"""Widths of a table's columns on paper, estimated from the lengths of its texts."""

from __future__ import annotations

import re
from math import ceil

from ketgui.reporting.tables.display_table import DisplayTable

# Average width of a letter in a table, and the padding of a cell.
_LETTER_MM, _CELL_MM = 1.75, 5.0
# Headers are bold, and a letter wider.
_BOLD = 1.15
# A comparison, such as "p < .001", is one word.
_COMPARISON = re.compile(r"\s([<=>])\s")


def compute_column_widths(table: DisplayTable, available_mm: float) -> tuple[float, ...]:
    """Return the columns' widths in millimetres for their longest cells, within `available_mm`.

    If they do not fit, only the widest columns wrap, and if possible only between words.
    """
    columns = tuple(zip(table.headers, *table.rows, strict=True))
    wanted = [_CELL_MM + _LETTER_MM * max(map(len, column)) for column in columns]
    least = [
        _CELL_MM
        + _LETTER_MM
        * max(_BOLD * _measure_longest_word(header), *map(_measure_longest_word, cells), 0)
        for header, *cells in columns
    ]
    # The cap shrinks until the columns fit, so that only columns above it wrap.
    cap = max(wanted)
    while sum(_limit_widths(wanted, least, cap)) > available_mm and cap > _CELL_MM:
        cap -= 1
    widths = _limit_widths(wanted, least, cap)
    scale = min(1.0, available_mm / sum(widths))
    return tuple(width * scale for width in widths)


def count_lines(table: DisplayTable, widths: tuple[float, ...]) -> int:
    """Return about how many lines the rows take in columns of these widths (mm)."""
    capacities = [max(1.0, (width - _CELL_MM) / _LETTER_MM) for width in widths]
    return sum(
        max(1, *(ceil(len(cell) / letters) for cell, letters in zip(row, capacities, strict=True)))
        for row in table.rows
    )


def _limit_widths(wanted: list[float], least: list[float], cap: float) -> list[float]:
    return [max(low, min(high, cap)) for low, high in zip(least, wanted, strict=True)]


def _measure_longest_word(text: str) -> int:
    return max(map(len, _COMPARISON.sub(r"_\1_", text).split(" ")))

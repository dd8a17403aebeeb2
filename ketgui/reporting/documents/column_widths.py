"""Widths of a table's columns on paper, estimated from the lengths of its texts."""

from __future__ import annotations

import re
from math import ceil

from ketgui.reporting.tables.display_table import DisplayTable

# The size of the letters of a table (8 points), and the padding of a cell with a little to spare.
_EM_MM, _CELL_MM = 2.82, 4.0
# Letters of Helvetica by their width; see `_get_width`.
_NARROW, _SLIM, _BROAD = frozenset("ijl'|"), frozenset("ftrI .,:;!()[]/-–"), frozenset("mwMW%—")
# Headers are bold, and a letter wider.
_BOLD = 1.1
# A comparison, such as "p < .001", is one word.
_COMPARISON = re.compile(r"\s([<=>])\s")


def compute_column_widths(table: DisplayTable, available_mm: float) -> tuple[float, ...]:
    """Return the columns' widths in millimetres for their longest cells, within `available_mm`.

    If they do not fit, only the widest columns wrap, and if possible only between words.
    """
    columns = tuple(zip(table.headers, *table.rows, strict=True))
    wanted = [
        _CELL_MM + max(_BOLD * _measure(header), *map(_measure, cells), 0)
        for header, *cells in columns
    ]
    least = [
        _CELL_MM + max(_BOLD * _measure_longest_word(header), *map(_measure_longest_word, cells), 0)
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
    rooms = [max(_EM_MM, width - _CELL_MM) for width in widths]
    return sum(
        max(1, *(ceil(_measure(cell) / room) for cell, room in zip(row, rooms, strict=True)))
        for row in table.rows
    )


def _limit_widths(wanted: list[float], least: list[float], cap: float) -> list[float]:
    return [max(low, min(high, cap)) for low, high in zip(least, wanted, strict=True)]


def _measure_longest_word(text: str) -> float:
    return max(map(_measure, _COMPARISON.sub("\u00a0\\1\u00a0", text).split(" ")))


def _measure(text: str) -> float:
    """Return about how wide a text is, in millimetres."""
    return _EM_MM * sum(map(_get_width, text))


def _get_width(letter: str) -> float:
    if letter in _NARROW:
        return 0.23
    if letter in _SLIM or letter == "\u00a0":
        return 0.33
    if letter in _BROAD:
        return 0.88
    return 0.7 if letter.isupper() else 0.56

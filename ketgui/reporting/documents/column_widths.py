"""Widths of a table's columns on paper, estimated from the lengths of its texts."""

from __future__ import annotations

from math import ceil

from ketgui.reporting.paragraphs.typography import keep_together
from ketgui.reporting.tables.display_table import DisplayTable

# The size of a table's letters in every document.
TABLE_POINTS = 8.0
# The same in millimetres, and the padding of a cell with a little to spare.
_EM_MM, _CELL_MM = TABLE_POINTS * 25.4 / 72, 4.0
# Letters of Helvetica by their width; see `_get_width`.
_NARROW, _SLIM, _BROAD = frozenset("ijl'|"), frozenset("ftrI .,:;!()[]/-–"), frozenset("mwMW%—")
# Headers are bold, and a letter wider.
_BOLD = 1.1


def compute_column_widths(
    table: DisplayTable, available_mm: float, caption: str = ""
) -> tuple[float, ...]:
    """Return the columns' widths in millimetres for their longest cells, within `available_mm`.

    If they do not fit, headers wrap, then the widest columns, and if possible only between words.
    Where there is room, columns are wide enough for the headings above them, and the first one for
    the caption, which is as wide as the table.
    """
    widths = _fit_cells(table, available_mm)
    first = 0
    for group in table.groups:
        span = range(first, first + group.columns)
        missing = _measure_heading(group.title) - sum(widths[column] for column in span)
        _widen(widths, span, min(missing, available_mm - sum(widths)))
        first += group.columns
    _widen(widths, range(1), min(_measure_heading(caption), available_mm) - sum(widths))
    return tuple(widths)


def _widen(widths: list[float], span: range, by_mm: float) -> None:
    for column in span:
        widths[column] += max(0.0, by_mm) / len(span)


def _measure_heading(title: str) -> float:
    return _CELL_MM + _BOLD * _measure(title) if title else 0.0


def _fit_cells(table: DisplayTable, available_mm: float) -> list[float]:
    headers = [_BOLD * _measure(header) for header in table.headers]
    header_words = [_BOLD * _measure_longest_word(header) for header in table.headers]
    columns = tuple(zip(*table.rows, strict=True)) or ((),) * len(headers)
    cells = [max(map(_measure, column), default=0.0) for column in columns]
    words = [max(map(_measure_longest_word, column), default=0.0) for column in columns]
    whole, least = _pad(headers, cells), _pad(header_words, words)
    if sum(whole) <= available_mm:
        return whole
    # Headers wrap before cells do.
    wanted = _pad(header_words, cells)
    # The cap shrinks until the columns fit, so that only columns above it wrap.
    cap = max(wanted)
    while sum(_limit_widths(wanted, least, cap)) > available_mm and cap > _CELL_MM:
        cap -= 1
    widths = _limit_widths(wanted, least, cap)
    scale = min(1.0, available_mm / sum(widths))
    # What room is left goes to the columns in which something wraps.
    missing = [max(0.0, want - width) for want, width in zip(whole, widths, strict=True)]
    spare = max(0.0, available_mm - sum(widths)) / max(sum(missing), 1.0)
    return [w * scale + m * min(1.0, spare) for w, m in zip(widths, missing, strict=True)]


def _pad(headers: list[float], cells: list[float]) -> list[float]:
    return [_CELL_MM + max(pair) for pair in zip(headers, cells, strict=True)]


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
    return max(map(_measure, keep_together(text).split(" ")))


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

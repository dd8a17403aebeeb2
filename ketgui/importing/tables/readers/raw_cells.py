"""Cells as a library parsed them, made ready to leave the child process that it ran in.

What runs in the child loads neither numpy nor pandas: it has begun before they would be there.
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Sequence
from itertools import count
from typing import Any, NamedTuple

# Whole numbers up to here are written with all their digits, though a float holds only some:
# an id of 17 digits must not turn into 1e+16.
_LARGEST_PLAIN = 1e22
# Python takes the values of these types for equal where they are equal as numbers.
_EQUAL = frozenset((bool, int, float))


class RawColumn(NamedTuple):
    """A column: its distinct words, which of them were no text, and the word of each row."""

    words: list[str]
    typed: list[bool]
    codes: array[int]


def code_cells(cells: Sequence[Any]) -> RawColumn:
    """Code a column of values.

    Parameters
    ----------
    cells : sequence
        Text, numbers, dates or truth values, as the library made them.

    Returns
    -------
    RawColumn
        Plain lists and an array, which pass to another process cheaply.

    Examples
    --------
    >>> words, typed, codes = code_cells([True, 1.0, "1", 1.0])
    >>> words, typed, codes.tolist()
    (['TRUE', '1', '1'], [True, True, False], [0, 1, 2, 1])
    """
    # True, 1 and 1.0 are one key to Python, so where they meet the type is part of the key.
    is_mixed = len(_EQUAL & set(map(type, cells))) > 1
    keys: Sequence[Any] = list(zip(map(type, cells), cells, strict=True)) if is_mixed else cells
    # Each distinct key is numbered in the order in which the column first names it.
    places: dict[Any, int] = dict(zip(dict.fromkeys(keys), count(), strict=False))
    distinct = [cell for _type, cell in places] if is_mixed else list(places)
    typed = [not isinstance(cell, str) for cell in distinct]
    return RawColumn(
        list(map(format_cell, distinct)), typed, array("i", map(places.__getitem__, keys))
    )


def format_cell(cell: Any) -> str:
    """Return a cell's value as text: whole numbers without a point, dates in ISO order.

    Examples
    --------
    >>> format_cell(1001.0), format_cell(27.5), format_cell(dt.datetime(2024, 2, 1))
    ('1001', '27.5', '2024-02-01')
    """
    # Before numbers: True is an integer to Python. Spreadsheets write truth values in capitals.
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < _LARGEST_PLAIN else repr(cell)
    if isinstance(cell, dt.datetime):
        # A spreadsheet stores a date as midnight of its day; no clock time was meant.
        is_midnight = cell.time() == dt.time()
        return cell.date().isoformat() if is_midnight else cell.isoformat(" ", "minutes")
    return str(cell)

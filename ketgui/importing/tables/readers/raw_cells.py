"""Cells as a library parsed them, made ready to leave the child process that it ran in.

What runs in the child loads neither numpy nor pandas: it has begun before they would be there.
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Sequence
from itertools import count
from typing import Any, NamedTuple

# Whole numbers up to here are shown with all their digits, though a float holds only some.
_LONGEST = 1e22
_EQUAL = frozenset((bool, int, float))


class RawColumn(NamedTuple):
    """A column: its distinct words, which of them were no text, and the word of each row."""

    words: list[str]
    typed: list[bool]
    codes: array[int]


def coded(cells: Sequence[Any]) -> RawColumn:
    """Code a column of values.

    Examples
    --------
    >>> words, typed, codes = coded([True, 1.0, "1", 1.0])
    >>> words, typed, codes.tolist()
    (['TRUE', '1', '1'], [True, True, False], [0, 1, 2, 1])
    """
    # True, 1 and 1.0 are one key to Python, so where they meet the type is part of the key.
    apart = len(_EQUAL & set(map(type, cells))) > 1
    keys: Sequence[Any] = list(zip(map(type, cells), cells, strict=True)) if apart else cells
    places: dict[Any, int] = dict(zip(dict.fromkeys(keys), count(), strict=False))
    distinct = [cell for _type, cell in places] if apart else list(places)
    typed = [not isinstance(cell, str) for cell in distinct]
    return RawColumn(list(map(seen, distinct)), typed, array("i", map(places.__getitem__, keys)))


def seen(cell: Any) -> str:
    """Return a cell's value as text: whole numbers without a point, dates in ISO order.

    Examples
    --------
    >>> seen(1001.0), seen(27.5), seen(dt.datetime(2024, 2, 1))
    ('1001', '27.5', '2024-02-01')
    """
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < _LONGEST else repr(cell)
    if isinstance(cell, dt.datetime):
        midnight = cell.time() == dt.time()
        return cell.date().isoformat() if midnight else cell.isoformat(" ", "minutes")
    return str(cell)

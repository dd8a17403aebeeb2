"""Delimited text cut into coded columns, a whole column at a time.

Cells are compared as eight-byte numbers read straight from the file's bytes, so that a million
rows cost a few passes over the bytes and a text object for each distinct cell alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ketgui.importing.tables.text_table import CodedText

_NEWLINE, _RETURN, _QUOTE, _SPACE = 10, 13, 34, 32
_LANE = 8
# Cells longer than this are few, and are compared as text.
_MOST_LANES = 8
# Files are bounded well below what four bytes can count.
_SMALLEST = np.int32
_BLOCK = 1 << 20
# Rows worked on at a time: what a step needs besides its result stays in the processor's cache.
_ROWS = 1 << 15
_SAMPLE = 1000

Places = NDArray[np.signedinteger[Any]]
Bytes = NDArray[np.uint8]


class OpenQuoteError(Exception):
    """A quotation mark that is never closed; `row` is where it opens, counted from 1."""

    def __init__(self, row: int) -> None:
        super().__init__("open quote")
        self.row = row


@dataclass(frozen=True, eq=False)
class Tokens:
    """Where the cells of a text begin and end.

    Attributes
    ----------
    data : bytes
        The text in UTF-8, its line ends all newlines, with padding at its end.
    ends : ndarray of int, shape (cells,)
        The separator after each cell.
    first : ndarray of int, shape (rows,)
        Each row's first cell.
    widths : ndarray of int, shape (rows,)
        How many cells each row has.
    """

    data: bytes
    ends: Places
    first: Places
    widths: Places

    def longest(self) -> int:
        """Return the bytes of the longest cell, its separator counted."""
        ahead = (self.ends[1:] - self.ends[:-1]).max(initial=0)
        return max(int(ahead), int(self.ends[0]) if len(self.ends) else 0)


def tokenise(text: bytes, delimiter: bytes) -> Tokens:
    """Find the cells of UTF-8 text.

    Raises
    ------
    OpenQuoteError
        If a quotation mark is not closed.
    """
    body = _newlines(text)
    data, size = body + bytes(_LANE * 2), len(body)
    del text, body
    buffer = np.frombuffer(data, np.uint8, size)
    quoted = _quoted(buffer, data, delimiter) if b'"' in data else None
    mark = ord(delimiter) if delimiter else _NEWLINE
    ends = _places(buffer, mark, quoted)
    is_end_of_row = buffer[ends] == _NEWLINE
    last = np.flatnonzero(is_end_of_row).astype(_SMALLEST)
    first = np.concatenate((last[:0], [_SMALLEST(0)], last[:-1] + 1))[: len(last)]
    return Tokens(data, ends, first, last - first + 1)


def _newlines(text: bytes) -> bytes:
    if b"\r" in text:
        text = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return text if text.endswith(b"\n") else text + b"\n"


def _places(buffer: Bytes, mark: int, quoted: NDArray[np.bool_] | None) -> Places:
    found: list[Any] = []
    for start in range(0, len(buffer), _BLOCK):
        block = buffer[start : start + _BLOCK]
        hits = (block == mark) | (block == _NEWLINE)
        if quoted is not None:
            hits &= ~quoted[start : start + _BLOCK]
        found.append((np.flatnonzero(hits) + start).astype(_SMALLEST, copy=False))
    return np.concatenate(found)


def _quoted(buffer: Bytes, data: bytes, delimiter: bytes) -> NDArray[np.bool_]:
    """Return which bytes stand between quotation marks."""
    marks = buffer == _QUOTE
    inside = (np.cumsum(marks, dtype=np.uint8) & 1).astype(np.bool_)
    if not inside[-1] and _well_formed(buffer, marks, inside, delimiter):
        return inside
    return _quoted_one_by_one(buffer, data, delimiter)


def _well_formed(
    buffer: Bytes, marks: NDArray[np.bool_], inside: NDArray[np.bool_], delimiter: bytes
) -> bool:
    edges = np.zeros(256, np.bool_)
    edges[[_NEWLINE, _QUOTE, *delimiter]] = True
    opening = np.flatnonzero(marks & inside)
    closing = np.flatnonzero(marks & ~inside)
    before = buffer[opening[opening > 0] - 1]
    return bool(edges[before].all() and edges[buffer[closing + 1]].all())


def _quoted_one_by_one(buffer: Bytes, data: bytes, delimiter: bytes) -> NDArray[np.bool_]:
    """Follow the marks in order: one inside an unquoted cell is a letter like any other."""
    quoted = np.zeros(len(buffer), np.bool_)
    edges = b"\n" + delimiter
    opened = -1
    place = data.find(b'"')
    while place >= 0:
        step = 1
        if opened < 0:
            opened = place if place == 0 or data[place - 1] in edges else -1
        elif data[place + 1] == _QUOTE:
            step = 2
        else:
            quoted[opened:place] = True
            opened = -1
        place = data.find(b'"', place + step)
    if opened >= 0:
        raise OpenQuoteError(_row_of(buffer, quoted, opened))
    return quoted


def _row_of(buffer: Bytes, quoted: NDArray[np.bool_], place: int) -> int:
    return int(((buffer[:place] == _NEWLINE) & ~quoted[:place]).sum()) + 1


def column(tokens: Tokens, place: int) -> CodedText:
    """Return one column of a text; rows that are too short have empty cells in it."""
    rows = len(tokens.widths)
    starts, lengths = np.empty(rows, _SMALLEST), np.empty(rows, _SMALLEST)
    for block in _blocks(rows):
        has = tokens.widths[block] > place
        cell = np.where(has, tokens.first[block] + place, 0)
        ends = tokens.ends[cell]
        begins = np.where(cell > 0, tokens.ends[cell - 1] + 1, 0)
        starts[block] = np.where(has, begins, ends)
        lengths[block] = ends - starts[block]
    codes, words = _coded(tokens.data, starts, lengths)
    return CodedText(words, codes.astype(np.int32, copy=False), np.zeros(len(words), np.bool_))


def _blocks(rows: int) -> Iterator[slice]:
    return (slice(start, start + _ROWS) for start in range(0, rows, _ROWS))


def _coded(data: bytes, starts: Places, lengths: Places) -> tuple[Any, Any]:
    lanes = max(1, -(-int(lengths.max(initial=0)) // _LANE))
    if lanes > _MOST_LANES:
        return _coded_as_text(data, starts, lengths)
    keys = np.ndarray((len(data) - _LANE + 1,), "<u8", data, strides=(1,))
    codes, distinct = _factorized(_lane(keys, starts, lengths, 0))
    if lanes == 1:
        return codes, _texts(distinct[:, np.newaxis], lanes)
    for lane in range(1, lanes):
        more, others = _factorized(_lane(keys, starts, lengths, lane))
        codes, distinct = _factorized(codes.astype(np.int64) * len(others) + more)
    found = np.empty(len(distinct), np.int64)
    found[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    first, size = starts[found], lengths[found]
    packed = np.stack([_lane(keys, first, size, lane) for lane in range(lanes)], axis=1)
    return codes, _texts(packed, lanes)


def _factorized(keys: NDArray[np.uint64] | NDArray[np.int64]) -> tuple[Any, Any]:
    """Return a number for each key, equal for equal keys, and the keys so numbered."""
    if _all_distinct(keys):
        return np.arange(len(keys), dtype=_SMALLEST), keys
    return pd.factorize(keys)


def _all_distinct(keys: NDArray[np.uint64] | NDArray[np.int64]) -> bool:
    """Tell whether no key is there twice: sorting says so in less room than a table of keys."""
    if len(np.unique(keys[:_SAMPLE])) < min(len(keys), _SAMPLE):
        return False
    ordered = np.sort(keys)
    return not (ordered[1:] == ordered[:-1]).any()


def _lane(keys: NDArray[np.uint64], starts: Places, lengths: Places, lane: int) -> Any:
    """Return eight bytes of each cell as a number, those beyond its end being zero."""
    found = np.empty(len(starts), np.uint64)
    for block in _blocks(len(starts)):
        left = np.clip(lengths[block] - lane * _LANE, 0, _LANE)
        at = np.where(left > 0, starts[block] + lane * _LANE, 0)
        found[block] = keys[at] & _KEPT[left]
    return found


_KEPT = np.array([(1 << (8 * n)) - 1 for n in range(_LANE)] + [2**64 - 1], np.uint64)


def _texts(packed: NDArray[np.uint64], lanes: int) -> Any:
    """Return distinct cells as text, their own quotation marks taken off."""
    raw = packed.view(f"S{lanes * _LANE}").ravel()
    try:
        words = np.empty(len(raw), np.object_)
        for block in _blocks(len(raw)):
            words[block] = raw[block].astype(f"U{lanes * _LANE}")
    except UnicodeDecodeError:
        words = np.fromiter((cell.decode("utf-8") for cell in raw), np.object_)
    if (packed[:, 0] & np.uint64(0xFF) == _QUOTE).any():
        words = np.fromiter((_unquoted(word) for word in words), np.object_)
    return words


def _unquoted(word: str) -> str:
    if len(word) > 1 and word[0] == word[-1] == '"':
        return word[1:-1].replace('""', '"')
    return word


def _coded_as_text(data: bytes, starts: Places, lengths: Places) -> tuple[Places, Any]:
    spans = zip(starts.tolist(), (starts + lengths).tolist(), strict=True)
    cells = np.fromiter((data[start:end] for start, end in spans), np.object_)
    codes, distinct = pd.factorize(cells)
    return codes, np.fromiter((_unquoted(cell.decode("utf-8")) for cell in distinct), np.object_)

"""Delimited text cut into coded columns, a whole column at a time.

Cells are compared as eight-byte numbers read straight from the file's bytes, so that a million
rows cost a few passes over the bytes and a text object for each distinct cell alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ketgui.importing.tables.text_table import CodedText

_NEWLINE, _QUOTE = ord("\n"), ord('"')
# A lane is a stretch of a cell that is compared at once: the bytes of one 64-bit number.
_LANE = 8
# Cells of more lanes than this are few, and are compared as text.
_MOST_LANES = 8
# A file has at most a gigabyte, so four bytes count its bytes in half the room of eight.
_INDEX = np.int32
# Bytes searched at a time: the masks of a whole file would take several times its room.
_BLOCK = 1 << 20
# Rows worked on at a time: what a step needs besides its result stays in the processor's cache.
_ROWS = 1 << 15
# Keys looked at first, to see without sorting all of them that some are there twice.
_SAMPLE = 1000
# Rows from which a table of all numbers of two bytes is quicker than hashing.
_MANY = 1 << 13
# Longer cells among them that are coded one by one, and the numbers that these have.
_FEW, _LONG = 256, 0xFF00

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

    Only the ends are stored: a cell begins one byte after the separator before it.

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

    @cached_property
    def width(self) -> int:
        """How many cells each row has; 0 where rows differ."""
        widest = int(self.widths.max(initial=0))
        return widest if int(self.widths.min(initial=widest)) == widest else 0

    def measure_longest(self) -> int:
        """Return the bytes of the longest cell, its separator counted."""
        longest = (self.ends[1:] - self.ends[:-1]).max(initial=0)
        # No separator stands before the first cell, so no difference measures it.
        return max(int(longest), int(self.ends[0]) if len(self.ends) else 0)


def tokenise(text: bytes, delimiter: bytes) -> Tokens:
    r"""Find the cells of UTF-8 text.

    Parameters
    ----------
    text : bytes
        The text, without zero bytes: they would end a cell early where cells are compared.
    delimiter : bytes
        The one ASCII byte between cells; empty where each line is one cell.

    Returns
    -------
    Tokens
        The cells of all rows; a blank line is a row of one empty cell.

    Raises
    ------
    OpenQuoteError
        If a quotation mark is not closed.

    Examples
    --------
    >>> tokens = tokenise(b'id;note\n1;"a;b"', b";")
    >>> tokens.widths.tolist(), code_column(tokens, 1).texts().tolist()
    ([2, 2], ['note', 'a;b'])
    """
    body = _unify_line_ends(text)
    # The padding lets the last cells be read by whole lanes without running off the end.
    data, size = body + bytes(_LANE * 2), len(body)
    # A file may have a gigabyte: it is not held longer than it is needed.
    del text, body
    buffer = np.frombuffer(data, np.uint8, size)
    # Most files hold no quotation mark, and need no mask of what stands between them.
    quoted = _mark_quoted(buffer, data, delimiter) if b'"' in data else None
    mark = ord(delimiter) if delimiter else _NEWLINE
    ends = _find_separators(buffer, mark, quoted)
    # The cell that ends in a newline is the last of its row; the next one begins a row.
    is_end_of_row = buffer[ends] == _NEWLINE
    last = np.flatnonzero(is_end_of_row).astype(_INDEX)
    first = np.concatenate(([_INDEX(0)], last[:-1] + 1))
    return Tokens(data, ends, first, last - first + 1)


def _unify_line_ends(text: bytes) -> bytes:
    """End every line, the last one too, in a newline: Windows and old Macs write others."""
    if b"\r" in text:
        text = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return text if text.endswith(b"\n") else text + b"\n"


def _find_separators(buffer: Bytes, mark: int, quoted: NDArray[np.bool_] | None) -> Places:
    """Return where cells end: every delimiter and newline that no quotation marks enclose."""
    separators: list[Any] = []
    for start in range(0, len(buffer), _BLOCK):
        block = buffer[start : start + _BLOCK]
        is_separator = (block == mark) | (block == _NEWLINE)
        if quoted is not None:
            is_separator &= ~quoted[start : start + _BLOCK]
        separators.append((np.flatnonzero(is_separator) + start).astype(_INDEX, copy=False))
    return np.concatenate(separators)


def _mark_quoted(buffer: Bytes, data: bytes, delimiter: bytes) -> NDArray[np.bool_]:
    """Return which bytes stand between quotation marks."""
    marks = buffer == _QUOTE
    # An odd number of marks up to a byte means that it is inside a pair of them. A doubled mark
    # leaves and enters at once. The count overflows at 256, which does not change its last bit.
    inside = (np.cumsum(marks, dtype=np.uint8) & 1).astype(np.bool_)
    if not inside[-1] and _is_well_formed(buffer, marks, inside, delimiter):
        return inside
    return _follow_quotes(buffer, data, delimiter)


def _is_well_formed(
    buffer: Bytes, marks: NDArray[np.bool_], inside: NDArray[np.bool_], delimiter: bytes
) -> bool:
    """Tell whether all quotation marks enclose whole cells, so that counting them is enough.

    A mark inside a cell, as in 5'9", would turn the count for the rest of the file.
    """
    # A table by byte: whether a quotation mark may stand next to it on the outer side.
    edges = np.zeros(256, np.bool_)
    edges[[_NEWLINE, _QUOTE, *delimiter]] = True
    opening = np.flatnonzero(marks & inside)
    closing = np.flatnonzero(marks & ~inside)
    # The first byte of the file has none before it; after the last one comes a newline.
    before = buffer[opening[opening > 0] - 1]
    return bool(edges[before].all() and edges[buffer[closing + 1]].all())


def _follow_quotes(buffer: Bytes, data: bytes, delimiter: bytes) -> NDArray[np.bool_]:
    """Follow the marks in order: one inside an unquoted cell is a letter like any other."""
    quoted = np.zeros(len(buffer), np.bool_)
    edges = b"\n" + delimiter
    opened = -1
    position = data.find(b'"')
    while position >= 0:
        step = 1
        if opened < 0:
            # Only a mark at the beginning of a cell opens a quotation.
            opened = position if position == 0 or data[position - 1] in edges else -1
        elif data[position + 1] == _QUOTE:
            # Two marks inside a quotation stand for one that belongs to the text.
            step = 2
        else:
            quoted[opened:position] = True
            opened = -1
        position = data.find(b'"', position + step)
    if opened >= 0:
        raise OpenQuoteError(_count_row(buffer, quoted, opened))
    return quoted


def _count_row(buffer: Bytes, quoted: NDArray[np.bool_], position: int) -> int:
    """Return the row of a byte, from 1; a line break inside quotation marks begins no row."""
    return int(((buffer[:position] == _NEWLINE) & ~quoted[:position]).sum()) + 1


def code_column(tokens: Tokens, column: int) -> CodedText:
    """Return one column of a text; rows that are too short have empty cells in it.

    Parameters
    ----------
    tokens : Tokens
        The cells of the text.
    column : int
        The column, counted from 0.

    Returns
    -------
    CodedText
        Each distinct cell once, without the quotation marks around it, and the rows' codes.
    """
    codes, words = _code_cells(tokens.data, *_find_cells(tokens, column))
    return CodedText(words, codes.astype(np.int32, copy=False), np.zeros(len(words), np.bool_))


def _find_cells(tokens: Tokens, column: int) -> tuple[Places, Places]:
    """Return where each row's cell of a column begins, and its length."""
    ends, width = tokens.ends, tokens.width
    if width > column:
        # Where all rows are as wide, as in most files, a column is every so many cells.
        before = ends[column - 1 :: width] if column else np.roll(ends[width - 1 :: width], 1)
        begins = before[: len(tokens.widths)] + 1
        if not column:
            begins[0] = 0
        return begins, ends[column::width] - begins
    rows = len(tokens.widths)
    starts, lengths = np.empty(rows, _INDEX), np.empty(rows, _INDEX)
    for block in _split_rows(rows):
        has_cell = tokens.widths[block] > column
        # A row without the cell looks at cell 0 instead, so that no index leaves the text.
        cell = np.where(has_cell, tokens.first[block] + column, 0)
        cell_ends = ends[cell]
        begins = np.where(cell > 0, ends[cell - 1] + 1, 0)
        # A missing cell begins where it ends: its length is 0.
        starts[block] = np.where(has_cell, begins, cell_ends)
        lengths[block] = cell_ends - starts[block]
    return starts, lengths


def _split_rows(rows: int) -> Iterator[slice]:
    return (slice(start, start + _ROWS) for start in range(0, rows, _ROWS))


def _code_cells(data: bytes, starts: Places, lengths: Places) -> tuple[Any, Any]:
    """Return the code of each cell, and the distinct cells as text, in the order of codes."""
    longest = int(lengths.max(initial=0))
    if len(starts) >= _MANY:
        others = np.flatnonzero(lengths > 2)
        if len(others) <= _FEW:
            return _code_short_cells(data, starts, lengths, others)
    # The longest cell decides how many lanes are compared: its length, rounded up.
    lanes = max(1, -(-longest // _LANE))
    if lanes > _MOST_LANES:
        return _code_long_cells(data, starts, lengths)
    # Every byte of the text begins one of these overlapping numbers; nothing is copied. The
    # first byte is the lowest one, whatever the machine, which the masks of a lane rely on.
    keys = np.ndarray((len(data) - _LANE + 1,), "<u8", data, strides=(1,))
    codes, distinct = _factorize(_read_lane(keys, starts, lengths, 0))
    if lanes == 1:
        return codes, _decode_cells(distinct[:, np.newaxis], lanes)
    # Cells are equal where every lane is. Each further lane is joined with what the lanes before
    # it have in common: one number for a pair of codes, far from the limit of 64 bits.
    for lane in range(1, lanes):
        more, others = _factorize(_read_lane(keys, starts, lengths, lane))
        codes, distinct = _factorize(codes.astype(np.int64) * len(others) + more)
    # The joined numbers no longer hold the bytes, so one row of each code is looked up: written
    # backwards, the first row of a code is the one that stays.
    rows = np.empty(len(distinct), np.int64)
    rows[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    first, size = starts[rows], lengths[rows]
    packed = np.stack([_read_lane(keys, first, size, lane) for lane in range(lanes)], axis=1)
    return codes, _decode_cells(packed, lanes)


def _code_short_cells(
    data: bytes, starts: Places, lengths: Places, others: Places
) -> tuple[Any, Any]:
    """Return what ``_code_cells`` does where all but a few cells have two bytes at most.

    Two bytes are the index of a table. `others` are the rows of longer cells, such as the header.
    """
    pairs = np.ndarray((len(data) - 1,), "<u2", data, strides=(1,))
    numbers = pairs[starts] & _PAIR_MASKS[np.minimum(lengths, 2)]
    codes, words = _code_long_cells(data, starts[others], lengths[others])
    # A byte of all ones is in no text in UTF-8.
    numbers[others] = _LONG + codes
    # The first row of each number: written backwards, it is the one that stays.
    first = np.full(1 << 16, -1, _INDEX)
    first[numbers[::-1]] = np.arange(len(numbers) - 1, -1, -1, dtype=_INDEX)
    present = np.flatnonzero(first >= 0)
    distinct = present[np.argsort(first[present])]
    ranks = np.empty(1 << 16, np.int32)
    ranks[distinct] = np.arange(len(distinct))
    every_word = _decode_cells(
        np.where(distinct < _LONG, distinct, 0).astype(np.uint64)[:, None], 1
    )
    every_word[distinct >= _LONG] = words
    return ranks[numbers], every_word


def _factorize(keys: NDArray[np.uint64] | NDArray[np.int64]) -> tuple[Any, Any]:
    """Return a number for each key, equal for equal keys, and the keys so numbered."""
    if _are_distinct(keys):
        return np.arange(len(keys), dtype=_INDEX), keys
    return pd.factorize(keys)


def _are_distinct(keys: NDArray[np.uint64] | NDArray[np.int64]) -> bool:
    """Tell whether no key is there twice: sorting says so in less room than a table of keys.

    Ids and dates of visits are such columns, and a table of a million keys is a large one.
    """
    if len(np.unique(keys[:_SAMPLE])) < min(len(keys), _SAMPLE):
        return False
    ordered = np.sort(keys)
    return not (ordered[1:] == ordered[:-1]).any()


def _read_lane(keys: NDArray[np.uint64], starts: Places, lengths: Places, lane: int) -> Any:
    """Return eight bytes of each cell as a number, those beyond its end being zero."""
    numbers = np.empty(len(starts), np.uint64)
    for block in _split_rows(len(starts)):
        left = np.clip(lengths[block] - lane * _LANE, 0, _LANE)
        # A cell that is shorter than this lane looks at byte 0, and its mask keeps none of it.
        at = np.where(left > 0, starts[block] + lane * _LANE, 0)
        numbers[block] = keys[at] & _LANE_MASKS[left]
    return numbers


# By the number of bytes that a cell has left: the mask that keeps these and clears the others.
_PAIR_MASKS = np.array([0, 0xFF, 0xFFFF], np.uint16)
_LANE_MASKS = np.array([(1 << (8 * n)) - 1 for n in range(_LANE)] + [2**64 - 1], np.uint64)


def _decode_cells(packed: NDArray[np.uint64], lanes: int) -> Any:
    """Return distinct cells as text, their own quotation marks taken off."""
    # numpy drops the zero bytes at the end of such a string: what is left is the cell.
    raw = packed.view(f"S{lanes * _LANE}").ravel()
    try:
        # numpy converts ASCII alone, but many cells at once; its text takes four bytes a letter,
        # so that it is made by blocks.
        words = np.empty(len(raw), np.object_)
        for block in _split_rows(len(raw)):
            words[block] = raw[block].astype(f"U{lanes * _LANE}")
    except UnicodeDecodeError:
        words = np.fromiter((cell.decode("utf-8") for cell in raw), np.object_)
    # The lowest byte of the first lane is the cell's first letter.
    if (packed[:, 0] & np.uint64(0xFF) == _QUOTE).any():
        words = np.fromiter((_unquote(word) for word in words), np.object_)
    return words


def _unquote(word: str) -> str:
    if len(word) > 1 and word[0] == word[-1] == '"':
        return word[1:-1].replace('""', '"')
    return word


def _code_long_cells(data: bytes, starts: Places, lengths: Places) -> tuple[Places, Any]:
    """Return what ``_code_cells`` does by comparing the bytes of each cell, one after the other."""
    spans = zip(starts.tolist(), (starts + lengths).tolist(), strict=True)
    cells = np.fromiter((data[start:end] for start, end in spans), np.object_)
    codes, distinct = pd.factorize(cells)
    return codes, np.fromiter((_unquote(cell.decode("utf-8")) for cell in distinct), np.object_)

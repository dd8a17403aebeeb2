"""Raw text in columns: what every reader returns, before any of it has a meaning.

Nothing is converted here, since a conversion that guesses wrong cannot be seen afterwards: pandas
would make 7 of the id 007, and a missing value of the word "NA".
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ketgui.text import _

Words = NDArray[np.object_]
Mask = NDArray[np.bool_]
Codes = NDArray[np.int32]


def get_letter(position: int) -> str:
    """Return the spreadsheet's name of a column counted from 0: A, B, … Z, AA.

    Examples
    --------
    >>> get_letter(0), get_letter(27)
    ('A', 'AB')
    """
    name = ""
    # The letters are digits from 1 to 26, without a zero, so that each step takes one off.
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def add_letter(header: str, where: str) -> str:
    """Return a header with its column's letter, where another column is called the same."""
    return _("{header} (column {letter})", header=header, letter=where)


@dataclass(frozen=True, eq=False)
class CodedText:
    """A column of text, each distinct word held once.

    A column of a million rows has few distinct words as a rule, and what is done to a word is
    done once for all its rows.

    Attributes
    ----------
    words : ndarray of str, shape (k,)
        The distinct cell texts, exactly as a person sees them.
    codes : ndarray of int, shape (n,)
        Which word each row holds.
    typed : ndarray of bool, shape (k,)
        Whether the file itself says that the word is a number, a date or a truth value, so
        that no decimal mark and no date order needs to be found out.
    distinct : bool
        Whether no word is held twice; a correction may write one that is there already.
    """

    words: Words
    codes: Codes
    typed: Mask
    distinct: bool = True

    @classmethod
    def of(cls, cells: Sequence[str]) -> CodedText:
        """Code a list of cells, none of them typed.

        Examples
        --------
        >>> column = CodedText.of(["yes", "no", "yes"])
        >>> column.words.tolist(), column.codes.tolist()
        (['yes', 'no'], [0, 1, 0])
        """
        codes, words = pd.factorize(_make_objects(cells))
        return cls(_make_objects(words), codes.astype(np.int32), np.zeros(len(words), np.bool_))

    @classmethod
    def of_raw(cls, words: list[str], typed: list[bool], codes: array[int]) -> CodedText:
        """Take over what a reader coded itself."""
        # numpy refuses to look at an empty buffer.
        numbers = np.frombuffer(codes, np.int32) if codes else np.empty(0, np.int32)
        return cls(_make_objects(words), numbers, np.array(typed, np.bool_))

    def __len__(self) -> int:
        return len(self.codes)

    def at(self, row: int) -> str:
        """Return one cell."""
        return str(self.words[self.codes[row]])

    def texts(self) -> Words:
        """Return every cell."""
        return self.words[self.codes]

    def each(self, function: Callable[[str], Any]) -> Words:
        """Return `function` of every distinct word, shape (k,).

        Indexed by `codes`, the result has one value for each row.
        """
        return _make_objects([function(word) for word in self.words])

    def rows_with(self, chosen: Mask) -> Mask:
        """Return which rows hold one of the chosen words."""
        # All or none of the words: no row needs to be looked up.
        if chosen.all() or not chosen.any():
            return np.full(len(self), bool(len(chosen)) and bool(chosen[0]))
        return chosen[self.codes]

    @cached_property
    def is_tidy(self) -> bool:
        """Whether no word has a space, a sign that cannot be seen, or a letter beyond ASCII."""
        # One look at all the words together is much faster than one at each.
        whole = "".join(self.words)
        return whole.isascii() and whole.isprintable() and " " not in whole

    @cached_property
    def used(self) -> Mask:
        """Which words occur in a row, shape (k,)."""
        return np.bincount(self.codes, minlength=len(self.words)) > 0

    def some_words(self, most: int) -> Words:
        """Return up to `most` of the distinct words that occur in a row."""
        # The first rows have enough of them as a rule; the whole column is not counted for that.
        head = self.words[np.unique(self.codes[: most * 10])]
        return head[:most] if len(head) >= min(most, 10) else self.words[self.used][:most]

    def take(self, rows: NDArray[np.intp] | Mask) -> CodedText:
        """Return some of the rows."""
        return replace(self, codes=self.codes[rows])

    def with_cell(self, row: int, word: str) -> CodedText:
        """Return the column with another word in one row."""
        # The word gets a code of its own, though it may be there already: to look for it would
        # cost more than it saves. `distinct` tells those who count words.
        codes = self.codes.copy()
        codes[row] = len(self.words)
        return CodedText(
            _make_objects([*self.words, word]), codes, np.append(self.typed, np.bool_(False)), False
        )


def _make_objects(values: Iterable[Any]) -> Words:
    # Not `np.array`, which would make fixed-width text of strings and two dimensions of lists.
    return np.fromiter(values, dtype=np.object_)


@dataclass(frozen=True, eq=False)
class Grid:
    """One sheet as it stands in the file, its header not yet found.

    Attributes
    ----------
    file, sheet : str
        Names, without folders; `sheet` is empty where the format has none.
    columns : tuple of CodedText
        As many as the widest row has cells; short rows are filled with empty text.
    rows : ndarray of int, shape (n,)
        The number that a spreadsheet or text editor gives each row, from 1.
    headers : tuple of str or None
        The names, where the format itself keeps them apart from the cells.
    widths : ndarray of int or None, shape (n,)
        Cells that each row had in a delimited file.
    labels : dict
        By header, the file's own wording of a column and of its codes.
    merged : tuple of (int, int, int)
        Cells merged across columns: the row's number, the first column and the last, from 0.
    """

    file: str
    sheet: str
    columns: tuple[CodedText, ...]
    rows: NDArray[np.int64]
    headers: tuple[str, ...] | None = None
    widths: NDArray[np.int64] | None = None
    labels: dict[str, Labels] = field(default_factory=dict[str, "Labels"])
    merged: tuple[tuple[int, int, int], ...] = ()

    def row(self, index: int) -> list[str]:
        """Return the cells of one row."""
        return [column.at(index) for column in self.columns]


@dataclass(frozen=True)
class Labels:
    """What a file says of a column: its title, and what its codes stand for."""

    title: str = ""
    codes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, eq=False)
class TextTable:
    """A sheet whose header is known: named columns of raw text.

    Attributes
    ----------
    file, sheet : str
        Where it was read.
    headers : tuple of str
        The columns' names as written; a nameless column is called by its letter.
    letters : tuple of str
        The columns' spreadsheet letters.
    columns : tuple of CodedText
        The cells.
    rows : ndarray of int, shape (n,)
        The row number of each data row in the file.
    labels : dict
        By header, the file's own wording of a column and of its codes.
    """

    file: str
    sheet: str
    headers: tuple[str, ...]
    letters: tuple[str, ...]
    columns: tuple[CodedText, ...]
    rows: NDArray[np.int64]
    labels: dict[str, Labels] = field(default_factory=dict[str, Labels])

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def own_headers(self) -> tuple[str, ...]:
        """The headers as in the file, without the letters that distinguish two of one name."""
        return tuple(
            header.removesuffix(add_letter("", letter))
            for header, letter in zip(self.headers, self.letters, strict=True)
        )

    def at(self, row: int, column: str) -> str | None:
        """Return the cell in the file's `row` and the column of this letter, None if outside."""
        # The file's row numbers have gaps where blank rows and titles were left out.
        places = np.flatnonzero(self.rows == row)
        if column not in self.letters or not len(places):
            return None
        return self.columns[self.letters.index(column)].at(int(places[0]))

    def take(self, rows: NDArray[np.intp] | Mask) -> TextTable:
        """Return some of the rows."""
        return replace(
            self,
            columns=tuple(column.take(rows) for column in self.columns),
            rows=self.rows[rows],
        )

    def with_cell(self, row: int, column: str, word: str) -> TextTable:
        """Return the table with another word in one cell, given by file row and letter."""
        column_index = self.letters.index(column)
        index = int(np.flatnonzero(self.rows == row)[0])
        columns = list(self.columns)
        columns[column_index] = columns[column_index].with_cell(index, word)
        return replace(self, columns=tuple(columns))

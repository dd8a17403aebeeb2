"""Rows of the cohort's tables as they were read, each still knowing where it came from.

Columns are arrays, not data frames, and patients are numbers: checks then compare a million rows
in one step, and only an issue that is shown looks a file's row or an id up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ketgui.domain.fields import TableName
from ketgui.importing.mapping.mapping import ColumnMapping, Mapping, TableMapping
from ketgui.importing.rows.reading import Values
from ketgui.importing.rows.summary_rows import SummaryRow
from ketgui.importing.tables.text_table import CodedText, Mask, TextTable, Words
from ketgui.importing.vocabulary.words import tidy_words

Rows = NDArray[np.intp]
T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Piece:
    """Rows of one cohort table, read from one source table.

    Attributes
    ----------
    table : TableName
        The cohort's table.
    source : TextTable
        Where the rows were read.
    mapping : TableMapping
        How they were read.
    index : ndarray of int, shape (n,)
        Which row of `source` each row is.
    patient : ndarray of int, shape (n,)
        Which of the draft's `ids` each row is of; -1 where the row names none.
    values : dict
        By field, its values, shape (n,).
    unread : dict
        By field, the rows whose cell could not be read.
    columns : dict
        By field, the column it was read from; a field that the header states has none.
    """

    table: TableName
    source: TextTable
    mapping: TableMapping
    index: Rows
    patient: Rows
    values: dict[str, Values] = field(default_factory=dict[str, Values])
    unread: dict[str, Mask] = field(default_factory=dict[str, Mask])
    columns: dict[str, ColumnMapping] = field(default_factory=dict[str, ColumnMapping])

    def __len__(self) -> int:
        return len(self.index)

    @property
    def rows(self) -> NDArray[np.int64]:
        """The rows' numbers in the file."""
        return self.source.rows[self.index]

    def take(self, rows: Mask) -> Piece:
        """Return some of the rows."""
        # Most calls leave no row out, and need no copy of every column.
        if rows.all():
            return self
        return Piece(
            self.table,
            self.source,
            self.mapping,
            self.index[rows],
            self.patient[rows],
            {key: values[rows] for key, values in self.values.items()},
            {key: marks[rows] for key, marks in self.unread.items()},
            self.columns,
        )


@dataclass(frozen=True, eq=False)
class Draft:
    """Everything read and nothing yet judged.

    Attributes
    ----------
    tables : tuple of TextTable
        The source tables that are used.
    mapping : Mapping
        How they were read.
    pieces : tuple of Piece
        Their rows.
    ids : ndarray of str, shape (patients,)
        Every patient's id, tidied, in the order in which the files name them.
    recorded : frozenset of TableName
        The cohort's tables that the files held, empty ones too.
    summaries : tuple of SummaryRow
        The totals, means and notes that were left out.
    """

    tables: tuple[TextTable, ...]
    mapping: Mapping
    pieces: tuple[Piece, ...]
    ids: Words
    recorded: frozenset[TableName]
    summaries: tuple[SummaryRow, ...] = ()

    def get_id(self, piece: Piece, row: int) -> str:
        """Return the patient's id in one row of a piece, empty if the row names none."""
        code = int(piece.patient[row])
        return str(self.ids[code]) if code >= 0 else ""

    def each_patient(self, value: Any) -> Values:
        """Return an array with `value` for every patient, and a last place for no patient.

        Indexed by a piece's `patient`, the -1 of a row without a patient means that last place.
        """
        return np.full(len(self.ids) + 1, value)

    def of(self, table: TableName) -> list[Piece]:
        """Return the pieces of one cohort table."""
        return [piece for piece in self.pieces if piece.table == table]


def remember(compute: Callable[[Piece], T]) -> Callable[[Piece], T]:
    """Return a function that computes what it says of a piece once: many checks ask for it."""
    known: WeakKeyDictionary[Piece, T] = WeakKeyDictionary()

    @wraps(compute)
    def find(piece: Piece) -> T:
        if piece not in known:
            known[piece] = compute(piece)
        return known[piece]

    return find


@remember
def _get_known_codes(_piece: Piece) -> dict[str, tuple[Rows, Words]]:
    """Return by field what ``code_words`` found, to be filled by it."""
    return {}


def code_words(piece: Piece, key: str) -> tuple[Rows, Words]:
    """Return the distinct words of a field of text, and of each row which it has; -1 for none.

    A million words are compared once, and their numbers as often as it is asked.
    """
    known = _get_known_codes(piece)
    if key not in known:
        values = piece.values[key]
        # What the header states for all rows is looked at once.
        is_stated = len(values) > 0 and values.strides == (0,)
        codes, words = pd.factorize(values[:1] if is_stated else values)
        known[key] = (np.broadcast_to(codes, len(values)) if is_stated else codes), words
    return known[key]


def find_word(piece: Piece, key: str, word: str) -> Mask:
    """Return which rows have a word in a field of text; none where there is no such field."""
    if key not in piece.values:
        return np.zeros(len(piece), np.bool_)
    codes, words = code_words(piece, key)
    at = np.flatnonzero(words == word)
    return codes == at[0] if len(at) else np.zeros(len(piece), np.bool_)


def find_filled(piece: Piece, key: str) -> Mask:
    """Return which rows have a value in a field; none where there is no such field."""
    values = piece.values.get(key)
    if values is None:
        return np.zeros(len(piece), np.bool_)
    if values.dtype == np.object_:
        return code_words(piece, key)[0] >= 0
    return ~pd.isna(values)


def is_equal(values: Values, word: str) -> Mask:
    """Return which values are a word; what the header states for all rows is looked at once."""
    # Strides of 0 are those of one value repeated without a copy (``np.broadcast_to``).
    if len(values) and values.strides == (0,):
        return np.full(len(values), values[0] == word, np.bool_)
    return np.asarray(values == word, np.bool_)


def find_blank_words(cells: CodedText) -> Mask:
    """Return which words of a column are empty but for spaces and invisible characters."""
    return np.asarray(tidy_words(cells) == "", np.bool_)

"""One cell or row that a check speaks of, and the decisions that may be taken about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, overload

import numpy as np

from ketgui.importing.changes import Action, Decision
from ketgui.importing.issues import Answer, Issue, Severity, quote_cell
from ketgui.importing.mapping.mapping import ColumnMapping
from ketgui.importing.rows.draft import Draft, Piece, Rows
from ketgui.importing.tables.text_table import Mask, TextTable
from ketgui.importing.vocabulary.privacy import is_identifying
from ketgui.text import _


class Spot(NamedTuple):
    """A row of a piece, and the field that is meant, if one is."""

    draft: Draft
    piece: Piece
    row: int
    field: str = ""

    @property
    def column(self) -> ColumnMapping | None:
        """The column the field was read from."""
        if self.field == "patient_id":
            return find_id_column(self.piece)
        return self.piece.columns.get(self.field)

    @property
    def patient_id(self) -> str:
        """The patient of the row, empty if none is named."""
        return self.draft.get_id(self.piece, self.row)

    @property
    def file_row(self) -> int:
        """The row's number in the file."""
        # One row of the file: all of them for each spot would take a square of the time.
        return int(self.piece.source.rows[self.piece.index[self.row]])

    @property
    def text(self) -> str:
        """The cell as the file has it, empty where the field has no column."""
        if self.column is None:
            return ""
        index = self.piece.source.letters.index(self.column.column)
        return self.piece.source.columns[index].at(int(self.piece.index[self.row]))

    @property
    def quoted(self) -> str:
        """The cell as a message may show it."""
        return (
            _("a text that may name a person")
            if is_identifying(self.text)
            else quote_cell(self.text)
        )

    @property
    def header(self) -> str:
        """The column's name."""
        return self.column.header if self.column else self.field

    def make_issue(
        self,
        severity: Severity,
        key: str,
        message: str,
        fix: str,
        answers: tuple[Answer, ...] = (),
    ) -> Issue:
        """Return an issue about the spot."""
        source, column = self.piece.source, self.column
        return Issue(
            severity,
            source.file,
            source.sheet,
            self.file_row,
            column.column if column else "",
            self.field,
            message,
            fix,
            self.patient_id,
            key,
            answers,
        )

    def decide_cell(self, title: str, action: Action) -> Answer:
        """Return a decision about the cell as an answer."""
        source, column = self.piece.source, self.column
        letter = column.column if column else ""
        change = Decision(action, source.file, source.sheet, self.file_row, letter, self.text)
        return Answer(title, change)

    def decide_row(self, title: str, action: Action) -> Answer:
        """Return a decision about the row, or its patient, as an answer."""
        source = self.piece.source
        return Answer(title, Decision(action, source.file, source.sheet, self.file_row))


def find_id_column(piece: Piece) -> ColumnMapping | None:
    """Return the column of the patients' ids."""
    columns = piece.mapping.columns
    return next((c for c in columns if c.target and c.target.field == "patient_id"), None)


class Spots(Sequence[Spot]):
    """Some rows of a piece; each spot is made when it is asked for."""

    def __init__(self, draft: Draft, piece: Piece, rows: Rows, field: str) -> None:
        self._draft, self._piece, self._rows, self._field = draft, piece, rows, field

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Spot: ...
    @overload
    def __getitem__(self, index: slice) -> Spots: ...
    def __getitem__(self, index: int | slice) -> Spot | Spots:
        if isinstance(index, slice):
            return Spots(self._draft, self._piece, self._rows[index], self._field)
        return Spot(self._draft, self._piece, int(self._rows[index]), self._field)


def list_spots(draft: Draft, piece: Piece, rows: Mask, field: str = "") -> Spots:
    """Return the spots where `rows` is true."""
    return Spots(draft, piece, np.flatnonzero(rows), field)


def make_column_issue(
    severity: Severity,
    key: str,
    table: TextTable,
    column: ColumnMapping,
    message: str,
    fix: str,
    answers: tuple[Answer, ...] = (),
) -> Issue:
    """Return an issue about a whole column."""
    field = column.target.field if column.target else ""
    return Issue(
        severity, table.file, table.sheet, None, column.column, field, message, fix,
        key=key, answers=answers,
    )  # fmt: skip

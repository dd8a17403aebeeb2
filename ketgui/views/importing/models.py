"""The source and its mapping as Qt's tables read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor

from ketgui.text import _
from ketgui.views import layout

if TYPE_CHECKING:
    from ketgui.importing.mapping.mapping import ColumnMapping, TableMapping
    from ketgui.importing.tables.text_table import TextTable

Index = QModelIndex | QPersistentModelIndex
_LONGEST = 200
_TINT_ALPHA = 60


class SourceModel(QAbstractTableModel):
    """The cells of a source table just as they stand in the file, the marked ones tinted."""

    def __init__(self) -> None:
        super().__init__()
        self._table: TextTable | None = None
        self._marked: dict[tuple[int, str], str] = {}
        self._decided: dict[tuple[int, str], str] = {}

    def show_table(
        self,
        table: TextTable | None,
        marked: dict[tuple[int, str], str],
        decided: dict[tuple[int, str], str],
    ) -> None:
        """Show another table.

        By file row and column letter, `marked` gives a severity, and `decided` what the user
        wants to happen; a whole row has no letter.
        """
        self.beginResetModel()
        self._table, self._marked, self._decided = table, marked, decided
        self.endResetModel()

    def find_cell(self, row: int, letter: str) -> tuple[int, int] | None:
        """Return where the cell of a file row and a column letter stands here."""
        if self._table is None:
            return None
        rows = np.flatnonzero(self._table.rows == row)
        if not len(rows):
            return None
        letters = self._table.letters
        return int(rows[0]), letters.index(letter) if letter in letters else 0

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Number of rows."""
        return 0 if parent.isValid() or self._table is None else len(self._table)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Number of columns."""
        return 0 if parent.isValid() or self._table is None else len(self._table.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's text, cut where it is very long, or its tint."""
        if self._table is None:
            return None
        row, column = index.row(), index.column()
        text = self._table.columns[column].at(row)[:_LONGEST]
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        location = int(self._table.rows[row]), self._table.letters[column]
        decided = self._decided.get(location) or self._decided.get((location[0], ""), "")
        if role == Qt.ItemDataRole.ToolTipRole:
            return layout.format_tool_tip(decided or text)
        if role == Qt.ItemDataRole.BackgroundRole:
            severity = "good" if decided else self._marked.get(location)
            if severity:
                tint = QColor(layout.get_state_colour(severity))
                tint.setAlpha(_TINT_ALPHA)
                return QBrush(tint)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's letter and name, or a row's number in the file."""
        if role != Qt.ItemDataRole.DisplayRole or self._table is None:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(int(self._table.rows[section]))
        return f"{self._table.letters[section]} · {self._table.headers[section]}"


class MappingModel(QAbstractTableModel):
    """A row per source column: name, values, field, confidence and reason."""

    TARGET, SURENESS, READ_AS = 2, 3, 4

    def __init__(self) -> None:
        super().__init__()
        self._columns: tuple[ColumnMapping, ...] = ()
        # It says that a field can be changed where it stands.
        self._arrow = layout.make_icon("chevron-down")

    def show_mapping(self, mapping: TableMapping | None) -> None:
        """Show the columns of another table."""
        self.beginResetModel()
        self._columns = mapping.columns if mapping else ()
        self.endResetModel()

    def column(self, row: int) -> ColumnMapping:
        """Return the source column that a row is about."""
        return self._columns[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Number of source columns."""
        return 0 if parent.isValid() else len(self._columns)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Column, values, field, confidence, read as, why."""
        return 0 if parent.isValid() else 6

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the field be changed where it stands."""
        flags = super().flags(index)
        if index.column() == self.TARGET:
            return flags | Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of one cell."""
        column = self._columns[index.row()]
        if role == Qt.ItemDataRole.DecorationRole:
            reads = index.column() == self.READ_AS and column.target is not None
            return self._arrow if reads or index.column() == self.TARGET else None
        if role == Qt.ItemDataRole.BackgroundRole and (column.question or column.candidates):
            tint = QColor(layout.get_state_colour("error"))
            tint.setAlpha(_TINT_ALPHA)
            return QBrush(tint)
        if role == Qt.ItemDataRole.ToolTipRole:
            is_sureness = index.column() == self.SURENESS
            return layout.format_tool_tip(
                column.reason if is_sureness else self._list_texts(column, index)
            )
        return self._list_texts(column, index) if role == Qt.ItemDataRole.DisplayRole else None

    def _list_texts(self, column: ColumnMapping, index: Index) -> str:
        return (
            f"{column.column} · {column.header}",
            ", ".join(column.samples),
            column.target.write_title() if column.target else _("not imported"),
            _describe_confidence(column),
            column.read_as or (_("as written") if column.target else ""),
            column.reason,
        )[index.column()]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the headers of the six columns."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (
            _("Column"),
            _("Values"),
            _("Imported as"),
            _("Confidence"),
            _("Read as"),
            _("Why"),
        )[section]


def _describe_confidence(column: ColumnMapping) -> str:
    if column.question or column.candidates:
        return _("please say")
    if column.target is None:
        return ""
    if column.confidence >= 0.9:
        return _("sure")
    return _("likely") if column.confidence >= 0.6 else _("a guess")

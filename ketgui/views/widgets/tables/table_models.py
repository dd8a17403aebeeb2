"""Qt models of a table: a finished one, or a listing that is sorted and filtered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from ketgui.domain.unavailable import Unavailable
from ketgui.text import _
from ketgui.views import layout

if TYPE_CHECKING:
    from ketgui.reporting.tables.display_table import DisplayTable, HeaderGroup
    from ketgui.reporting.tables.listing import Listing

Index = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_SPOKEN_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
_INDENT = "\u2003"


class TableModel(QAbstractTableModel):
    """A written table as Qt reads it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._headers: tuple[str, ...] = ()
        self._numeric: tuple[bool, ...] = ()
        self._table: DisplayTable | None = None

    def show_table(self, table: DisplayTable) -> None:
        """Show another table; one that is equal leaves selection and widths as they are."""
        if table == self._table:
            return
        self.beginResetModel()
        self._table, self._headers, self._numeric = table, table.headers, table.numeric
        self.endResetModel()

    def groups(self) -> tuple[HeaderGroup, ...]:
        """Return the headings above the headers."""
        return self._table.groups if self._table else ()

    def column_title(self, column: int) -> str:
        """Return what a column is called, after its group."""
        first = 0
        for group in self.groups():
            first += group.columns
            if column < first:
                return " · ".join(filter(None, (group.title, self._headers[column])))
        return self._headers[column]

    def is_number(self, column: int) -> bool:
        """Return whether a column holds numbers, which are never elided."""
        return self._numeric[column]

    def is_reason(self, row: int, column: int) -> bool:
        """Return whether a cell holds the reason why there is no number."""
        cells = self._table.cells if self._table else ()
        return bool(cells) and isinstance(cells[row][column], Unavailable)

    def maker(self, rows: Sequence[int] = ()) -> Callable[[], DisplayTable] | None:
        """Return a function that builds a table of these rows, or of all; None without a table.

        The function may be called in another thread.
        """
        table = self._table
        if table is None:
            return None
        return lambda: select_rows(table, rows) if rows else table

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Number of rows."""
        return 0 if parent.isValid() or not self._table else len(self._table.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Number of columns."""
        return 0 if parent.isValid() else len(self._headers)

    def text(self, row: int, column: int) -> str:
        """Return a cell's words."""
        return self._table.rows[row][column] if self._table else ""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return words, and how they are aligned."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self._indent(index) + self.text(index.row(), index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            # The tool tip has the whole text of a cell that is cut.
            return layout.format_tool_tip(self.text(index.row(), index.column()))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self._numeric[index.column()] else _LEFT
        return None

    def _indent(self, index: Index) -> str:
        is_first = index.column() == 0
        return _INDENT * self._table.indent(index.row()) if is_first and self._table else ""

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's header; a row's, which only screen readers say, is its first cell."""
        if orientation == Qt.Orientation.Vertical:
            is_row = role in _SPOKEN_ROLES and section < self.rowCount() and self._headers
            return self.text(section, 0) if is_row else None
        if section >= len(self._headers):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headers[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return layout.format_tool_tip(self._headers[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = _RIGHT if self._numeric[section] else _LEFT
            # Qt wraps the title of a column only if its alignment has this flag.
            return side.value | Qt.TextFlag.TextWordWrap.value
        return None


_MARKED_ROLES = (
    Qt.ItemDataRole.DecorationRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)


class ListingModel(TableModel):
    """Rows of the cohort: the listing sorts and filters, the model formats visible cells."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._listing: Listing | None = None
        self._marks: Mapping[tuple[int, str], str] = {}
        self.title = ""
        self.note = ""

    def show_listing(
        self, listing: Listing, marks: Mapping[tuple[int, str], str] | None = None
    ) -> None:
        """Show another listing.

        Parameters
        ----------
        listing : Listing
        marks : mapping of (int, str) to str, optional
            What to say of single cells, by row of the cohort's table and key of the column; those
            of the listing before if there are none.
        """
        new_marks = self._marks if marks is None else marks
        if self._listing and _has_same_rows(self._listing, listing) and new_marks == self._marks:
            changed = _find_changed_columns(self._listing, listing)
            self._listing = listing
            self._announce_columns(changed)
            return
        self.beginResetModel()
        self._listing, self._marks = listing, new_marks
        self._headers, self._numeric = listing.headers, listing.numeric
        self.endResetModel()

    def _announce_columns(self, changed: Sequence[int]) -> None:
        """Let views read these columns again; selection, place and other widths stay."""
        last = self.rowCount() - 1
        for column in changed if last >= 0 else ():
            self.dataChanged.emit(self.index(0, column), self.index(last, column))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Number of rows."""
        return 0 if parent.isValid() or not self._listing else len(self._listing)

    def text(self, row: int, column: int) -> str:
        """Return a cell's words."""
        return self._listing.text(row, column) if self._listing else ""

    def maker(self, rows: Sequence[int] = ()) -> Callable[[], DisplayTable] | None:
        """Return a function that builds a table of these rows, or of all."""
        # `make` runs in another thread, while the view may already show another listing.
        listing, title, note = self._listing, self.title, self.note
        if listing is None:
            return None

        def make() -> DisplayTable:
            from ketgui.reporting.tables.listing_table import build_listing_table

            visible = replace(listing, frame=listing.frame.iloc[list(rows)]) if rows else listing
            return build_listing_table(visible, "listing", title, note)

        return make

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's words; one with a mark has an icon, and its tool tip says why."""
        if not self._marks or role not in _MARKED_ROLES:
            return super().data(index, role)
        words = self._marks.get((self.record(index.row()), self.key(index.column())))
        if words is None:
            return super().data(index, role)
        if role == Qt.ItemDataRole.DecorationRole:
            return layout.make_icon("pencil", layout.get_accent())
        text = self.text(index.row(), index.column())
        return layout.format_tool_tip(_("{title}: {words}", title=text, words=words))

    def record(self, row: int) -> int:
        """Return the position of a row in the cohort's table."""
        assert self._listing is not None
        return int(self._listing.frame.index.to_numpy()[row])

    def find_row(self, record: int) -> int:
        """Return the row that shows a position of the cohort's table, -1 if none does."""
        if self._listing is None:
            return -1
        rows = (self._listing.frame.index.to_numpy() == record).nonzero()[0]
        return int(rows[0]) if len(rows) else -1

    def key(self, column: int) -> str:
        """Return the key of a column."""
        assert self._listing is not None
        return str(self._listing.frame.columns[column])

    def patients(self) -> list[str]:
        """Return the patient of each row."""
        return self._listing.patients() if self._listing else []

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column, missing values last."""
        # pandas sorts 200 000 rows at once, where QSortFilterProxyModel takes 20 s and more.
        if self._listing and column >= 0:
            self.show_listing(self._listing.sort_by(column, order == Qt.SortOrder.AscendingOrder))


def _has_same_rows(before: Listing, after: Listing) -> bool:
    """Whether two listings have the same records in the same order, and the same columns."""
    return before.headers == after.headers and all(
        axis.equals(other) for axis, other in zip(before.frame.axes, after.frame.axes, strict=True)
    )


def _find_changed_columns(before: Listing, after: Listing) -> list[int]:
    """Return the columns with other values, or whose values may be written in another way."""
    return [
        column
        for column, (old, new) in enumerate(zip(before.formatters, after.formatters, strict=True))
        if old is not new or not before.frame.iloc[:, column].equals(after.frame.iloc[:, column])
    ]


def select_rows(table: DisplayTable, rows: Sequence[int]) -> DisplayTable:
    """Return some rows of a table."""

    def some(lines: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(lines[row] for row in rows) if lines else ()

    return replace(
        table, rows=some(table.rows), cells=some(table.cells), indents=some(table.indents)
    )

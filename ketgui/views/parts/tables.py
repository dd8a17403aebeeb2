"""Tables on screen: a written table, or a data frame sorted and filtered as a whole."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QAction, QFont, QGuiApplication, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ketgui.text import _
from ketgui.views import layout

if TYPE_CHECKING:
    from ketgui.reporting.tables.listing import Listing
    from ketgui.reporting.tables.written import Table

Index = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NARROWEST = 60
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class TableModel(QAbstractTableModel):
    """A written table as Qt reads it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._headers: tuple[str, ...] = ()
        self._numeric: tuple[bool, ...] = ()
        self._table: Table | None = None

    def show_table(self, table: Table) -> None:
        """Show another table."""
        self.beginResetModel()
        self._table, self._headers, self._numeric = table, table.headers, table.numeric
        self.endResetModel()

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
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.text(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self._numeric[index.column()] else _LEFT
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's header; rows have none."""
        if orientation != Qt.Orientation.Horizontal or section >= len(self._headers):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headers[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self._numeric[section] else _LEFT
        return None


class ListingModel(TableModel):
    """Rows of the cohort: the listing sorts and filters, the model writes what is visible."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._listing: Listing | None = None

    def show_listing(self, listing: Listing) -> None:
        """Show another listing."""
        self.beginResetModel()
        self._listing = listing
        self._headers, self._numeric = listing.headers, listing.numeric
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Number of rows."""
        return 0 if parent.isValid() or not self._listing else len(self._listing)

    def text(self, row: int, column: int) -> str:
        """Return a cell's words."""
        return self._listing.text(row, column) if self._listing else ""

    def patients(self) -> list[str]:
        """Return the patient of each row."""
        return self._listing.patients() if self._listing else []

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column, missing values last."""
        if self._listing and column >= 0:
            self.show_listing(self._listing.sorted_by(column, order == Qt.SortOrder.AscendingOrder))


class TableView(QTableView):
    """A table that can be copied as a table."""

    def __init__(self, model: TableModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        model.setParent(self)
        self._whole = False
        self.setModel(model)
        self.setAccessibleName(name)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(layout.ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        font = header.font()
        font.setWeight(QFont.Weight.DemiBold)
        header.setFont(font)
        copy = QAction(_("Copy table"), self)
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self.copy)
        self.addAction(copy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        model.modelReset.connect(self._on_reset)

    def copy(self) -> None:
        """Put the selected rows, or all, on the clipboard as text and as an HTML table."""
        model = self.model()
        chosen = sorted({index.row() for index in self.selectedIndexes()})
        columns = range(model.columnCount())
        lines = [[str(model.headerData(c, Qt.Orientation.Horizontal)) for c in columns]]
        for row in chosen or range(model.rowCount()):
            lines.append([str(model.index(row, c).data()) for c in columns])
        data = QMimeData()
        data.setText("\n".join("\t".join(" ".join(c.split("\n")) for c in x) for x in lines))
        body = "".join(f"<tr>{''.join(f'<td>{escape(c)}</td>' for c in x)}</tr>" for x in lines)
        data.setHtml(f"<table>{body}</table>")
        QGuiApplication.clipboard().setMimeData(data)

    def fit_rows(self, most: int = 40) -> None:
        """Make the table as high as its rows, so that it needs no scroll bar of its own."""
        rows = min(self.model().rowCount(), most)
        height = self.horizontalHeader().sizeHint().height() + rows * layout.ROW_HEIGHT
        self.setFixedHeight(height + 2 * self.frameWidth() + layout.STEP)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._whole = True
        self._squeeze()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep a table that shows all its rows within its width, too."""
        super().resizeEvent(event)
        if self._whole:
            self._squeeze()

    def _squeeze(self) -> None:
        """Give every column its width, and take what is too much from the widest one."""
        self._on_reset()
        header = self.horizontalHeader()
        excess = header.length() - self.viewport().width()
        columns = range(self.model().columnCount())
        if excess > 0 and columns:
            widest = max(columns, key=header.sectionSize)
            header.resizeSection(widest, max(_NARROWEST, header.sectionSize(widest) - excess))

    def _on_reset(self) -> None:
        self.resizeColumnsToContents()
        header = self.horizontalHeader()
        for column in range(self.model().columnCount()):
            header.resizeSection(column, min(header.sectionSize(column) + layout.STEP, 320))


def result_table(name: str, parent: QWidget | None = None) -> tuple[TableView, TableModel]:
    """Return a view of a written table and its model; the last column takes what is left."""
    model = TableModel()
    view = TableView(model, name, parent)
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return view, model

"""Tables on screen: a view of a written table, or of a listing, with what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QEnterEvent,
    QFont,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QTableView,
    QToolButton,
    QWidget,
)

from ketgui.text import _
from ketgui.views import layout
from ketgui.views.widgets.tables.grouped_header import GroupedHeader
from ketgui.views.widgets.tables.table_export import TableExport
from ketgui.views.widgets.tables.table_models import ListingModel, TableModel

__all__ = ["ListingModel", "TableModel", "TableView", "result_table"]

_NARROWEST = 80
_WIDEST = 320
_LEAST_WORDS = 108
# As many rows as a column's width is taken from; the rows of a long table are alike.
_MEASURED_ROWS = 60


class TableView(QTableView):
    """A table that can be copied and exported, from its menu and from a button in its header."""

    def __init__(self, model: TableModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        model.setParent(self)
        self._table_model = model
        if isinstance(model, ListingModel):
            model.title = name
            # Long ids are alike at their beginning, and differ at their end.
            self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._whole = False
        self._yields: int | None = None
        self._most_rows = 0
        self.setModel(model)
        self.setAccessibleName(name)
        self._look()
        self.export = TableExport(self, lambda: self._table_model.maker())
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self.copy)
        self.export_button = self._build_button()
        model.modelReset.connect(self._on_reset)

    def _look(self) -> None:
        header = GroupedHeader(self)
        font = header.font()
        font.setWeight(QFont.Weight.DemiBold)
        header.setFont(font)
        header.setResizeContentsPrecision(_MEASURED_ROWS)
        self.setHorizontalHeader(header)
        self._header = header
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(layout.row_height())

    def menu(self) -> QMenu:
        """Return what can be done with its rows and with it; it is gone when it is closed."""
        menu = QMenu(self)
        menu.setAttribute(layout.DELETE_ON_CLOSE)
        if self.actions():
            menu.addActions(self.actions())
            menu.addSeparator()
        self._offer_export(menu)
        return menu

    def export_menu(self) -> QMenu:
        """Return what can be done with the table as a whole."""
        menu = QMenu(self)
        menu.setAttribute(layout.DELETE_ON_CLOSE)
        self._offer_export(menu)
        return menu

    def _offer_export(self, menu: QMenu) -> None:
        menu.addAction(layout.icon("copy"), _("Copy table"), self.copy)
        menu.addSeparator()
        self.export.add_to(menu)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the table."""
        self.menu().popup(event.globalPos())

    def copy(self) -> None:
        """Put the selected rows, or all, on the clipboard as text and as an HTML table."""
        by_row = self.selectionBehavior() == QAbstractItemView.SelectionBehavior.SelectRows
        chosen = sorted({index.row() for index in self.selectedIndexes()}) if by_row else []
        if make := self._table_model.maker(chosen):
            self.export.copy(make, len(chosen) or self._table_model.rowCount())

    def _build_button(self) -> QToolButton:
        """Return the button at the header's end."""
        button = QToolButton(self)
        button.setIcon(layout.icon("download"))
        button.setToolTip(_("Export table or copy it"))
        button.setAccessibleName(_("Export table or copy it"))
        button.setAutoRaise(True)
        button.setFixedSize(layout.row_height(), layout.row_height())
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAutoFillBackground(True)
        button.hide()
        button.clicked.connect(
            lambda: self.export_menu().popup(button.mapToGlobal(button.rect().bottomLeft()))
        )
        return button

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the button while the table is pointed at."""
        super().enterEvent(event)
        self.export_button.setVisible(self.model().columnCount() > 0)

    def _offer_button(self) -> None:
        """Show the button where the header has a free end; elsewhere it waits to be pointed at."""
        free = self.viewport().width() - self._header.length() >= self.export_button.width()
        self.export_button.setVisible(free and self.model().columnCount() > 0)

    def leaveEvent(self, event: QEvent) -> None:
        """Hide the button where it would lie over a header's words."""
        super().leaveEvent(event)
        self._offer_button()

    def fit_rows(self, most: int = 40, yields: int | None = None) -> None:
        """Make the table as high as its rows, so that it needs no scroll bar beside them.

        Parameters
        ----------
        most : int
            More rows than these are not made room for.
        yields : int, optional
            The column that is narrowed first where there is not enough room.
        """
        self._yields = yields
        self._most_rows = most
        self._whole = True
        self.setWordWrap(True)
        self._squeeze()
        self._offer_button()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep a table that shows all its rows within its width, too."""
        super().resizeEvent(event)
        place = self.viewport().geometry().right() - self.export_button.width() + 1
        self.export_button.move(place, self.frameWidth())
        self.export_button.raise_()
        if self._whole:
            self._squeeze()
        self._offer_button()

    def _squeeze(self) -> None:
        """Narrow columns of words until all are in sight; else a scroll bar leads to the rest."""
        self._on_reset()
        header = self.horizontalHeader()
        for column, least in self._narrowable():
            excess, width = header.length() - self.viewport().width(), header.sectionSize(column)
            if excess > 0 and width > least:
                header.resizeSection(column, max(least, width - excess))
        if needs_bar := header.length() > self.viewport().width():
            # What has to be scrolled to can have its words whole.
            self._on_reset()
        shown, hidden = Qt.ScrollBarPolicy.ScrollBarAlwaysOn, Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(shown if needs_bar else hidden)
        bar = self.horizontalScrollBar().sizeHint().height() if needs_bar else 0
        self._header.fit_words()
        heights = self._header.sizeHint().height() + self._wrapped_rows() + bar
        self.setFixedHeight(heights + 2 * self.frameWidth() + layout.STEP)

    def _wrapped_rows(self) -> int:
        """Make rows as high as words need that are wider than their column; return all heights."""
        measured, total = self.fontMetrics(), 0
        words = self._columns_of_words()
        for row in range(min(self.model().rowCount(), self._most_rows)):
            lines = max(
                (
                    measured.boundingRect(
                        QRect(0, 0, self.columnWidth(column) - 2 * layout.STEP, 0),
                        Qt.TextFlag.TextWordWrap,
                        str(self.model().index(row, column).data() or ""),
                    ).height()
                    for column in words
                ),
                default=0,
            )
            height = max(layout.row_height(), lines + 2 * layout.STEP)
            self.setRowHeight(row, height)
            total += height
        return total

    def _narrowable(self) -> list[tuple[int, int]]:
        """Return columns and how narrow they may be: those that reasons alone make wide first."""
        reasons = [
            (column, self._width_of_numbers(column))
            for column in range(self.model().columnCount())
            if self._table_model.is_number(column) and column != self._yields
        ]
        words = self._columns_of_words()
        return reasons + [
            (one, _LEAST_WORDS if one == self._yields else _NARROWEST) for one in words
        ]

    def _width_of_numbers(self, column: int) -> int:
        """Return how wide a column's numbers are: a reason that is cut is shown in a tip."""
        model = self._table_model
        rows = range(min(model.rowCount(), _MEASURED_ROWS))
        kept = (model.index(row, column) for row in rows if not model.is_reason(row, column))
        widths = [self.sizeHintForIndex(index).width() + 2 * layout.STEP for index in kept]
        return max(*widths, self._header.narrowest(column), self._header.longest_word(column))

    def _columns_of_words(self) -> list[int]:
        """Return the columns that may be narrowed: the one that yields, then the widest first."""
        size = self.horizontalHeader().sectionSize
        columns = range(self.model().columnCount())
        is_number = self._table_model.is_number
        words = [column for column in columns if column == self._yields or not is_number(column)]
        return sorted(words, key=lambda column: (column != self._yields, -size(column)))

    def _on_reset(self) -> None:
        header = self._header
        header.show_groups(self._table_model.groups())
        self.resizeColumnsToContents()
        for column in range(self.model().columnCount()):
            width = max(header.sectionSize(column) + layout.STEP, header.narrowest(column))
            header.resizeSection(column, min(width, _WIDEST))
        self._offer_button()


def result_table(name: str, parent: QWidget | None = None) -> tuple[TableView, TableModel]:
    """Return a view of a written table and its model; the last column takes what is left."""
    model = TableModel()
    view = TableView(model, name, parent)
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return view, model


def copy_button(view: TableView) -> QToolButton:
    """Return a button that copies a table."""
    button = _button("copy", _("Copy table"))
    button.clicked.connect(view.copy)
    return button


def export_button(view: TableView) -> QToolButton:
    """Return a button that offers to copy a table and the kinds of file it is exported to."""
    button = _button("download", _("Export table…"))
    button.clicked.connect(lambda: _open_above(button, view))
    return button


def _button(icon: str, words: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(layout.icon(icon))
    button.setText(words)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setAutoRaise(True)
    return button


def _open_above(button: QToolButton, view: TableView) -> None:
    menu = view.export_menu()
    where = button.mapToGlobal(button.rect().topLeft())
    where.setY(where.y() - menu.sizeHint().height())
    menu.popup(where)

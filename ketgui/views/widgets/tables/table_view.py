"""Tables on screen: a view of a finished table, or of a listing, with its commands."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
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
from ketgui.views.widgets.tables.table_models import Index, ListingModel, TableModel

__all__ = ["ListingModel", "TableModel", "TableView", "make_result_table"]

# Widths in pixels: of a column of text, of any column, and of the column that yields first.
_NARROWEST = 80
_WIDEST = 320
_LEAST_TEXT = 108
# A column's width is measured in as many rows; the rows of a long table are alike.
_MEASURED_ROWS = 60
# A reason in a column of numbers may have as many lines; the tool tip has all of it.
_REASON_LINES = 2
# Of a table whose height changes its own width.
_MOST_PASSES = 3


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
        self._whole = self._fits_columns = self._is_squeezing = self._is_fit = False
        self._yields: int | None = None
        self._most_rows = 0
        self.setModel(model)
        self.setAccessibleName(name)
        self._look()
        # Not before the first table: the window is painted without one.
        from ketgui.views.widgets.tables.table_export import TableExport

        self.export = TableExport(self, lambda: self._table_model.maker())
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self.copy)
        self.export_button = self._build_button()
        model.modelReset.connect(self._on_reset)
        model.dataChanged.connect(self._on_changed)

    def _look(self) -> None:
        header = GroupedHeader(self)
        font = header.font()
        font.setWeight(QFont.Weight.DemiBold)
        header.setFont(font)
        # Qt would measure a thousand rows of every column whenever the table changes.
        header.setResizeContentsPrecision(_MEASURED_ROWS)
        self.setHorizontalHeader(header)
        self._header = header
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        # One line a row: a wrapped note would make the rows of a long table unequal.
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setIconSize(QSize(layout.ICON, layout.ICON))
        # Tab leaves the table, so that the keyboard is not caught among its cells.
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        # ResizeToContents would measure every row: 20 s and more at 200 000 rows.
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(layout.measure_row_height())

    def menu(self) -> QMenu:
        """Return the menu of its rows and of the table; closing deletes it."""
        menu = QMenu(self)
        menu.setAttribute(layout.DELETE_ON_CLOSE)
        if self.actions():
            menu.addActions(self.actions())
            menu.addSeparator()
        self._offer_export(menu)
        return menu

    def export_menu(self) -> QMenu:
        """Return the menu of the table as a whole; closing deletes it."""
        menu = QMenu(self)
        menu.setAttribute(layout.DELETE_ON_CLOSE)
        self._offer_export(menu)
        return menu

    def _offer_export(self, menu: QMenu) -> None:
        menu.addAction(layout.make_icon("copy"), _("Copy table"), self.copy)
        menu.addSeparator()
        self.export.add_to(menu)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the table's menu."""
        self.menu().popup(event.globalPos())

    def copy(self) -> None:
        """Put the selected rows, or all, on the clipboard as text and as an HTML table."""
        # Where single cells are selected, in a count that is clicked, the whole table is meant.
        by_row = self.selectionBehavior() == QAbstractItemView.SelectionBehavior.SelectRows
        chosen = sorted({index.row() for index in self.selectedIndexes()}) if by_row else []
        if make := self._table_model.maker(chosen):
            self.export.copy(make, len(chosen) or self._table_model.rowCount())

    def _build_button(self) -> QToolButton:
        """Return the button at the header's end."""
        button = QToolButton(self)
        button.setIcon(layout.make_icon("download"))
        button.setToolTip(_("Export table or copy it"))
        button.setAccessibleName(_("Export table or copy it"))
        button.setAutoRaise(True)
        button.setProperty("tight", True)
        button.setFixedSize(layout.measure_row_height(), layout.measure_row_height())
        # The same commands are in the menu; Tab need not stop at every table's button.
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # It floats over the header, whose titles would show through.
        button.setAutoFillBackground(True)
        button.hide()
        button.clicked.connect(
            lambda: self.export_menu().popup(button.mapToGlobal(button.rect().bottomLeft()))
        )
        return button

    def _offer_button(self) -> None:
        """Show the button where the header has a free end: it must not cover a title."""
        free = self.viewport().width() - self._header.length() >= self.export_button.width()
        self.export_button.setVisible(free and self.model().columnCount() > 0)

    def fit_rows(self, most: int = 40, yields: int | None = None) -> None:
        """Make the table as high as its rows, so that it needs no vertical scroll bar.

        Parameters
        ----------
        most : int
            The number of rows that the table makes room for at most.
        yields : int, optional
            The column that is narrowed first where there is not enough room.
        """
        if self._is_fit and (self._most_rows, self._yields) == (most, yields):
            return
        self._yields = yields
        self._most_rows = most
        self._whole = self._is_fit = True
        self.setWordWrap(True)
        self._squeeze()
        self._offer_button()

    def fit_columns(self) -> None:
        """Narrow columns to the table's width, with wrapped text; rows scroll."""
        self._fits_columns = True
        self._most_rows = _MEASURED_ROWS
        self.setWordWrap(True)

    @property
    def natural_width(self) -> int:
        """The width at which no column is narrowed."""
        self._measure_columns()
        return self._header.length() + 2 * self.frameWidth()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bands of the rows to the table's edge, beyond its last column."""
        painter = QPainter(self.viewport())
        left = self._header.length() - self._header.offset()
        beyond = self.viewport().rect().adjusted(left, 0, 0, 0)
        if beyond.width() > 0:
            for row, colour in self._list_bands(event.rect()):
                beyond.setTop(self.rowViewportPosition(row))
                beyond.setHeight(self.rowHeight(row))
                painter.fillRect(beyond, colour)
        painter.end()
        super().paintEvent(event)

    def _list_bands(self, area: QRect) -> Iterator[tuple[int, QColor]]:
        """Yield the rows within an area that are not as the surface, with their colours."""
        first, last = self.rowAt(area.top()), self.rowAt(area.bottom())
        by_row = self.selectionBehavior() == QAbstractItemView.SelectionBehavior.SelectRows
        selection, palette = self.selectionModel(), self.palette()
        for row in range(max(first, 0), (last if last >= 0 else self.model().rowCount() - 1) + 1):
            if by_row and selection and selection.isRowSelected(row):
                yield row, palette.color(QPalette.ColorRole.Highlight)
            elif row % 2:
                yield row, palette.color(QPalette.ColorRole.AlternateBase)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep a table that shows all its rows within its width, too."""
        super().resizeEvent(event)
        left = self.viewport().geometry().right() - self.export_button.width() + 1
        self.export_button.move(left, self.frameWidth())
        self.export_button.raise_()
        if self._whole and not self._is_squeezing:
            self._squeeze()
        elif self._fits_columns:
            self._narrow_columns()
            self._wrap_rows()
        self._offer_button()

    def _narrow_columns(self) -> bool:
        """Narrow columns of text until all are visible; return whether they cannot be."""
        # From natural widths each time: what was narrowed once would never widen again.
        self._measure_columns()
        header = self.horizontalHeader()
        for column, least in self._list_narrowable():
            excess, width = header.length() - self.viewport().width(), header.sectionSize(column)
            if excess > 0 and width > least:
                header.resizeSection(column, max(least, width - excess))
        if too_wide := header.length() > self.viewport().width():
            # A table that has to be scrolled anyway need not cut its text.
            self._measure_columns()
        self._header.fit_words()
        return too_wide

    def _squeeze(self) -> None:
        """Narrow columns, wrap rows, and make the table as high as they are."""
        # A scroll bar that comes or goes with the new height changes the width: at some widths
        # without end.
        self._is_squeezing = True
        for _number in range(_MOST_PASSES):
            width = self.viewport().width()
            self._squeeze_once()
            if self.viewport().width() == width:
                break
        self._is_squeezing = False

    def _squeeze_once(self) -> None:
        needs_bar = self._narrow_columns()
        policy = Qt.ScrollBarPolicy
        # Set by hand: a bar that appears by itself would cover the last row of the fixed height.
        self.setHorizontalScrollBarPolicy(
            policy.ScrollBarAlwaysOn if needs_bar else policy.ScrollBarAlwaysOff
        )
        bar = self.horizontalScrollBar().sizeHint().height() if needs_bar else 0
        heights = self._header.sizeHint().height() + self._wrap_rows() + bar
        self.setFixedHeight(heights + 2 * self.frameWidth() + layout.STEP)

    def _wrap_rows(self) -> int:
        """Make rows as high as their wrapped text; return the sum of all heights."""
        total, columns = 0, self._list_word_columns()
        others = [c for c in range(self.model().columnCount()) if c not in columns]
        most = _REASON_LINES * self.fontMetrics().lineSpacing()
        for row in range(min(self.model().rowCount(), self._most_rows)):
            heights = [self._measure_text(row, column) for column in columns]
            heights += [
                min(most, self._measure_text(row, column))
                for column in others
                if self._table_model.is_reason(row, column)
            ]
            height = max(layout.measure_row_height(), max(heights, default=0) + 2 * layout.STEP)
            self.setRowHeight(row, height)
            total += height
        return total

    def _measure_text(self, row: int, column: int) -> int:
        """Return the height of a cell's wrapped text."""
        room = QRect(0, 0, self.columnWidth(column) - 2 * layout.STEP, 0)
        text = str(self.model().index(row, column).data() or "")
        return self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, text).height()

    def _list_narrowable(self) -> list[tuple[int, int]]:
        """Return columns with their least widths, first numbers, which only a reason makes wide."""
        reasons = [
            (column, self._measure_numbers(column))
            for column in range(self.model().columnCount())
            if self._table_model.is_number(column) and column != self._yields
        ]
        text_columns = self._list_word_columns()
        return reasons + [
            (column, _LEAST_TEXT if column == self._yields else _NARROWEST)
            for column in text_columns
        ]

    def _measure_numbers(self, column: int) -> int:
        """Return the width of a column's numbers; a reason may be cut, and is in the tool tip."""
        model = self._table_model
        rows = range(min(model.rowCount(), _MEASURED_ROWS))
        indices = (model.index(row, column) for row in rows if not model.is_reason(row, column))
        widths = [self.sizeHintForIndex(index).width() + 2 * layout.STEP for index in indices]
        return max(
            *widths,
            self._header.measure_narrowest(column),
            self._header.measure_longest_word(column),
        )

    def _list_word_columns(self) -> list[int]:
        """Return the columns that may be narrowed: the one that yields, then the widest first."""
        size = self.horizontalHeader().sectionSize
        columns = range(self.model().columnCount())
        is_number = self._table_model.is_number
        text_columns = [
            column for column in columns if column == self._yields or not is_number(column)
        ]
        return sorted(text_columns, key=lambda column: (column != self._yields, -size(column)))

    def _on_reset(self) -> None:
        self._is_fit = False
        self._measure_columns()
        if self._fits_columns:
            self._narrow_columns()
            self._wrap_rows()
        self._offer_button()

    def _measure_columns(self) -> None:
        """Give each column its natural width."""
        header = self._header
        header.show_groups(self._table_model.groups())
        self.resizeColumnsToContents()
        for column in range(self.model().columnCount()):
            self._widen_column(column)

    def _widen_column(self, column: int) -> None:
        """Give a column of natural width some room, as far as it is not too wide."""
        header = self._header
        width = max(header.sectionSize(column) + layout.STEP, header.measure_narrowest(column))
        header.resizeSection(column, min(width, _WIDEST))

    def _on_changed(self, first: Index, last: Index) -> None:
        """Measure columns with other values anew."""
        for column in range(first.column(), last.column() + 1):
            self.resizeColumnToContents(column)
            self._widen_column(column)
        self._offer_button()


def make_result_table(name: str, parent: QWidget | None = None) -> tuple[TableView, TableModel]:
    """Return a view of a finished table, and its model."""
    model = TableModel()
    view = TableView(model, name, parent)
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return view, model


def copy_button(view: TableView) -> QToolButton:
    """Return a button that copies a table."""
    button = _make_button("copy", _("Copy table"))
    button.clicked.connect(view.copy)
    return button


def export_button(view: TableView) -> QToolButton:
    """Return a button that opens the menu of a table."""
    button = _make_button("download", _("Export table…"))
    button.clicked.connect(lambda: _open_above(button, view))
    return button


def _make_button(icon: str, title: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(layout.make_icon(icon))
    button.setText(title)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setAutoRaise(True)
    return button


def _open_above(button: QToolButton, view: TableView) -> None:
    menu = view.export_menu()
    corner = button.mapToGlobal(button.rect().topLeft())
    corner.setY(corner.y() - menu.sizeHint().height())
    menu.popup(corner)

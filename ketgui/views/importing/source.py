"""The left side of the import page: a source table, and what its columns are imported as."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ketgui.text import _, plural
from ketgui.views import layout
from ketgui.views.importing import understood
from ketgui.views.importing.answered import describe_decisions
from ketgui.views.importing.choices import Cell
from ketgui.views.importing.chooser import TargetChooser
from ketgui.views.importing.column_menu import make_column_menu
from ketgui.views.importing.models import MappingModel, SourceModel
from ketgui.views.importing.reading_menu import LayoutMenu, ReadingMenu

if TYPE_CHECKING:
    from ketgui.importing import Import
    from ketgui.importing.issues import Issue
    from ketgui.importing.mapping.mapping import TableMapping
    from ketgui.importing.tables.text_table import TextTable

# Widths are judged by what is seen first: a table may have a million rows and many columns.
_JUDGED_ROWS, _JUDGED_COLUMNS = 20, 24
_REDCAP = "redcap"
_LEAST_ROWS = 3
_WIDEST, _WIDEST_WORDS, _UNJUDGED = 240, 180, 110


class SourceTables(QWidget):
    """Shows one table of an import at a time.

    Signals
    -------
    changed(Change)
        A column, the header or the reading of the file is to be another.
    cell_chosen(Cell)
        The user went to a cell.
    table_shown(TableMapping)
        Another table is shown; None if it has no mapping.
    more_wanted()
        Another file is to be read together with these.
    """

    changed = Signal(object)
    cell_chosen = Signal(object)
    table_shown = Signal(object)
    more_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._imported: Import | None = None
        self._showing = False
        self._fitted: tuple[str, ...] = ()
        self.tables = QComboBox()
        self.tables.setAccessibleName(_("Table of the file"))
        self.tables.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._layout = LayoutMenu()
        self._words = ShortLabel()
        self._reading = ReadingMenu()
        self._dictionary = QPushButton(_("Add the data dictionary…"))
        self._dictionary.setToolTip(
            _("REDCap’s data dictionary, a CSV file, says what each variable and code means.")
        )
        self.source_model, self.mapping_model = SourceModel(), MappingModel()
        self.source = _make_table_view(self.source_model, _("The file, as it is"))
        self.source.verticalHeader().show()
        self.mapping = _make_table_view(self.mapping_model, _("What each column is imported as"))
        self.mapping.horizontalHeader().setStretchLastSection(True)
        self.chooser = TargetChooser(self.mapping)
        self.mapping.setItemDelegateForColumn(MappingModel.TARGET, self.chooser)
        self._lay_out()
        self.tables.currentIndexChanged.connect(self._on_table)
        self._reading.changed.connect(self.changed)
        self._layout.changed.connect(self.changed)
        self._reading.header_wanted.connect(self._on_header)
        self._reading.more_wanted.connect(self.more_wanted)
        self._dictionary.clicked.connect(self.more_wanted)
        self.source.selectionModel().currentChanged.connect(self._on_cell)
        self.mapping.clicked.connect(self._on_clicked)
        self.mapping.activated.connect(self._on_activated)
        self.mapping.selectionModel().currentRowChanged.connect(self._on_column)
        self.chooser.chosen.connect(self.choose)

    def show_import(self, imported: Import) -> None:
        """Show another import; the table looked at stays chosen."""
        self._imported = imported
        chosen = self.tables.currentIndex()
        self.tables.blockSignals(True)
        self.tables.clear()
        for table in imported.tables:
            rows = plural("{n} row", "{n} rows", len(table))
            name = table.sheet or (table.file if len(imported.tables) > 1 else _("Table"))
            self.tables.addItem(f"{name} ({rows})")
        self.tables.setCurrentIndex(chosen if 0 <= chosen < len(imported.tables) else 0)
        self.tables.blockSignals(False)
        self._on_table()

    def bring(self, issue: Issue) -> Cell | None:
        """Bring an issue's cell to the eye, in its own table, and return it."""
        tables = self._imported.tables if self._imported else ()
        for position, table in enumerate(tables):
            if (table.file, table.sheet) == (issue.file, issue.sheet):
                self.tables.setCurrentIndex(position)
        if issue.row is None:
            return None
        position = self.source_model.find_cell(issue.row, issue.column)
        # A header is no row of a patient: nothing is decided about it here.
        if position is None:
            return None
        index = self.source_model.index(*position)
        self._showing = True
        self.source.setCurrentIndex(index)
        self._showing = False
        self.source.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        return self._make_cell(issue.row, issue.column)

    def choose(self, letter: str, path: str, given: object = ()) -> None:
        """Take a column of the table for another field, or for none."""
        from ketgui.importing.changes import ColumnChange

        if table := self._get_table():
            stated = given if isinstance(given, tuple) else ()
            self.changed.emit(ColumnChange(table.file, table.sheet, letter, path, stated))

    def _lay_out(self) -> None:
        upper = QWidget()
        box = layout.pad(QVBoxLayout(upper), 0, layout.STEP)
        row = layout.pad(QHBoxLayout(), 0)
        row.addWidget(self.tables)
        row.addWidget(self._reading)
        row.addWidget(self._layout)
        row.addWidget(self._words, 1)
        row.addWidget(self._dictionary)
        box.addLayout(row)
        box.addWidget(self.source, 1)
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.setChildrenCollapsible(False)
        halves.addWidget(upper)
        halves.addWidget(self.mapping)
        layout.pad(QVBoxLayout(self), 0).addWidget(halves)

    def _get_table(self) -> TextTable | None:
        index = self.tables.currentIndex()
        tables = self._imported.tables if self._imported else ()
        return tables[index] if 0 <= index < len(tables) else None

    def _on_table(self) -> None:
        table = self._get_table()
        mapping = None
        self._reading.setVisible(table is not None)
        self._layout.setVisible(table is not None)
        if self._imported and table:
            mapping = self._imported.mapping.find_table(table.file, table.sheet)
            marked, decided = (
                _find_marked(self._imported, table),
                _describe_decided(self._imported, table),
            )
            self.source_model.show_table(table, marked, decided)
            is_stored = table.file in self._imported.stored_files
            self._reading.show_table(table, self._imported.mapping, is_stored=is_stored)
            self._layout.show_mapping(mapping)
        else:
            self.source_model.show_table(None, {}, {})
        without_labels = table is not None and not table.labels
        self._dictionary.setVisible(
            mapping is not None and mapping.layout == _REDCAP and without_labels
        )
        self.mapping_model.show_mapping(mapping)
        self._words.show_text(understood.describe_columns(mapping))
        self._fit(table, mapping)
        self.table_shown.emit(mapping)

    def _fit(self, table: TextTable | None, mapping: TableMapping | None) -> None:
        """Give the columns their widths, once a table: what the user made wider stays so."""
        _fit(self.mapping, _WIDEST_WORDS)
        shown = (table.file, table.sheet, *table.headers) if table else ()
        if shown != self._fitted:
            self._fitted = shown
            _fit(self.source, _WIDEST)

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == MappingModel.TARGET:
            self.mapping.edit(index)
        elif index.column() == MappingModel.READ_AS:
            self._on_reading(index)

    def _on_activated(self, index: QModelIndex) -> None:
        """Let Enter open what a click does."""
        if index.column() == MappingModel.READ_AS:
            self._on_reading(index)

    def _on_reading(self, index: QModelIndex) -> None:
        """Offer every way in which a column may be read, beneath its cell."""
        table, column = self._get_table(), self.mapping_model.column(index.row())
        if self._imported is None or table is None or column.target is None:
            return
        if mapping := self._imported.mapping.find_table(table.file, table.sheet):
            menu = make_column_menu(self.mapping, mapping, column, self.changed.emit)
            corner = self.mapping.visualRect(index).bottomLeft()
            menu.popup(self.mapping.viewport().mapToGlobal(corner))

    def _on_column(self, index: QModelIndex) -> None:
        """Bring a column to the eye in the source while its meaning is looked at."""
        if index.isValid() and self.source_model.rowCount():
            top = max(0, self.source.rowAt(0))
            self.source.scrollTo(self.source_model.index(top, index.row()))

    def _on_header(self) -> None:
        from ketgui.importing.changes import TableChange

        table, index = self._get_table(), self.source.currentIndex()
        if table and index.isValid():
            row = int(table.rows[index.row()])
            self.changed.emit(TableChange(table.file, table.sheet, header_row=row))

    def _on_cell(self, index: QModelIndex) -> None:
        table = self._get_table()
        if table and index.isValid() and not self._showing:
            row, letter = int(table.rows[index.row()]), table.letters[index.column()]
            self.cell_chosen.emit(self._make_cell(row, letter))

    def _make_cell(self, row: int, letter: str) -> Cell | None:
        table = self._get_table()
        if table is None:
            return None
        text = table.at(row, letter)
        if text is None:
            return Cell(table.file, table.sheet, row)
        header = table.headers[table.letters.index(letter)]
        return Cell(table.file, table.sheet, row, letter, header, text)


class ShortLabel(QLabel):
    """Words on one line that end in "…" where there is no room for them."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_text(self, text: str) -> None:
        """Show other words; the tool tip has all of them."""
        self.setText(text)
        self.setToolTip(layout.format_tool_tip(text))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Write as many words as there is room for."""
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        QPainter(self).drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, text)


def _find_marked(imported: Import, table: TextTable) -> dict[tuple[int, str], str]:
    """Return the severity of what is said of a table's cells, the gravest of each."""
    return {
        (issue.row, issue.column): issue.severity
        for issue in reversed(imported.issues)
        if issue.row is not None and (issue.file, issue.sheet) == (table.file, table.sheet)
    }


def _describe_decided(imported: Import, table: TextTable) -> dict[tuple[int, str], str]:
    """Return what was decided about the cells and rows of a table, in words."""
    return {
        (decision.row, decision.column): line
        for decision, line in describe_decisions(imported)
        if (decision.file, decision.sheet) == (table.file, table.sheet)
    }


def _fit(view: QTableView, widest: int) -> None:
    """Give the first columns the width of what is seen in them, but no more than `widest`."""
    header = view.horizontalHeader()
    for column in range(min(header.count(), _JUDGED_COLUMNS)):
        view.resizeColumnToContents(column)
        header.resizeSection(column, min(header.sectionSize(column), widest))


def _make_table_view(model: SourceModel | MappingModel, name: str) -> QTableView:
    view = QTableView()
    model.setParent(view)
    view.setModel(model)
    view.setAccessibleName(name)
    view.setAlternatingRowColors(True)
    view.setWordWrap(False)
    view.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
    view.setTabKeyNavigation(False)
    view.horizontalHeader().setResizeContentsPrecision(_JUDGED_ROWS)
    view.horizontalHeader().setDefaultSectionSize(_UNJUDGED)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(layout.measure_row_height())
    # On a low screen the page scrolls before no row is whole.
    rows = view.horizontalHeader().sizeHint().height() + _LEAST_ROWS * layout.measure_row_height()
    view.setMinimumHeight(rows + view.horizontalScrollBar().sizeHint().height())
    return view

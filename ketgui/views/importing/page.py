"""The import page: source above, mapping beneath, what to answer at the right, one button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
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

from ketgui.session import Session
from ketgui.text import _, plural
from ketgui.views import layout
from ketgui.views.importing import understood
from ketgui.views.importing.choices import Cell
from ketgui.views.importing.chooser import TargetChooser
from ketgui.views.importing.kept import KeptAnswers
from ketgui.views.importing.models import MappingModel, SourceModel
from ketgui.views.importing.reading_menu import ReadingMenu
from ketgui.views.importing.sides import Sides
from ketgui.views.importing.trail import Trail
from ketgui.views.parts.dialogs import open_dialog

if TYPE_CHECKING:
    from ketgui.importing import Import
    from ketgui.importing.changes import Change, Decision
    from ketgui.importing.mapping import Mapping, TableMapping
    from ketgui.importing.text_table import TextTable
    from ketgui.importing.validation import Issue


_JUDGED_ROWS = 20
_WIDEST, _WIDEST_WORDS = 240, 180


class ImportPage(QWidget):
    """Shows what files were taken for, and takes the user's answers until they can be used.

    Signals
    -------
    dismissed()
        The user goes back to what was open.
    open_wanted()
        The user would rather open another file.
    """

    dismissed = Signal()
    open_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._imported: Import | None = None
        self._trail = Trail()
        self._showing = False
        self._title = layout.heading("", layout.TITLE_POINTS)
        self._words = layout.paragraph()
        self._tables = QComboBox()
        self._tables.setAccessibleName(_("Table of the file"))
        self._tables.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._layout_words = QLabel()
        self._layout_words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._reading = ReadingMenu()
        self._source_model, self._mapping_model = SourceModel(), MappingModel()
        self._source = _table_view(self._source_model, _("The file, as it is"))
        self._source.verticalHeader().show()
        self._mapping = _table_view(self._mapping_model, _("What each column was taken for"))
        self._chooser = TargetChooser(self._mapping)
        self._mapping.horizontalHeader().setStretchLastSection(True)
        self._mapping.setItemDelegateForColumn(MappingModel.TARGET, self._chooser)
        self._sides = Sides()
        self._answers = self._sides.answers
        self._undo = layout.button("undo-2", _("Undo"), self._on_undo)
        self._redo = layout.button("redo-2", _("Redo"), self._on_redo)
        self._kept = KeptAnswers()
        self._said = QLabel()
        self._key = layout.button("lock", _("Save the key…"), self._on_key)
        self._use = QPushButton()
        self._use.setDefault(True)
        self._lay_out()
        self._connect()

    def _connect(self) -> None:
        self._tables.currentIndexChanged.connect(self._on_table)
        self._reading.changed.connect(self._on_answered)
        self._reading.header_wanted.connect(self._on_header)
        self._source.selectionModel().currentChanged.connect(self._on_cell)
        self._mapping.clicked.connect(self._on_clicked)
        self._chooser.chosen.connect(self._on_target)
        self._answers.answered.connect(self._on_answered)
        self._answers.shown.connect(self._on_shown)
        self._sides.answered.taken_back.connect(self._on_taken_back)
        self._sides.unused.chosen.connect(self._on_target)
        self._kept.loaded.connect(self._read_under)
        self._kept.said.connect(self._said.setText)
        self._use.clicked.connect(self._on_use)

    def show_import(self, imported: Import) -> None:
        """Show what files were taken for; the table looked at stays chosen."""
        if self._imported is None or _names(imported) != _names(self._imported):
            self._trail.clear()
        self._imported = imported
        self._title.setText(" + ".join(_names(imported)) or _("This file"))
        self._words.setText(understood.summary(imported))
        chosen = self._tables.currentIndex()
        self._tables.blockSignals(True)
        self._tables.clear()
        for table in imported.tables:
            rows = plural("{n} row", "{n} rows", len(table))
            name = table.sheet or (table.file if len(imported.tables) > 1 else _("Table"))
            self._tables.addItem(f"{name} ({rows})")
        self._tables.setCurrentIndex(chosen if 0 <= chosen < len(imported.tables) else 0)
        self._tables.blockSignals(False)
        self._on_table()
        self._sides.show_import(imported)
        self._use.setText(understood.button_words(imported))
        self._use.setEnabled(imported.cohort is not None)
        self._kept.show_import(imported)
        self._said.clear()
        self._key.setVisible(bool(imported.pseudonyms))
        self._undo.setEnabled(self._trail.can_undo)
        self._redo.setEnabled(self._trail.can_redo)

    def show_issue(self, issue: Issue) -> None:
        """Bring one issue and its cell to the eye."""
        self._sides.setCurrentWidget(self._answers)
        self._answers.show_issue(issue)

    def _lay_out(self) -> None:
        upper = QWidget()
        box = layout.padded(QVBoxLayout(upper), 0, layout.STEP)
        row = layout.padded(QHBoxLayout(), 0)
        row.addWidget(self._tables)
        row.addWidget(self._reading)
        row.addWidget(self._layout_words, 1)
        box.addLayout(row)
        box.addWidget(self._source, 1)
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.addWidget(upper)
        halves.addWidget(self._mapping)
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.addWidget(halves)
        sides.addWidget(self._sides)
        sides.setSizes(list(layout.SPLIT))
        whole = layout.padded(QVBoxLayout(self))
        whole.addWidget(self._title)
        whole.addWidget(self._words)
        whole.addWidget(sides, 1)
        whole.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        back = QPushButton(_("Back"))
        back.clicked.connect(self.dismissed)
        other = QPushButton(_("Open another file…"))
        other.setIcon(layout.icon("folder-open"))
        other.clicked.connect(self.open_wanted)
        foot = QHBoxLayout()
        foot.addWidget(back)
        foot.addWidget(other)
        foot.addWidget(self._kept)
        foot.addWidget(self._key)
        foot.addWidget(self._said, 1)
        for part in (self._undo, self._redo, self._use):
            foot.addWidget(part)
        return foot

    def _current(self) -> tuple[TextTable, TableMapping | None] | None:
        place = self._tables.currentIndex()
        if self._imported is None or not 0 <= place < len(self._imported.tables):
            return None
        table = self._imported.tables[place]
        return table, self._imported.mapping.table(table.file, table.sheet)

    def _on_table(self) -> None:
        current = self._current()
        table, mapping = current or (None, None)
        self._reading.setVisible(table is not None)
        marked, decided = (self._marked(table), self._decided(table)) if table else ({}, {})
        self._source_model.show_table(table, marked, decided)
        self._mapping_model.show_mapping(mapping)
        for view, widest in ((self._source, _WIDEST), (self._mapping, _WIDEST_WORDS)):
            _fit(view, widest)
        self._layout_words.setText(understood.layout_words(mapping))
        if self._imported:
            self._sides.show_table(mapping, self._imported)
            if table:
                self._reading.show_table(table, self._imported.mapping)

    def _marked(self, table: TextTable) -> dict[tuple[int, str], str]:
        issues = self._imported.issues if self._imported else ()
        return {
            (issue.row, issue.column): issue.severity
            for issue in reversed(issues)
            if issue.row is not None and (issue.file, issue.sheet) == (table.file, table.sheet)
        }

    def _decided(self, table: TextTable) -> dict[tuple[int, str], str]:
        """Return what was decided about the cells and rows of a table, in words."""
        from ketgui.views.importing.answered import lines_of

        if self._imported is None:
            return {}
        return {
            (decision.row, decision.column): line
            for decision, line in lines_of(self._imported)
            if (decision.file, decision.sheet) == (table.file, table.sheet)
        }

    def _on_clicked(self, index: object) -> None:
        place = self._mapping.currentIndex()
        if place.column() == MappingModel.TARGET:
            self._mapping.edit(place)

    def _on_target(self, letter: str, path: str, given: object = ()) -> None:
        from ketgui.importing.changes import ColumnChange

        current = self._current()
        if current:
            table, _mapping = current
            stated = given if isinstance(given, tuple) else ()
            self._on_answered(ColumnChange(table.file, table.sheet, letter, path, stated))

    def _on_header(self) -> None:
        from ketgui.importing.changes import TableChange

        current, index = self._current(), self._source.currentIndex()
        if current and index.isValid():
            table, _mapping = current
            row = int(table.rows[index.row()])
            self._on_answered(TableChange(table.file, table.sheet, header_row=row))

    def _on_answered(self, change: Change) -> None:
        if self._imported:
            self._read_under(self._imported.mapping.with_change(change))

    def _on_taken_back(self, decision: Decision) -> None:
        if self._imported:
            self._read_under(self._imported.mapping.without_decision(decision))

    def _read_under(self, mapping: Mapping) -> None:
        """Read the files under another answer, which can be taken back."""
        if self._imported:
            self._trail.answered(self._imported.mapping)
            self._session.read_again(mapping)

    def _on_undo(self) -> None:
        if self._imported and self._trail.can_undo:
            self._session.read_again(self._trail.undo(self._imported.mapping))

    def _on_redo(self) -> None:
        if self._imported and self._trail.can_redo:
            self._session.read_again(self._trail.redo(self._imported.mapping))

    def _on_shown(self, issue: Issue) -> None:
        """Bring an issue's cell to the eye, in its own table."""
        tables = self._imported.tables if self._imported else ()
        for place, table in enumerate(tables):
            if (table.file, table.sheet) == (issue.file, issue.sheet):
                self._tables.setCurrentIndex(place)
        if issue.row is None:
            return
        self._answers.choices.show_cell(self._cell(issue.row, issue.column))
        if place := self._source_model.place_of(issue.row, issue.column):
            index = self._source_model.index(*place)
            self._showing = True
            self._source.setCurrentIndex(index)
            self._showing = False
            self._source.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _on_cell(self, index: QModelIndex) -> None:
        """Offer the choices about a cell that the user goes to."""
        current = self._current()
        if current and index.isValid() and not self._showing:
            table, _mapping = current
            row, letter = int(table.rows[index.row()]), table.letters[index.column()]
            self._sides.setCurrentWidget(self._answers)
            self._answers.show_cell(self._cell(row, letter))

    def _cell(self, row: int, letter: str) -> Cell | None:
        current = self._current()
        if current is None:
            return None
        table, _mapping = current
        text = table.at(row, letter)
        if text is None:
            return Cell(table.file, table.sheet, row)
        header = table.headers[table.letters.index(letter)]
        return Cell(table.file, table.sheet, row, letter, header, text)

    def _on_key(self) -> None:
        from ketgui.views.importing.key import KeyOfIds

        if self._imported:
            title = _("Key of the patient ids")
            open_dialog(self, title, KeyOfIds(self._imported.pseudonyms))

    def _on_use(self) -> None:
        if self._imported:
            self._session.accept(self._imported)

    def event(self, event: QEvent) -> bool:
        """Keep the keys of undo and redo for the answers given here."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            for key in (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo):
                if event.matches(key):
                    event.accept()
                    return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take an answer back, or give it again."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self._on_undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self._on_redo()
        else:
            super().keyPressEvent(event)


def _names(imported: Import) -> tuple[str, ...]:
    return tuple(source.name for source in imported.sources)


def _fit(view: QTableView, widest: int) -> None:
    """Give columns the width of what is seen in them, long texts no more than `widest`."""
    view.resizeColumnsToContents()
    header = view.horizontalHeader()
    for column in range(header.count()):
        if header.sectionSize(column) > widest:
            header.resizeSection(column, widest)


def _table_view(model: SourceModel | MappingModel, name: str) -> QTableView:
    view = QTableView()
    model.setParent(view)
    view.setModel(model)
    view.setAccessibleName(name)
    view.setAlternatingRowColors(True)
    view.setWordWrap(False)
    view.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
    view.setTabKeyNavigation(False)
    view.verticalHeader().hide()
    # Widths are judged by what is seen: a table may have a million rows and ten thousand columns.
    view.horizontalHeader().setResizeContentsPrecision(_JUDGED_ROWS)
    view.verticalHeader().setDefaultSectionSize(layout.ROW_HEIGHT)
    return view

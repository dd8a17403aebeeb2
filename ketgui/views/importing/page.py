"""The import page: source above, mapping beneath, what to answer at the right, one button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ketgui.session import Session
from ketgui.text import _, integer, plural
from ketgui.views import layout
from ketgui.views.importing.answers import Answers, row_of
from ketgui.views.importing.chooser import TargetChooser
from ketgui.views.importing.models import MappingModel, SourceModel

if TYPE_CHECKING:
    from ketgui.importing import Import
    from ketgui.importing.changes import Change
    from ketgui.importing.mapping import TableMapping
    from ketgui.importing.text_table import TextTable
    from ketgui.importing.validation import Issue


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
        self._title = layout.heading("", layout.TITLE_POINTS)
        self._words = layout.paragraph()
        self._tables = QComboBox()
        self._tables.setAccessibleName(_("Table of the file"))
        self._layout_words = QLabel()
        self._source_model, self._mapping_model = SourceModel(), MappingModel()
        self._source = _table_view(self._source_model, _("The file, as it is"))
        self._source.verticalHeader().show()
        self._mapping = _table_view(self._mapping_model, _("What each column was taken for"))
        self._chooser = TargetChooser(self._mapping)
        self._mapping.setItemDelegateForColumn(MappingModel.TARGET, self._chooser)
        self._answers = Answers()
        self._use = QPushButton()
        self._use.setDefault(True)
        self._lay_out()
        self._tables.currentIndexChanged.connect(self._on_table)
        self._mapping.clicked.connect(self._on_clicked)
        self._chooser.chosen.connect(self._on_target)
        self._answers.answered.connect(self._on_answered)
        self._answers.shown.connect(self._on_shown)
        self._use.clicked.connect(self._on_use)

    def show_import(self, imported: Import) -> None:
        """Show what files were taken for; the table looked at stays chosen."""
        self._imported = imported
        names = " + ".join(source.name for source in imported.sources)
        usable = imported.cohort is not None
        self._title.setText(names or _("This file"))
        self._words.setText(
            _("Look at what was understood; click a field to change it.")
            if usable
            else _("Nothing was loaded, and your file was not changed. Please answer, or mend it.")
        )
        chosen = self._tables.currentIndex()
        self._tables.blockSignals(True)
        self._tables.clear()
        for table in imported.tables:
            rows = plural("{n} row", "{n} rows", len(table))
            self._tables.addItem(f"{table.sheet or table.file} ({rows})")
        self._tables.setCurrentIndex(chosen if 0 <= chosen < len(imported.tables) else 0)
        self._tables.blockSignals(False)
        self._on_table()
        self._answers.show_issues(imported.issues)
        self._show_button(imported)

    def _show_button(self, imported: Import) -> None:
        cohort = imported.cohort
        self._use.setEnabled(cohort is not None)
        if cohort is None:
            errors = sum(issue.severity == "error" for issue in imported.issues)
            self._use.setText(plural("{n} answer still missing", "{n} answers still missing",
                                     errors))  # fmt: skip
            return
        words = plural(
            "Use this cohort: {n} patient", "Use this cohort: {n} patients", cohort.enrolled
        )
        out = len(imported.exclusions)
        self._use.setText(words + (_(", {n} left out", n=integer(out)) if out else ""))

    def _lay_out(self) -> None:
        upper = QWidget()
        box = layout.padded(QVBoxLayout(upper), 0, layout.STEP)
        box.addLayout(row_of(self._tables, self._layout_words))
        box.addWidget(self._source, 1)
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.addWidget(upper)
        halves.addWidget(self._mapping)
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.addWidget(halves)
        sides.addWidget(self._answers)
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
        foot.addStretch()
        foot.addWidget(self._use)
        return foot

    def _current(self) -> tuple[TextTable, TableMapping | None] | None:
        place = self._tables.currentIndex()
        if self._imported is None or not 0 <= place < len(self._imported.tables):
            return None
        table = self._imported.tables[place]
        return table, self._imported.mapping.table(table.file, table.sheet)

    def _on_table(self) -> None:
        current = self._current()
        if current is None:
            self._source_model.show_table(None, {})
            self._mapping_model.show_mapping(None)
            self._layout_words.setText("")
            return
        table, mapping = current
        self._source_model.show_table(table, self._marked(table))
        self._mapping_model.show_mapping(mapping)
        self._mapping.resizeColumnsToContents()
        self._source.resizeColumnsToContents()
        self._layout_words.setText(_layout_words(mapping))

    def _marked(self, table: TextTable) -> dict[tuple[int, str], str]:
        issues = self._imported.issues if self._imported else ()
        return {
            (issue.row, issue.column): issue.severity
            for issue in reversed(issues)
            if issue.row is not None and (issue.file, issue.sheet) == (table.file, table.sheet)
        }

    def _on_clicked(self, index: object) -> None:
        place = self._mapping.currentIndex()
        if place.column() == MappingModel.TARGET:
            self._mapping.edit(place)

    def _on_target(self, letter: str, path: str, given: object) -> None:
        from ketgui.importing.changes import ColumnChange

        current = self._current()
        if current:
            table, _mapping = current
            stated = given if isinstance(given, tuple) else ()
            self._on_answered(ColumnChange(table.file, table.sheet, letter, path, stated))

    def _on_answered(self, change: Change) -> None:
        if self._imported:
            mapping = self._imported.mapping.with_change(change)
            self._session.propose(self._session.paths, mapping)

    def _on_shown(self, issue: Issue) -> None:
        """Bring an issue's cell to the eye, in its own table."""
        tables = self._imported.tables if self._imported else ()
        for place, table in enumerate(tables):
            if (table.file, table.sheet) == (issue.file, issue.sheet):
                self._tables.setCurrentIndex(place)
        if issue.row is None:
            return
        if cell := self._source_model.place_of(issue.row, issue.column):
            index = self._source_model.index(*cell)
            self._source.setCurrentIndex(index)
            self._source.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _on_use(self) -> None:
        if self._imported:
            self._session.accept(self._imported)


def _layout_words(mapping: TableMapping | None) -> str:
    from ketgui.importing.layouts import of_key

    if mapping is None or not mapping.layout:
        return ""
    found = of_key(mapping.layout)
    return f"{_(found.title)}. {mapping.reason}"


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
    view.verticalHeader().setDefaultSectionSize(layout.ROW_HEIGHT)
    return view

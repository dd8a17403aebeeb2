"""The Cohort tab: the cohort's tables, its problems and Table 1."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, ClassVar, cast

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit

from ketgui.session.session import Session
from ketgui.text import _, plural
from ketgui.views import layout
from ketgui.views.cohort.column_chooser import ColumnChooser, list_own_columns
from ketgui.views.cohort.patient_flow import PatientFlow
from ketgui.views.widgets.dialogs import show_message
from ketgui.views.widgets.problems.problem_count import count_problems
from ketgui.views.widgets.problems.problem_list import ProblemList
from ketgui.views.widgets.section import Section
from ketgui.views.widgets.tab import Tab
from ketgui.views.widgets.tables.result_sections import ResultSections
from ketgui.views.widgets.tables.table_view import (
    ListingModel,
    TableView,
    export_button,
    make_result_table,
)

if TYPE_CHECKING:
    from ketgui.domain.fields import Field, TableName
    from ketgui.importing.issues import Issue
    from ketgui.reporting.tables.listing import Listing
    from ketgui.statistics.analysis import Analysis

_MOST_PROBLEMS = 3
_VISITS = "visits"


class CohortTab(Tab):
    """Shows the cohort's tables, the problems in them, and Table 1."""

    key: ClassVar[str] = "cohort"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._analysis: Analysis | None = None
        self._choice = QComboBox()
        self._choice.setAccessibleName(_("Table shown"))
        self._filter = QLineEdit()
        self._filter.setPlaceholderText(_("Filter rows"))
        self._filter.setAccessibleName(_("Filter rows"))
        self._filter.setClearButtonEnabled(True)
        self._count = layout.make_label()
        self._invention = layout.make_paragraph()
        self._model = ListingModel()
        self._view = TableView(self._model, _("Cohort"))
        self._view.setSortingEnabled(True)
        # No column is sorted at first: rows stand in the order of the file.
        self._view.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self._sorted_by, self._order = "", Qt.SortOrder.AscendingOrder
        self._view.horizontalHeader().sortIndicatorChanged.connect(self._on_sorted)
        self.columns = ColumnChooser(self._view, self._model, self._choice.currentData)
        self._problems = ProblemList()
        self._issues: tuple[Issue, ...] | None = None
        self._problem_words = layout.make_paragraph()
        self._show_in_file = layout.make_button("search", _("Show in the file"), self._on_in_file)
        self._flow = PatientFlow()
        self._flow.return_wanted.connect(session.bring_back)
        self._table_1, self._table_1_model = make_result_table(_("Table 1"))
        self._described = Section(_("Table 1. Patients"), self._table_1)
        self.details = ResultSections(self.key)
        self.details.explanation_wanted.connect(self.explanation_wanted)
        self.answer.wanted.connect(self._on_answer)
        self._lay_out()
        # The table is filtered after a pause in typing, not at every key.
        self._pause = QTimer(self, singleShot=True, interval=150)
        self._pause.timeout.connect(self._on_chosen)
        self._filter.textChanged.connect(self._pause.start)
        self._choice.currentIndexChanged.connect(self._on_chosen)
        self.columns.changed.connect(self._on_columns)
        self._problems.chosen.connect(self._on_problem)
        self._problems.opened.connect(self.problem_wanted)
        self._problems.reported.connect(self._problem_words.setText)
        self._problems.reported.connect(self._problem_words.show)
        self._add_actions()
        self._view.doubleClicked.connect(self._on_double_click)
        self._view.selectionModel().selectionChanged.connect(self._on_selected)
        session.selection.changed.connect(self._show_selection)

    def show_analysis(self, analysis: Analysis) -> None:
        """Show another snapshot; the chosen table stays chosen."""
        from ketgui.domain.invention import describe_invention
        from ketgui.reporting.tables.display_table import build_table
        from ketgui.reporting.tables.listing import translate_table_titles
        from ketgui.statistics.results.patients.demographics import Demographics

        self._analysis = analysis
        self._invention.setText(describe_invention(analysis.cohort))
        self._invention.setVisible(analysis.cohort.invented)
        chosen = self._choice.currentData() or "patients"
        # Refilling the list emits a signal at each step; the table is filled once, at the end.
        self._choice.blockSignals(True)
        self._choice.clear()
        for key, title in translate_table_titles().items():
            self._choice.addItem(f"{title} ({len(analysis.cohort.get_table(key))})", key)
        self._choice.addItem(_("Visits"), _VISITS)
        self._choice.setCurrentIndex(self._choice.findData(chosen))
        self._choice.blockSignals(False)
        characteristics = build_table(analysis[Demographics])
        self._table_1_model.show_table(characteristics)
        self._table_1.fit_rows()
        self._described.setVisible(bool(characteristics.rows))
        self._flow.show_analysis(analysis)
        self.details.show_analysis(analysis)
        self._show_problems()
        self._on_chosen()

    def hide_columns(self, columns: tuple[str, ...]) -> None:
        """Hide columns of the cohort's tables."""
        self.columns.hide(columns)

    def _on_columns(self, hidden: tuple[str, ...]) -> None:
        """Remember hidden columns, but for those of the user's own: preferences hold no data."""
        if self._analysis:
            own = list_own_columns(self._analysis.cohort)
            self.columns_hidden.emit(tuple(name for name in hidden if name not in own))

    def _on_answer(self, key: str) -> None:
        """Go to the patients, to their flow, or to the problems."""
        if key == "problems":
            self.show_problems()
        elif key == "flow":
            self._flow.setFocus()
        else:
            self._choice.setCurrentIndex(self._choice.findData("patients"))

    def show_problems(self) -> None:
        """Move the focus to the list of problems."""
        self._problems.setFocus()

    def _lay_out(self) -> None:
        row = layout.pad(QHBoxLayout(), 0)
        row.addWidget(self._choice)
        row.addWidget(self._filter, 1)
        row.addWidget(self._count)
        export = export_button(self._view)
        export.setToolTip(export.text())
        export.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        row.addWidget(self.columns.make_button())
        row.addWidget(export)
        self.main_box.addWidget(self._invention)
        self.main_box.addLayout(row)
        self.main_box.addWidget(self._view, 1)
        self.side_box.addWidget(layout.make_heading(_("Checks")))
        self.side_box.addWidget(self._problems)
        self.side_box.addWidget(self._problem_words)
        self.side_box.addWidget(self._show_in_file)
        self.side_box.addWidget(Section(_("Flow of patients"), self._flow))
        self.side_box.addWidget(self._described)
        self.side_box.addWidget(self.details)
        # On a high screen the room that is left lies below, not between headings and tables.
        self.side_box.addStretch(1)

    def _on_chosen(self) -> None:
        if self._analysis is None:
            return
        from ketgui.reporting.tables.listing import list_records
        from ketgui.reporting.tables.visits import list_visit_rows

        chosen = self._choice.currentData()
        if chosen == _VISITS:
            listing = list_visit_rows(self._analysis, date.today())
        else:
            listing = list_records(self._analysis, chosen)
        filtered = listing.filter_by_text(self._filter.text().strip())
        current = self._get_current_cell()
        self._model.show_listing(self._sort(filtered), self._find_corrections(chosen))
        self._go_to_cell(*current)
        self._count.setText(plural("{n} row", "{n} rows", len(filtered)))
        self._show_selection(self.session.selection.ids)

    def _get_current_cell(self) -> tuple[int, str]:
        """Return the row in the cohort and the column that the keyboard is at."""
        index = self._view.currentIndex()
        if not index.isValid():
            return -1, ""
        return self._model.record(index.row()), self._model.key(index.column())

    def _go_to_cell(self, record: int, key: str) -> None:
        """Let the keyboard go on where it was, if the cell is still there."""
        columns = [self._model.key(column) for column in range(self._model.columnCount())]
        row = self._model.find_row(record)
        if row >= 0 and key in columns:
            index = self._model.index(row, columns.index(key))
            selection = self._view.selectionModel()
            selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _sort(self, listing: Listing) -> Listing:
        """Return a listing in the order that was chosen, with the arrow on that column."""
        names = [str(name) for name in listing.frame.columns]
        column = names.index(self._sorted_by) if self._sorted_by in names else -1
        header = self._view.horizontalHeader()
        # The signal would sort again, what is shown now.
        header.blockSignals(True)
        header.setSortIndicator(column, self._order)
        header.blockSignals(False)
        ascending = self._order == Qt.SortOrder.AscendingOrder
        return listing.sort_by(column, ascending) if column >= 0 else listing

    def _on_sorted(self, column: int, order: Qt.SortOrder) -> None:
        self._sorted_by = self._model.key(column) if column >= 0 else ""
        self._order = order

    def _find_corrections(self, table: str) -> Mapping[tuple[int, str], str]:
        """Return what to say of each corrected cell, by its row in the cohort and its column."""
        from ketgui.views.cohort.corrected_cells import find_corrected_cells

        if self._analysis is None or table == _VISITS:
            return {}
        edits = self.session.history.state.edits
        return find_corrected_cells(self._analysis, edits, cast("TableName", table))

    def _show_problems(self) -> None:
        from ketgui.views.cohort.answer import summarize

        imported = self.session.imported
        issues = imported.issues if imported else ()
        assert self._analysis is not None
        self.answer.show_answer(summarize(self._analysis, count_problems(issues)))
        # Another definition finds no other problem: the chosen one stays chosen.
        if issues != self._issues:
            self._issues = issues
            self._problems.show_issues(issues)
            self._problems.show_rows(min(len(issues), _MOST_PROBLEMS))
            self._on_problem(None)

    def _on_problem(self, issue: Issue | None) -> None:
        """Show the whole text of a problem, and go to its patient."""
        self._problem_words.setVisible(issue is not None)
        self._show_in_file.setVisible(issue is not None)
        if issue is None:
            return
        self._problem_words.setText("\n".join(part for part in (issue.message, issue.fix) if part))
        if issue.patient_id:
            self.session.selection.select(frozenset((issue.patient_id,)))
            self._bring(issue.patient_id)

    def _on_in_file(self) -> None:
        if issue := self._problems.current:
            self.problem_wanted.emit(issue)

    def _bring(self, patient_id: str) -> None:
        """Scroll to a patient's row if the table has one."""
        patients = self._model.patients()
        if patient_id in patients:
            self._view.scrollTo(self._model.index(patients.index(patient_id), 0))

    def _add_actions(self) -> None:
        """Add the commands of the table's menu, with their shortcuts."""
        for icon, title, act, keys in (
            ("pencil", _("Correct…"), self._on_correct, (Qt.Key.Key_F2,)),
            ("users", _("Patient's page"), self._on_page, (Qt.Key.Key_Return, Qt.Key.Key_Enter)),
            ("circle-x", _("Exclude…"), self._on_exclude, (Qt.Key.Key_Delete,)),
        ):
            action = QAction(layout.make_icon(icon), title, self)
            action.setShortcuts([QKeySequence(key) for key in keys])
            # Enter and F2 mean something else elsewhere in the window.
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(act)
            self._view.addAction(action)
        self._view.addAction(self.columns.menu.menuAction())

    def _find_correctable(self, index: QModelIndex) -> tuple[TableName, int, Field | str]:
        """Return the table, row and column to correct, or the reason why it cannot be corrected."""
        from ketgui.views.cohort.correction import find_correctable_field, find_source_cell

        assert self._analysis is not None
        if self._choice.currentData() == _VISITS:
            reason = _("A visit follows from the plan and from what is recorded of the patient.")
            return "patients", 0, reason
        table_shown, row = self._choice.currentData(), self._model.record(index.row())
        key = self._model.key(index.column())
        table, row, key = find_source_cell(self._analysis, table_shown, row, key)
        cohort, plan = self._analysis.cohort, self._analysis.plan
        return table, row, find_correctable_field(cohort, plan, table, row, key)

    def _on_correct(self) -> None:
        self._correct(self._view.currentIndex())

    def _on_exclude(self) -> None:
        from ketgui.views.cohort.exclusion import ExclusionDialog

        if chosen := sorted(self.session.selection.ids):
            ExclusionDialog(self.session, self, chosen).open()

    def _on_page(self) -> None:
        self._open_page(self._view.currentIndex())

    def _on_double_click(self, index: QModelIndex) -> None:
        """Correct the cell if it can be corrected; otherwise open its patient's page."""
        _table, _row, field = self._find_correctable(index)
        if isinstance(field, str):
            self._open_page(index)
        else:
            self._correct(index)

    def _correct(self, index: QModelIndex) -> None:
        from ketgui.views.cohort.correction import CorrectionDialog

        if not index.isValid():
            return
        table, row, field = self._find_correctable(index)
        if isinstance(field, str):
            show_message(self, field)
            return
        CorrectionDialog(self.session, self, table, row, field).open()

    def _open_page(self, index: QModelIndex) -> None:
        if index.isValid():
            self.patient_wanted.emit(self._model.patients()[index.row()])

    def _on_selected(self) -> None:
        rows = {index.row() for index in self._view.selectionModel().selectedRows()}
        patients = self._model.patients()
        self.session.selection.select(frozenset(patients[row] for row in rows))

    def _show_selection(self, ids: frozenset[str]) -> None:
        """Select the rows of the selected patients without a signal."""
        chosen = QItemSelection()
        last = self._model.columnCount() - 1
        for row, patient in enumerate(self._model.patients()):
            if patient in ids:
                chosen.select(self._model.index(row, 0), self._model.index(row, last))
        selection = self._view.selectionModel()
        # The signal would select the patients anew, and those without a row here would be lost.
        selection.blockSignals(True)
        selection.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        selection.blockSignals(False)
        # With its signals blocked, the view has not heard of the change either.
        self._view.viewport().update()

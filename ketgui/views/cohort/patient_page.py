"""One patient's records from every table, with notes, and excluding the patient."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ketgui.session.session import Session
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.widgets.dialogs import change_cohort
from ketgui.views.widgets.tables.table_view import ListingModel, TableView, make_result_table

if TYPE_CHECKING:
    from ketgui.reporting.tables.display_table import DisplayTable
    from ketgui.reporting.tables.listing import Listing

_MOST_ROWS = 12
_NOTES_HEIGHT = 56
# A patient mostly has one row in these, with more columns than fit the page.
_ONE_LINE = ("patients", "tms_courses")


class PatientPage(QWidget):
    """Shows a patient's rows of every table; the patient can be excluded with a reason.

    Signals
    -------
    left_out()
        The patient was excluded.
    sheet_wanted(str), course_wanted(str)
        A visit sheet, or the course, of this patient is to be printed.
    """

    left_out = Signal()
    sheet_wanted = Signal(str)
    course_wanted = Signal(str)

    def __init__(self, session: Session, patient_id: str) -> None:
        super().__init__()
        self._session, self.patient_id = session, patient_id
        self.reason = QLineEdit()
        self.reason.setAccessibleName(_("Why the patient is left out"))
        self.reason.setPlaceholderText(_("Reason (appears in the report)"))
        self.leave_out = QPushButton(_("Exclude this patient"))
        self.leave_out.setToolTip(_("Can be undone; the source file is not changed."))
        self.leave_out.setEnabled(False)
        # Enter in the reason must not exclude anybody: buttons of a dialog answer to it by default.
        self.leave_out.setAutoDefault(False)
        self.reason.textChanged.connect(self.offer)
        self.leave_out.clicked.connect(self._on_leave_out)
        self.notes = QPlainTextEdit(self._join_notes())
        self.notes.setAccessibleName(_("Notes"))
        self.notes.setPlaceholderText(_("Your notes on this patient. They go into no report."))
        self.notes.setFixedHeight(_NOTES_HEIGHT)
        # Else Tab would write a tab, and the keyboard could not leave the notes.
        self.notes.setTabChangesFocus(True)
        self.keep_notes = QPushButton(_("Save notes"))
        self.keep_notes.setEnabled(False)
        self.keep_notes.setAutoDefault(False)
        self.notes.textChanged.connect(self.offer)
        self.keep_notes.clicked.connect(self.keep)
        notes_row = layout.pad(QHBoxLayout(), 0)
        notes_row.addWidget(_make_title(_("Notes"), self.notes))
        notes_row.addWidget(self.notes, 1)
        notes_row.addWidget(self.keep_notes)
        exclusion_row = layout.pad(QHBoxLayout(), 0)
        exclusion_row.addWidget(_make_title(_("Leave out"), self.reason))
        exclusion_row.addWidget(self.reason, 1)
        exclusion_row.addWidget(self.leave_out)
        print_row = layout.pad(QHBoxLayout(), 0)
        print_row.addStretch()
        for icon, title, wanted in (
            ("printer", _("Visit sheet…"), self.sheet_wanted),
            ("file-text", _("Course as PDF…"), self.course_wanted),
        ):
            push = layout.make_button(icon, title, partial(wanted.emit, patient_id))
            push.setAutoDefault(False)
            print_row.addWidget(push)
        box = layout.pad(QVBoxLayout(self), 0)
        box.addLayout(print_row)
        box.addWidget(self._build_records(), 1)
        box.addLayout(notes_row)
        box.addLayout(exclusion_row)

    @property
    def has_unsaved_notes(self) -> bool:
        """Whether the notes differ from the recorded ones."""
        # The editor replaces some characters (a no-break space); this alone is no change.
        recorded = QTextDocument(self._join_notes()).toPlainText()
        return self.notes.toPlainText().strip() != recorded.strip()

    @property
    def is_being_written(self) -> bool:
        """Whether notes or a reason were typed that are not saved yet."""
        return self.has_unsaved_notes or bool(self.reason.text().strip())

    @property
    def is_in_cohort(self) -> bool:
        """Whether the patient is still enrolled: undoing an import may remove any patient."""
        cohort = self._session.get_cohort()
        return bool(cohort and (cohort.patients["patient_id"] == self.patient_id).any())

    @Slot()
    def offer(self) -> None:
        """Enable the buttons that what was typed allows; none for a patient who is gone."""
        is_enrolled = self.is_in_cohort
        self.keep_notes.setEnabled(is_enrolled and self.has_unsaved_notes)
        self.leave_out.setEnabled(is_enrolled and bool(self.reason.text().strip()))

    @Slot()
    def keep(self) -> bool:
        """Save the notes with the cohort, or show why not; return whether they were saved."""
        from ketgui.domain.edits import RowChange

        notes = {"notes": self.notes.toPlainText().strip() or None}
        # The row is found by the patient's id: its position may have changed since.
        edit = RowChange("patients", 0, notes, {"patient_id": self.patient_id})
        line = _("Notes on {id}", id=self.patient_id)
        is_saved = change_cohort(self._session, self, [edit], line)
        self.keep_notes.setEnabled(not is_saved)
        return is_saved

    def _join_notes(self) -> str:
        # The cohort is there also where computing was cancelled, and has no numbers.
        cohort = self._session.get_cohort()
        if cohort is None:
            return ""
        patients = cohort.patients
        recorded = patients.loc[patients["patient_id"] == self.patient_id, "notes"]
        return "".join(recorded.dropna())

    def _build_records(self) -> QScrollArea:
        """Return the patient's rows of every table; an empty table says that it is empty."""
        from ketgui.reporting.tables.listing import list_records, translate_table_titles
        from ketgui.reporting.tables.patient_infusions import build_infusion_table

        analysis = self._session.analysis
        assert analysis is not None
        page = QWidget()
        box = layout.pad(QVBoxLayout(page))
        if deviations := self._describe_deviations():
            box.addWidget(layout.make_heading(_("Deviations from the plan")))
            box.addWidget(deviations)
        for key, title in translate_table_titles().items():
            rows = list_records(analysis, key).select_patient(self.patient_id)
            box.addWidget(layout.make_heading(title))
            if len(rows) == 0:
                box.addWidget(layout.make_paragraph(_("Nothing is recorded.")))
                continue

            if len(rows) == 1 and key in _ONE_LINE:
                box.addWidget(_build_facts(rows))
                continue
            if key == "infusions":
                box.addWidget(_build_infusions(build_infusion_table(analysis, self.patient_id)))
                continue
            model = ListingModel()
            view = TableView(model, title)
            model.show_listing(rows)
            view.fit_rows(_MOST_ROWS)
            box.addWidget(view)
        box.addStretch()
        scroll = QScrollArea()
        scroll.setWidget(page)
        scroll.setWidgetResizable(True)
        return scroll

    def _describe_deviations(self) -> QLabel | None:
        from ketgui.statistics.results.treatment.deviations import Deviations

        analysis = self._session.analysis
        assert analysis is not None
        messages = [
            deviation.message
            for deviation in analysis[Deviations].deviations
            if deviation.patient_id == self.patient_id
        ]
        if not messages:
            return None
        paragraph = layout.make_paragraph("\n".join(messages))
        paragraph.setStyleSheet(f"color: {layout.get_state_colour('warning').name()}")
        return paragraph

    def _on_leave_out(self) -> None:
        from ketgui.domain.edits import PatientExclusion

        reason = self.reason.text().strip()
        line = _("Left out {id}: {reason}", id=self.patient_id, reason=reason)
        if not change_cohort(
            self._session, self, [PatientExclusion(self.patient_id, reason)], line
        ):
            return
        # Other views must not go on showing a patient whom they no longer have.
        self._session.selection.select(self._session.selection.ids - {self.patient_id})
        self.left_out.emit()


def _make_title(title: str, field: QWidget) -> QLabel:
    label = layout.make_label(title)
    label.setBuddy(field)
    return label


def _build_infusions(table: DisplayTable) -> TableView:
    """Return a view as high as its rows, with room for the bar of a table wider than the page."""
    view, model = make_result_table(table.title)
    model.show_table(table)
    # Without room for its bar, a table wider than the page would hide its last row.
    bar = view.horizontalScrollBar().sizeHint().height()
    header = view.horizontalHeader().sizeHint().height()
    rows = min(len(table.rows), _MOST_ROWS) * layout.measure_row_height()
    view.setFixedHeight(header + rows + bar + 2 * view.frameWidth())
    return view


def _build_facts(rows: Listing) -> QLabel:
    """Return a row as text: each column's name and its value, kept on one line."""
    pairs = (
        f"<span style='white-space:nowrap'>{escape(header)}&nbsp;"
        f"<b>{escape(rows.text(0, column))}</b></span>"
        for column, header in enumerate(rows.headers)
        if rows.frame.columns[column : column + 1].tolist() != ["patient_id"]
    )
    label = layout.make_paragraph()
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setText(" &nbsp; ".join(pairs))
    return label

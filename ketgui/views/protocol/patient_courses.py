"""A table of both treatments for each patient, and the infusions of the chosen patient."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSplitter, QVBoxLayout, QWidget

from ketgui.text import _
from ketgui.views import layout
from ketgui.views.widgets.tables.table_view import make_result_table

if TYPE_CHECKING:
    from ketgui.statistics.analysis import Analysis

_SHARES = (3, 2)


class PatientCoursesView(QWidget):
    """Lists patients with their treatments; below, each infusion of the chosen patient.

    Signals
    -------
    patient_wanted(str)
        The user wants to see a patient's page.
    """

    patient_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._analysis: Analysis | None = None
        self.patients, self._model = make_result_table(_("Treatment of each patient"))
        self.patients.doubleClicked.connect(self._on_open)
        self.patients.selectionModel().currentRowChanged.connect(self._on_patient)
        self._title = layout.make_heading("")
        self.infusions, self.model = make_result_table(_("Infusions of one patient"))
        self._none = layout.make_paragraph(_("No infusion is recorded."))
        row = layout.pad(QHBoxLayout(), 0)
        # A long patient id must not make the window wider than the screen.
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(self._title, 1)
        row.addWidget(layout.make_button("users", _("Open the page"), self._on_page))
        lower = QWidget()
        below = layout.pad(QVBoxLayout(lower), 0)
        below.addLayout(row)
        below.addWidget(self.infusions, 1)
        below.addWidget(self._none)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        for widget, share in zip((self.patients, lower), _SHARES, strict=True):
            splitter.addWidget(widget)
            splitter.setStretchFactor(splitter.count() - 1, share)
        layout.pad(QVBoxLayout(self)).addWidget(splitter)

    def show_analysis(self, analysis: Analysis) -> None:
        """Show another analysis; the chosen patient stays chosen if still there."""
        from ketgui.reporting.tables.display_table import build_table
        from ketgui.statistics.results.treatment.patient_courses import PatientCourses

        patient = self._get_patient()
        self._analysis = analysis
        table = build_table(analysis[PatientCourses])
        self._model.show_table(table)
        # The first column of a row is the patient id.
        ids = [row[0] for row in table.rows]
        if ids:
            # Never empty where there are patients: the infusions below are of somebody.
            self.patients.selectRow(ids.index(patient) if patient in ids else 0)
        self._show_infusions()

    def _get_patient(self) -> str:
        index = self.patients.currentIndex()
        return str(index.siblingAtColumn(0).data()) if index.isValid() else ""

    def _on_patient(self, _current: QModelIndex, _before: QModelIndex) -> None:
        self._show_infusions()

    def _show_infusions(self) -> None:
        from ketgui.reporting.tables.patient_infusions import build_infusion_table

        patient = self._get_patient()
        title = _("Infusions of {patient}", patient=patient) if patient else _("Infusions")
        self._title.setText(title)
        if self._analysis is None:
            return
        table = build_infusion_table(self._analysis, patient)
        self.model.show_table(table)
        self.infusions.setVisible(bool(table.rows))
        self._none.setVisible(not table.rows)

    def _on_open(self, index: QModelIndex) -> None:
        self.patient_wanted.emit(str(index.siblingAtColumn(0).data()))

    def _on_page(self) -> None:
        if patient := self._get_patient():
            self.patient_wanted.emit(patient)

"""Both treatments of each patient, and every infusion of the one who is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSplitter, QVBoxLayout, QWidget

from ketgui.text import _
from ketgui.views import layout
from ketgui.views.widgets.tables.table_view import result_table

if TYPE_CHECKING:
    from ketgui.statistics.analysis import Analysis

_SHARES = (3, 2)


class PatientCoursesView(QWidget):
    """A line for each patient; below, what was recorded at each infusion of one.

    Signals
    -------
    patient_wanted(str)
        A patient's page is to be opened.
    """

    patient_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._analysis: Analysis | None = None
        self.patients, self._model = result_table(_("Treatment of each patient"))
        self.patients.doubleClicked.connect(self._on_open)
        self.patients.selectionModel().currentRowChanged.connect(self._on_patient)
        self._title = layout.heading("")
        self.infusions, self.model = result_table(_("Infusions of one patient"))
        self._none = layout.paragraph(_("No infusion is recorded."))
        row = layout.padded(QHBoxLayout(), 0)
        # A long id is not to make the whole window wider than the screen.
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(self._title, 1)
        row.addWidget(layout.button("users", _("Open the page"), self._on_page))
        lower = QWidget()
        below = layout.padded(QVBoxLayout(lower), 0)
        below.addLayout(row)
        below.addWidget(self.infusions, 1)
        below.addWidget(self._none)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        for part, share in zip((self.patients, lower), _SHARES, strict=True):
            splitter.addWidget(part)
            splitter.setStretchFactor(splitter.count() - 1, share)
        layout.padded(QVBoxLayout(self)).addWidget(splitter)

    def show_analysis(self, analysis: Analysis) -> None:
        """Show another snapshot; the patient looked at stays chosen while there."""
        from ketgui.reporting.tables.display_table import build_table
        from ketgui.statistics.results.treatment.patient_courses import PatientCourses

        who = self._chosen()
        self._analysis = analysis
        table = build_table(analysis[PatientCourses])
        self._model.show_table(table)
        ids = [row[0] for row in table.rows]
        if ids:
            self.patients.selectRow(ids.index(who) if who in ids else 0)
        self._show_infusions()

    def _chosen(self) -> str:
        index = self.patients.currentIndex()
        return str(index.siblingAtColumn(0).data()) if index.isValid() else ""

    def _on_patient(self, _current: QModelIndex, _before: QModelIndex) -> None:
        self._show_infusions()

    def _show_infusions(self) -> None:
        from ketgui.reporting.tables.patient_infusions import build_infusion_table

        who = self._chosen()
        self._title.setText(_("Infusions of {patient}", patient=who) if who else _("Infusions"))
        if self._analysis is None:
            return
        table = build_infusion_table(self._analysis, who)
        self.model.show_table(table)
        self.infusions.setVisible(bool(table.rows))
        self._none.setVisible(not table.rows)

    def _on_open(self, index: QModelIndex) -> None:
        self.patient_wanted.emit(str(index.siblingAtColumn(0).data()))

    def _on_page(self) -> None:
        if who := self._chosen():
            self.patient_wanted.emit(who)

"""The flow of patients: how many at each step, and who was excluded for which reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ketgui.text import _
from ketgui.views import layout
from ketgui.views.widgets.tables.table_view import make_result_table

if TYPE_CHECKING:
    from ketgui.statistics.analysis import Analysis


class PatientFlow(QWidget):
    """Shows a row for each step, and each excluded patient with the reason.

    Signals
    -------
    return_wanted(str, str)
        An excluded patient is to be enrolled again: the id, and the reason.
    """

    return_wanted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._excluded: tuple[str, ...] = ()
        self.reason = QLineEdit()
        self.reason.setAccessibleName(_("Why the patient is brought back"))
        self.reason.setPlaceholderText(_("Reason (kept in the history)"))
        self.bring_back = QPushButton(_("Bring back"))
        self.bring_back.setToolTip(_("Enrol the chosen patient again. Can be undone."))
        self.bring_back.clicked.connect(self._on_bring_back)
        self.reason.textChanged.connect(self._offer)
        self._steps, self._steps_model = make_result_table(_("Flow of patients"))
        self._out, self._out_model = make_result_table(_("Left out"))
        box = layout.pad(QVBoxLayout(self), 0)
        box.addWidget(self._steps)
        box.addWidget(self._out)
        self._returning = QWidget()
        row = layout.pad(QHBoxLayout(self._returning), 0)
        row.addWidget(self.reason, 1)
        row.addWidget(self.bring_back)
        box.addWidget(self._returning)
        self._out.selectionModel().selectionChanged.connect(self._offer)

    def show_analysis(self, analysis: Analysis) -> None:
        """Show the flow of another snapshot."""
        from ketgui.reporting.tables.display_table import DisplayTable, build_table
        from ketgui.statistics.results.patients.flow import Flow

        self._steps_model.show_table(build_table(analysis[Flow]))
        self._steps.fit_rows()
        excluded = analysis.cohort.excluded
        rows = tuple((exclusion.patient_id, exclusion.reason) for exclusion in excluded)
        headers = (_("Left out"), _("Reason"))
        self._out_model.show_table(
            DisplayTable("left_out", _("Left out"), headers, rows, (False, False))
        )
        self._out.fit_rows()
        for part in (self._out, self._returning):
            part.setVisible(bool(excluded))
        self._excluded = tuple(exclusion.patient_id for exclusion in excluded)
        # With one excluded patient there is nothing to choose.
        if len(excluded) == 1:
            self._out.selectRow(0)
        self._offer()

    def _offer(self) -> None:
        is_chosen = self._out.currentIndex().isValid()
        self.bring_back.setEnabled(is_chosen and bool(self.reason.text().strip()))

    def _on_bring_back(self) -> None:
        reason = self.reason.text().strip()
        self.reason.clear()
        self.return_wanted.emit(self._excluded[self._out.currentIndex().row()], reason)

"""The flow of patients: how many at each step, and who was excluded for which reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ketgui.text import _
from ketgui.views import layout
from ketgui.views.widgets.tables.table_view import result_table

if TYPE_CHECKING:
    from ketgui.statistics.analysis import Analysis


class PatientFlow(QWidget):
    """Shows a row for each step, and each excluded patient with the reason."""

    def __init__(self) -> None:
        super().__init__()
        self._steps, self._steps_model = result_table(_("Flow of patients"))
        self._out, self._out_model = result_table(_("Left out"))
        box = layout.padded(QVBoxLayout(self), 0)
        box.addWidget(self._steps)
        box.addWidget(self._out)

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
        self._out.setVisible(bool(excluded))

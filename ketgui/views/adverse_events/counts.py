"""The table of adverse events in the chosen view, with the patients counted in each cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from ketgui.session.jobs import Jobs
from ketgui.session.session import Session
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.adverse_events.counted_patients import CountedPatients
from ketgui.views.adverse_events.view_chooser import ViewChooser
from ketgui.views.widgets.steady_area import VerticalArea
from ketgui.views.widgets.tables.table_view import copy_button, export_button, make_result_table

if TYPE_CHECKING:
    from ketgui.reporting.tables.display_table import DisplayTable
    from ketgui.statistics.analysis import Analysis
    from ketgui.statistics.events import EventTable

_LEAST_ROWS = 7


class EventCounts(QWidget):
    """Counts events and patients in the chosen view, off the main thread.

    Signals
    -------
    patient_wanted(str)
        The user wants to see a patient's page.
    """

    patient_wanted = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._analysis: Analysis | None = None
        self._events: EventTable | None = None
        # Only the newest view is wanted: a filter changed meanwhile cancels the count before it.
        self._jobs = Jobs(self, newest_wins=True)
        self.heading = layout.make_heading(_("Adverse events"))
        self.chooser = ViewChooser()
        self.chooser.view_changed.connect(self._count)
        self.view, self.model = make_result_table(_("Adverse events"))
        self.view.fit_columns()
        # Patients are listed for a cell, so that the selection is a cell and not a row.
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.clicked.connect(self._on_cell)
        # Enter on a cell does what a click does, for users without a mouse.
        self.view.activated.connect(self._on_cell)
        self.empty_reason = layout.make_paragraph()
        self.note = layout.make_paragraph()
        self.suppress = QCheckBox(_("Hide counts below 5"))
        self.suppress.setToolTip(
            _(
                "Counts from 1 to 4 are hidden here and in copies and exports, and so are the "
                "counts from which they could be worked out in this table. Another view may "
                "still reveal them."
            )
        )
        self.suppress.toggled.connect(self._count)
        self.counted_patients = CountedPatients(session)
        self.counted_patients.patient_wanted.connect(self.patient_wanted)
        self._lay_out()

    @property
    def busy(self) -> bool:
        """Whether a table is being computed."""
        return self._jobs.is_busy

    def show_analysis(self, analysis: Analysis) -> None:
        """Count the events of another analysis in the same view."""
        self._analysis = analysis
        self.chooser.show_analysis(analysis)
        self._count()

    def _lay_out(self) -> None:
        row = layout.pad(QHBoxLayout(), 0)
        row.addWidget(self.suppress)
        row.addStretch()
        row.addWidget(copy_button(self.view))
        row.addWidget(export_button(self.view))
        content = QWidget()
        # With large letters, the page scrolls before the table is left without rows.
        self.view.setMinimumHeight(_LEAST_ROWS * layout.measure_row_height())
        layout.pad(QVBoxLayout(self), 0).addWidget(VerticalArea(content))
        box = layout.pad(QVBoxLayout(content), 0)
        box.addWidget(self.heading)
        box.addWidget(self.chooser)
        box.addWidget(self.empty_reason)
        box.addWidget(self.view, 1)
        box.addWidget(self.note)
        box.addLayout(row)
        box.addWidget(self.counted_patients)

    def _count(self) -> None:
        analysis, view, suppress = (
            self._analysis,
            self.chooser.build_view(),
            self.suppress.isChecked(),
        )
        if analysis is None:
            return
        # Widgets are read here, since the worker must not touch them.
        group, filters = self.chooser.group_title(), self.chooser.describe_filters()

        def work() -> tuple[EventTable, DisplayTable]:
            from ketgui.reporting.tables.event_counts import build_event_count_table
            from ketgui.statistics.events import build_event_table

            events = build_event_table(analysis.study, view)
            return events, build_event_count_table(events, analysis.plan, suppress, group, filters)

        self._jobs.start(work, self._on_counted)

    def _on_counted(self, result: tuple[EventTable, DisplayTable]) -> None:
        self._events, table = result
        self.heading.setText(table.heading)
        self.view.setAccessibleName(table.heading)
        self.model.show_table(table)
        self.note.setText(table.note)
        self.note.setVisible(bool(table.note))
        self.empty_reason.setText(_(self._events.reason) if self._events.reason else "")
        self.empty_reason.setVisible(bool(self._events.reason))
        self.counted_patients.clear(self.suppress.isChecked())

    def _on_cell(self, index: QModelIndex) -> None:
        """List the patients of a cell; not while small counts are hidden, which it would reveal."""
        if self._events is None or index.column() < 1 or self.suppress.isChecked():
            return
        row, column = index.row(), index.column() - 1
        title = " · ".join((str(self.model.text(row, 0)), self.model.column_title(column + 1)))
        self.counted_patients.show_patients(title, self._events.patients(row, column))

"""The Protocol tab: what was given?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from ketgui.domain.treatment import PlannedTreatment
from ketgui.session import Session
from ketgui.text import _, mark
from ketgui.views import layout
from ketgui.views.parts.figure_chooser import FigureChooser
from ketgui.views.parts.planned_treatment import PlannedTreatmentEditor
from ketgui.views.parts.problems import NoteList
from ketgui.views.parts.tables import result_table
from ketgui.views.tabs.tab import Tab

if TYPE_CHECKING:
    from ketgui.reporting.tables.written import Table
    from ketgui.statistics.analysis import Analysis


class ProtocolTab(Tab):
    """Both treatments as recorded and as planned, what follows from them, and what was given."""

    key: ClassVar[str] = "protocol"
    title: ClassVar[str] = mark("Protocol")
    question: ClassVar[str] = mark("What was given?")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._tms, self._tms_model = result_table(_("TMS protocols"))
        self._ketamine, self._ketamine_model = result_table(_("Ketamine protocol"))
        self._exposure, self._exposure_model = result_table(_("Infusions received"))
        self._patients, self._patients_model = result_table(_("Treatment of each patient"))
        self._patients.doubleClicked.connect(self._on_patient)
        self._monitoring, self._monitoring_model = result_table(_("Measured at the infusions"))
        self._measured = layout.heading(_("Measured at the infusions"))
        self._flags = NoteList(_("Numbers that do not agree"))
        self._deviations = NoteList(_("Deviations from the plan"))
        self._planned = PlannedTreatmentEditor(session.plan.treatment)
        self._planned.treatment_changed.connect(self._on_treatment)
        session.history_changed.connect(self._on_history)
        views = QTabWidget()
        views.addTab(self._received(), _("Received"))
        views.addTab(_padded(self._patients), _("By patient"))
        views.addTab(self._planned, _("Planned"))
        self.figure = FigureChooser(session, ("swimmer", "train_pattern", "course_calendar"))
        self.figure.export_wanted.connect(self.export_wanted)
        self.figure.patient_clicked.connect(self.patient_wanted)
        views.addTab(_padded(self.figure), _("Figures"))
        self.main_box.addWidget(views, 1)
        self.side_box.addWidget(layout.heading(_("Infusions received")))
        self.side_box.addWidget(self._exposure)
        self.side_box.addWidget(self._measured)
        self.side_box.addWidget(self._monitoring)
        self.side_box.addWidget(layout.heading(_("Numbers that do not agree")))
        self.side_box.addWidget(self._flags, 1)
        self.side_box.addWidget(layout.heading(_("Deviations from the plan")))
        self.side_box.addWidget(self._deviations, 1)

    def show_analysis(self, analysis: Analysis) -> None:
        """Show another snapshot."""
        from ketgui.domain.protocols import flags
        from ketgui.reporting.methods import completeness
        from ketgui.reporting.tables.written import written_table
        from ketgui.statistics.results.exposure import Exposure
        from ketgui.statistics.results.ketamine_protocol import KetamineReceived
        from ketgui.statistics.results.monitoring import Monitoring
        from ketgui.statistics.results.patient_courses import PatientCourses
        from ketgui.statistics.results.tms_protocols import TmsProtocols

        tms, ketamine = analysis[TmsProtocols], analysis[KetamineReceived]
        self._tms_model.show_table(written_table(tms))
        self._ketamine_model.show_table(written_table(ketamine))
        self._patients_model.show_table(written_table(analysis[PatientCourses]))
        self._exposure_model.show_table(written_table(analysis[Exposure]))
        self._show_monitoring(written_table(analysis[Monitoring]))
        self._exposure.fit_rows()
        found = [flag.message for one in (*tms.protocols, ketamine.protocol) for flag in flags(one)]
        self._flags.show_notes(found, _("Pulses, times and rates agree"))
        self._show_deviations(analysis)
        self.figure.show_analysis(analysis)
        self._planned.show_missing(completeness(analysis))

    def _show_monitoring(self, table: Table) -> None:
        """Show what was measured; where nothing was, the table takes no room."""
        self._monitoring_model.show_table(table)
        self._monitoring.fit_rows()
        for part in (self._measured, self._monitoring):
            part.setVisible(bool(table.rows))

    def _show_deviations(self, analysis: Analysis) -> None:
        from ketgui.statistics.results.deviations import Deviations

        planned = analysis.plan.treatment.is_reported
        self._deviations.show_notes(
            [one.message for one in analysis[Deviations].found],
            _("What was received is what was planned") if planned else _("Nothing is planned yet"),
        )

    def _received(self) -> QWidget:
        page = QWidget()
        box = layout.padded(QHBoxLayout(page))
        for title, table in (
            (_("TMS, as recorded"), self._tms),
            (_("Ketamine, as recorded"), self._ketamine),
        ):
            half = layout.padded(QVBoxLayout(), 0)
            half.addWidget(layout.heading(title))
            half.addWidget(table, 1)
            box.addLayout(half, 1)
        return page

    def _on_patient(self, index: QModelIndex) -> None:
        self.patient_wanted.emit(str(index.siblingAtColumn(0).data()))

    def _on_treatment(self, treatment: PlannedTreatment) -> None:
        plan = replace(self.session.plan, treatment=treatment)
        self.session.set_plan(plan, _("Planned treatment changed"))

    def _on_history(self) -> None:
        self._planned.show_treatment(self.session.plan.treatment)


def _padded(content: QWidget) -> QWidget:
    page = QWidget()
    layout.padded(QVBoxLayout(page)).addWidget(content)
    return page

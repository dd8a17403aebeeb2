"""The Protocol tab: what was given?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QTabWidget, QVBoxLayout, QWidget

from ketgui.domain.treatment.planned import PlannedTreatment
from ketgui.session.session import Session
from ketgui.text import _, mark
from ketgui.views import layout
from ketgui.views.protocol.beam_f3 import BeamF3Check
from ketgui.views.protocol.completeness import CompletenessMeter
from ketgui.views.protocol.methods_page import MethodsPage
from ketgui.views.protocol.patient_courses import PatientCoursesView
from ketgui.views.protocol.planned_treatment import PlannedTreatmentEditor
from ketgui.views.widgets.dialogs import open_dialog
from ketgui.views.widgets.figures.figure_chooser import FigureChooser
from ketgui.views.widgets.problems.problem_list import NoteList
from ketgui.views.widgets.tab import Tab
from ketgui.views.widgets.tables.result_sections import ResultSections
from ketgui.views.widgets.tables.table_view import result_table

if TYPE_CHECKING:
    import pandas as pd

    from ketgui.domain.plan import AnalysisPlan
    from ketgui.reporting.tables.display_table import DisplayTable
    from ketgui.statistics.analysis import Analysis

# The column of the exposure that holds words: who stopped and why is said in full below it.
_REASON_COLUMN = 2
# More deviations than these nobody reads in a list.
_MAX_LISTED = 300


class ProtocolTab(Tab):
    """Both treatments as recorded and as planned, what follows from them, and what was given."""

    key: ClassVar[str] = "protocol"
    title: ClassVar[str] = mark("Protocol")
    question: ClassVar[str] = mark("What was given?")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._tms, self._tms_model = result_table(_("TMS protocols"))
        self._no_tms = layout.paragraph(_("Nothing is recorded."))
        self._ketamine, self._ketamine_model = result_table(_("Ketamine protocol"))
        self._exposure, self._exposure_model = result_table(_("Infusions received"))
        self._no_infusion = layout.paragraph(_("No infusion is recorded."))
        self._monitoring, self._monitoring_model = result_table(_("Measured at the infusions"))
        self._flags = NoteList(_("Numbers that do not agree"))
        self._disagreements = layout.heading(_("Numbers that do not agree"))
        self._deviations = NoteList(_("Deviations from the plan"))
        self._deviations.itemActivated.connect(self._on_deviation)
        self._deviating: list[str] = []
        self._waiting: dict[PatientCoursesView | FigureChooser | MethodsPage, Analysis] = {}
        self.patients = PatientCoursesView()
        self.patients.patient_wanted.connect(self.patient_wanted)
        self._planned = PlannedTreatmentEditor(session.plan.treatment)
        self._planned.treatment_changed.connect(self._on_treatment)
        self._planned.beam_f3_wanted.connect(self._on_beam_f3)
        session.plan_changed.connect(self._on_plan)
        session.history.changed.connect(self._on_history)
        self.methods = MethodsPage(session)
        self.completeness = CompletenessMeter()
        self.completeness.field_wanted.connect(self._on_field)
        self.figure = FigureChooser(session, self.key)
        self.figure.export_wanted.connect(self.export_wanted)
        self.figure.patient_clicked.connect(self.patient_wanted)
        self.details = ResultSections(self.key)
        self.details.explanation_wanted.connect(self.explanation_wanted)
        self._measured = _create_page(self._monitoring)
        self.views = QTabWidget()
        self._lay_out()
        self.views.currentChanged.connect(self._on_view)
        self._on_view()

    def show_analysis(self, analysis: Analysis) -> None:
        """Show another snapshot."""
        from ketgui.domain.treatment.protocols import flags
        from ketgui.reporting.methods import assess_completeness
        from ketgui.reporting.tables.display_table import build_table
        from ketgui.statistics.results.treatment.exposure import Exposure
        from ketgui.statistics.results.treatment.ketamine_protocol import KetamineReceived
        from ketgui.statistics.results.treatment.monitoring import Monitoring
        from ketgui.statistics.results.treatment.tms_protocols import TmsProtocols
        from ketgui.statistics.treatment.stated_protocols import recorded_treatment

        tms, ketamine = analysis[TmsProtocols], analysis[KetamineReceived]
        self._tms_model.show_table(build_table(tms))
        self._tms.setVisible(bool(tms.protocols))
        self._no_tms.setVisible(not tms.protocols)
        self._ketamine_model.show_table(build_table(ketamine))
        self._exposure_model.show_table(build_table(analysis[Exposure]))
        self._exposure.fit_rows(yields=_REASON_COLUMN)
        # A table of nothing but reasons has no room for any of them.
        given = len(analysis.cohort.infusions) > 0
        self._exposure.setVisible(given)
        self._no_infusion.setVisible(not given)
        self._show_monitoring(build_table(analysis[Monitoring]))
        found = [flag.message for one in (*tms.protocols, ketamine.protocol) for flag in flags(one)]
        self._flags.show_notes(found, "")
        for part in (self._disagreements, self._flags):
            part.setVisible(bool(found))
        self._show_deviations(analysis)
        self._planned.show_recorded(recorded_treatment(analysis))
        self.completeness.show_completeness(assess_completeness(analysis))
        self.details.show_analysis(analysis)
        self._waiting = dict.fromkeys((self.patients, self.figure, self.methods), analysis)
        self._on_view()

    def _lay_out(self) -> None:
        for title, page in (
            (_("Received"), self._received()),
            (_("By patient"), self.patients),
            (_("Measured"), self._measured),
            (_("Planned"), self._planned),
            (_("Figures"), _create_page(self.figure)),
            (_("Methods"), self.methods),
        ):
            self.views.addTab(page, title)
        self.main_box.addWidget(self.views, 1)
        self._given = QWidget()
        given = layout.padded(QVBoxLayout(self._given), 0)
        given.addWidget(layout.heading(_("Infusions received")))
        given.addWidget(self._exposure)
        given.addWidget(self._no_infusion)
        given.addWidget(self._disagreements)
        given.addWidget(self._flags, 1)
        given.addWidget(layout.heading(_("Deviations from the plan")))
        given.addWidget(self._deviations, 2)
        self.side_box.addWidget(self._given, 1)
        self.side_box.addWidget(self._planned.what_follows)
        self.side_box.addWidget(self.completeness)
        self.side_box.addWidget(self.details)
        self.side_box.addStretch()

    def _on_view(self, _place: int = 0) -> None:
        """Show what the page has not yet been shown, and beside it what belongs to it."""
        page = self.views.currentWidget()
        for part in list(self._waiting):
            if part is page or part.parentWidget() is page:
                part.show_analysis(self._waiting.pop(part))
        planned, methods = page is self._planned, page is self.methods
        self._given.setVisible(not planned and not methods)
        self._planned.what_follows.setVisible(planned)
        self.completeness.setVisible(planned or methods)

    def _show_monitoring(self, table: DisplayTable) -> None:
        """Show what was measured; where nothing was, there is no page of it."""
        self._monitoring_model.show_table(table)
        self.views.setTabVisible(self.views.indexOf(self._measured), bool(table.rows))

    def _show_deviations(self, analysis: Analysis) -> None:
        from ketgui.reporting.methods import describe_exposure
        from ketgui.statistics.results.treatment.deviations import Deviations

        found, said = analysis[Deviations].found, describe_exposure(analysis)
        listed = found[:_MAX_LISTED]
        self._deviating = [one.patient_id for one in listed]
        planned = analysis.plan.treatment.is_reported
        if found or planned:
            self._deviations.show_notes(
                [one.message for one in listed],
                said or _("No deviation was found"),
                more=len(found) - len(listed),
            )
        else:
            words = [_("Nothing is planned yet.")]
            if _has_comparable_doses(analysis.cohort.infusions):
                words.append(_("Recorded doses agree with weight × mg/kg."))
            self._deviations.show_notes([" ".join(words)], "", "note")

    def _received(self) -> QWidget:
        page = QWidget()
        box = layout.padded(QHBoxLayout(page))
        for title, table in (
            (_("TMS, as recorded"), self._tms),
            (_("Ketamine, as recorded"), self._ketamine),
        ):
            half = layout.padded(QVBoxLayout(), 0)
            half.addWidget(layout.heading(title))
            if table is self._tms:
                half.addWidget(self._no_tms, 1, Qt.AlignmentFlag.AlignTop)
            half.addWidget(table, 1)
            box.addLayout(half, 1)
        return page

    def _on_deviation(self, item: QListWidgetItem) -> None:
        place = self._deviations.row(item)
        if place < len(self._deviating):
            self.patient_wanted.emit(self._deviating[place])

    def _on_field(self, link: str) -> None:
        self.views.setCurrentWidget(self._planned)
        self._planned.show_field(link)

    def _on_beam_f3(self) -> None:
        open_dialog(self.window(), _("BeamF3 record check"), BeamF3Check())

    def _on_treatment(self, treatment: PlannedTreatment) -> None:
        plan = replace(self.session.plan, treatment=treatment)
        self.session.set_plan(plan, _("Planned treatment changed"))

    def _on_plan(self, plan: AnalysisPlan) -> None:
        self._planned.show_treatment(plan.treatment)

    def _on_history(self) -> None:
        if self.session.analysis:
            # A sentence may have been put into other words.
            self._waiting[self.methods] = self.session.analysis
            self._on_view()


def _has_comparable_doses(infusions: pd.DataFrame) -> bool:
    """Tell whether a dose is recorded with all that it follows from."""
    recorded = infusions[["weight_kg", "dose_mg_per_kg", "dose_mg"]].notna()
    return bool(recorded.all(axis=1).any())


def _create_page(content: QWidget) -> QWidget:
    page = QWidget()
    layout.padded(QVBoxLayout(page)).addWidget(content)
    return page

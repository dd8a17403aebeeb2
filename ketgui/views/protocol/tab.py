"""The Protocol tab: which treatment was planned, and which was given?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QTabWidget, QVBoxLayout, QWidget

from ketgui.domain.treatment.planned_treatment import PlannedTreatment
from ketgui.session.session import Session
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.protocol.completeness import CompletenessMeter
from ketgui.views.protocol.methods_page import MethodsPage
from ketgui.views.protocol.patient_courses import PatientCoursesView
from ketgui.views.protocol.planned_treatment import PlannedTreatmentEditor
from ketgui.views.widgets.dialogs import open_dialog
from ketgui.views.widgets.figures.figure_chooser import FigureChooser
from ketgui.views.widgets.problems.problem_list import NoteList
from ketgui.views.widgets.tab import Tab
from ketgui.views.widgets.tables.result_sections import ResultSections
from ketgui.views.widgets.tables.table_view import make_result_table

if TYPE_CHECKING:
    import pandas as pd

    from ketgui.domain.plan import AnalysisPlan
    from ketgui.reporting.tables.display_table import DisplayTable
    from ketgui.statistics.analysis import Analysis

# The column of the exposure table that may wrap, since it lists reasons for stopping.
_REASON_COLUMN = 2
# Nobody reads a longer list of deviations; the table of results holds them all.
_MAX_LISTED = 300


class ProtocolTab(Tab):
    """Shows both treatments as recorded and as planned, with deviations and the Methods."""

    key: ClassVar[str] = "protocol"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._tms, self._tms_model = make_result_table(_("TMS protocols"))
        self._no_tms = layout.make_paragraph(_("Nothing is recorded."))
        self._ketamine, self._ketamine_model = make_result_table(_("Ketamine protocol"))
        self._exposure, self._exposure_model = make_result_table(_("Infusions received"))
        self._no_infusion = layout.make_paragraph(_("No infusion is recorded."))
        self._monitoring, self._monitoring_model = make_result_table(_("Measured at the infusions"))
        self._flags = NoteList(_("Numbers that do not agree"))
        self._disagreements = layout.make_heading(_("Numbers that do not agree"))
        self._deviations = NoteList(_("Deviations from the plan"))
        self._deviations.itemActivated.connect(self._on_deviation)
        self._deviating_ids: list[str] = []
        # Pages that are not visible wait, since their figures and texts take time to make.
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
        self.figure.export_wanted.connect(self.export)
        self.figure.patient_clicked.connect(self.patient_wanted)
        self.details = ResultSections(self.key)
        self.details.explanation_wanted.connect(self.explanation_wanted)
        self._measured = _create_page(self._monitoring)
        self.views = QTabWidget()
        layout.read_tabs_first(self.views)
        self.answer.wanted.connect(self._on_answer)
        self._lay_out()
        self.views.currentChanged.connect(self._on_view)
        self._on_view()

    def show_analysis(self, analysis: Analysis) -> None:
        """Show another analysis."""
        from ketgui.domain.treatment.protocols import find_flags
        from ketgui.reporting.paragraphs.methods import assess_completeness
        from ketgui.reporting.tables.display_table import build_table
        from ketgui.statistics.results.treatment.exposure import Exposure
        from ketgui.statistics.results.treatment.ketamine_protocol import KetamineReceived
        from ketgui.statistics.results.treatment.monitoring import Monitoring
        from ketgui.statistics.results.treatment.tms_protocols import TmsProtocols
        from ketgui.statistics.treatment.protocol_choice import plan_from_records
        from ketgui.views.protocol.answer import summarize

        self.answer.show_answer(summarize(analysis))
        tms, ketamine = analysis[TmsProtocols], analysis[KetamineReceived]
        self._tms_model.show_table(build_table(tms))
        self._tms.setVisible(bool(tms.protocols))
        self._no_tms.setVisible(not tms.protocols)
        self._ketamine_model.show_table(build_table(ketamine))
        # Each table has room in proportion to what it holds.
        for index, table in enumerate((self._tms, self._ketamine)):
            self._received.setStretch(index, table.natural_width)
        self._exposure_model.show_table(build_table(analysis[Exposure]))
        self._exposure.fit_rows(yields=_REASON_COLUMN)
        # Without infusions, the table would hold nothing but reasons, cut off in narrow columns.
        has_infusions = len(analysis.cohort.infusions) > 0
        self._exposure.setVisible(has_infusions)
        self._no_infusion.setVisible(not has_infusions)
        self._show_monitoring(build_table(analysis[Monitoring]))
        protocols = (*tms.protocols, ketamine.protocol)
        messages = [flag.message for protocol in protocols for flag in find_flags(protocol)]
        self._flags.show_notes(messages, "")
        for widget in (self._disagreements, self._flags):
            widget.setVisible(bool(messages))
        self._show_deviations(analysis)
        self._planned.show_recorded(plan_from_records(analysis))
        self.completeness.show_completeness(assess_completeness(analysis))
        self.details.show_analysis(analysis)
        self._waiting = dict.fromkeys((self.patients, self.figure, self.methods), analysis)
        self._on_view()

    def _lay_out(self) -> None:
        for title, page in (
            (_("Received"), self._create_received_page()),
            (_("By patient"), self.patients),
            (_("Measured"), self._measured),
            (_("Planned"), self._planned),
            (_("Figures"), _create_page(self.figure)),
            (_("Methods"), self.methods),
        ):
            self.views.addTab(page, title)
        self.main_box.addWidget(self.views, 1)
        self._given = QWidget()
        received = layout.pad(QVBoxLayout(self._given), 0)
        received.addWidget(layout.make_heading(_("Infusions received")))
        received.addWidget(self._exposure)
        received.addWidget(self._no_infusion)
        received.addWidget(self._disagreements)
        received.addWidget(self._flags, 1)
        received.addWidget(layout.make_heading(_("Deviations from the plan")))
        received.addWidget(self._deviations, 2)
        self.side_box.addWidget(self._given, 1)
        self.side_box.addWidget(self._planned.calculated_values)
        self.side_box.addWidget(self.completeness)
        self.side_box.addWidget(self.details)
        self.side_box.addStretch()

    def _on_answer(self, key: str) -> None:
        """Show the treatment received, with exposure and deviations beside it."""
        self.views.setCurrentIndex(0)
        if key == "deviations":
            self._deviations.setFocus()

    def _on_view(self, _index: int = 0) -> None:
        """Bring the visible page up to date and show its widgets in the side column."""
        page = self.views.currentWidget()
        for widget in list(self._waiting):
            # The figure lies in a page that gives it its margins.
            if widget is page or widget.parentWidget() is page:
                widget.show_analysis(self._waiting.pop(widget))
        is_plan, is_methods = page is self._planned, page is self.methods
        self._given.setVisible(not is_plan and not is_methods)
        self._planned.calculated_values.setVisible(is_plan)
        self.completeness.setVisible(is_plan or is_methods)

    def _show_monitoring(self, table: DisplayTable) -> None:
        """Show what was measured; hide the page if nothing was."""
        self._monitoring_model.show_table(table)
        self.views.setTabVisible(self.views.indexOf(self._measured), bool(table.rows))

    def _show_deviations(self, analysis: Analysis) -> None:
        from ketgui.reporting.paragraphs.methods import describe_exposure
        from ketgui.statistics.results.treatment.deviations import Deviations

        deviations, summary = analysis[Deviations].deviations, describe_exposure(analysis)
        listed = deviations[:_MAX_LISTED]
        self._deviating_ids = [deviation.patient_id for deviation in listed]
        if deviations or analysis.plan.treatment.is_reported:
            self._deviations.show_notes(
                [deviation.message for deviation in listed],
                summary or _("No deviation was found"),
                more=len(deviations) - len(listed),
            )
        else:
            notes = [_("Nothing is planned yet.")]
            if _has_comparable_doses(analysis.cohort.infusions):
                notes.append(_("Recorded doses agree with weight × mg/kg."))
            self._deviations.show_notes([" ".join(notes)], "", "note")

    def _create_received_page(self) -> QWidget:
        page = QWidget()
        self._received = layout.pad(QHBoxLayout(page), 0)
        self._received.setContentsMargins(0, layout.MARGIN, 0, 0)
        for title, table in (
            (_("TMS, as recorded"), self._tms),
            (_("Ketamine, as recorded"), self._ketamine),
        ):
            half = layout.pad(QVBoxLayout(), 0)
            half.addWidget(layout.make_heading(title))
            if table is self._tms:
                half.addWidget(self._no_tms, 1, Qt.AlignmentFlag.AlignTop)
            table.fit_columns()
            half.addWidget(table, 1)
            self._received.addLayout(half, 1)
        return page

    def _on_deviation(self, item: QListWidgetItem) -> None:
        row = self._deviations.row(item)
        # The last line may say how many more there are, and names no patient.
        if row < len(self._deviating_ids):
            self.patient_wanted.emit(self._deviating_ids[row])

    def _on_field(self, link: str) -> None:
        self.views.setCurrentWidget(self._planned)
        self._planned.show_field(link)

    def _on_beam_f3(self) -> None:
        from ketgui.views.protocol.beam_f3 import BeamF3Check

        open_dialog(self.window(), _("BeamF3 record check"), BeamF3Check())

    def _on_treatment(self, treatment: PlannedTreatment) -> None:
        plan = replace(self.session.plan, treatment=treatment)
        self.session.set_plan(plan, _("Planned treatment changed"))

    def _on_plan(self, plan: AnalysisPlan) -> None:
        self._planned.show_treatment(plan.treatment)

    def _on_history(self) -> None:
        if self.session.analysis:
            # The user may have edited a sentence of the Methods.
            self._waiting[self.methods] = self.session.analysis
            self._on_view()


def _has_comparable_doses(infusions: pd.DataFrame) -> bool:
    """Whether some infusion has its dose, its weight and its mg/kg recorded."""
    recorded = infusions[["weight_kg", "dose_mg_per_kg", "dose_mg"]].notna()
    return bool(recorded.all(axis=1).any())


def _create_page(content: QWidget) -> QWidget:
    page = QWidget()
    layout.pad(QVBoxLayout(page)).addWidget(content)
    return page

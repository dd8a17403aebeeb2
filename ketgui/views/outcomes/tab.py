"""The outcomes tab: the change of scores, response and remission."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from ketgui.domain.rated_scales import find_unknown_scales
from ketgui.session.session import Session
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.cohort.selected_patients import SelectedPatients
from ketgui.views.outcomes.further_settings import FurtherSettings
from ketgui.views.outcomes.published_rates import PublishedRatesEditor
from ketgui.views.outcomes.relapse_editor import RelapseEditor
from ketgui.views.outcomes.secondary_editor import SecondaryEditor
from ketgui.views.widgets.figures.figure_chooser import FigureChooser
from ketgui.views.widgets.plan_editor import PlanEditor
from ketgui.views.widgets.section import Section
from ketgui.views.widgets.tab import Tab
from ketgui.views.widgets.tables.result_sections import ResultSections
from ketgui.views.widgets.tables.table_view import make_result_table

if TYPE_CHECKING:
    from ketgui.domain.literature import PublishedRate
    from ketgui.domain.plan import AnalysisPlan
    from ketgui.statistics.analysis import Analysis


class OutcomesTab(Tab):
    """Shows the scores in a figure, the definitions of the outcomes, the rates and the tests."""

    key: ClassVar[str] = "outcomes"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.figure = FigureChooser(session, self.key)
        self.figure.export_wanted.connect(self.export)
        self.figure.patient_clicked.connect(self.patient_wanted)
        self.figure.patient_opened.connect(self.patient_wanted)
        self.selected = SelectedPatients(session)
        self.selected.patient_wanted.connect(self.patient_wanted)
        self._editor = PlanEditor(session.plan)
        self._editor.plan_changed.connect(session.set_plan)
        # Several editors of one plan: each shows what the others changed, by way of the session.
        self._further = FurtherSettings(session.plan)
        self._further.plan_changed.connect(session.set_plan)
        self.relapse = RelapseEditor(session.plan)
        self.relapse.plan_changed.connect(self._on_relapse)
        self.secondary = SecondaryEditor()
        self.secondary.plan_changed.connect(session.set_plan)
        self._scales = Section(_("Further scales"), self.secondary, opened=False)
        self._sentence = layout.make_paragraph()
        self.caveats = layout.make_paragraph()
        self._rates, self._rates_model = make_result_table(_("Response and remission"))
        self.details = ResultSections(self.key)
        self.details.explanation_wanted.connect(self.explanation_wanted)
        self.published_rates = PublishedRatesEditor()
        self.published_rates.published_changed.connect(self._on_published)
        # A tile's key is that of the figure which shows its number.
        self.answer.wanted.connect(self.figure.choose)
        self._lay_out()
        session.plan_changed.connect(self._on_plan)

    def show_analysis(self, analysis: Analysis) -> None:
        """Show another analysis."""
        from ketgui.reporting.paragraphs.prose import describe_change
        from ketgui.reporting.tables.display_table import build_table
        from ketgui.statistics.results.outcomes.outcomes import Outcomes
        from ketgui.views.outcomes.answer import summarize

        self.answer.show_answer(summarize(analysis))
        self.figure.show_analysis(analysis)
        self._sentence.setText(describe_change(analysis))
        self._rates_model.show_table(build_table(analysis[Outcomes]))
        self._rates.fit_rows()
        self.caveats.setText(_format_caveats(analysis))
        self.published_rates.show_analysis(analysis)
        self.details.show_analysis(analysis)
        self.secondary.show_analysis(analysis)
        if find_unknown_scales(analysis.cohort, analysis.plan):
            # A scale that nobody has described is asked about: the question must be seen.
            self._scales.unfold()

    def _lay_out(self) -> None:
        self.main_box.addWidget(self.figure, 1)
        # Below the figure in which patients are clicked, not at the far side of the window.
        self.main_box.addWidget(self.selected)
        self.side_box.addWidget(layout.make_heading(_("Definitions")))
        self.side_box.addWidget(self._editor)
        self.side_box.addWidget(self._scales)
        self.side_box.addWidget(Section(_("Relapse"), self.relapse, opened=False))
        self.side_box.addWidget(Section(_("Further settings"), self._further, opened=False))
        self.side_box.addWidget(layout.make_heading(_("Result")))
        self.side_box.addWidget(self._sentence)
        self.side_box.addWidget(self._rates)
        self.side_box.addWidget(self.caveats)
        self.side_box.addWidget(self.details)
        title = _("Published rates (editable)")
        self.side_box.addWidget(Section(title, self.published_rates, opened=False))
        self.side_box.addStretch()

    def _on_plan(self, plan: AnalysisPlan) -> None:
        """Give every editor the newest plan, whichever of them changed it."""
        self._editor.show_plan(plan)
        self.relapse.show_plan(plan)
        self._further.show_plan(plan)

    def _on_relapse(self, plan: AnalysisPlan) -> None:
        rule = plan.relapse.describe(plan.rating_scale) or _("not set")
        self.session.set_plan(plan, _("Plan: relapse is {rule}", rule=rule))

    def _on_published(self, published: tuple[PublishedRate, ...]) -> None:
        plan = replace(self.session.plan, published=published)
        self.session.set_plan(plan, _("Plan: other published rates"))


def _format_caveats(analysis: Analysis) -> str:
    """Return the caveats, one on each line, to be read with the result."""
    from ketgui.domain.invention import describe_invention
    from ketgui.reporting.tables.display_table import format_cell
    from ketgui.statistics.results.outcomes.caveats import Caveats

    lines = [text] if (text := describe_invention(analysis.cohort)) else []
    for row in analysis[Caveats].rows():
        cells = " – ".join(filter(None, map(format_cell, row.cells)))
        lines.append(_("{title}: {words}", title=format_cell(row.label), words=cells))
    return "\n".join(lines)

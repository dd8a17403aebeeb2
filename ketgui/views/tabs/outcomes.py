"""The MADRS tab: did it help, whom, how much?"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ketgui.session import Session
from ketgui.text import _, mark
from ketgui.views import layout
from ketgui.views.parts.figure_view import FigureView
from ketgui.views.parts.plan_editor import PlanEditor
from ketgui.views.parts.section import Section
from ketgui.views.parts.tables import result_table
from ketgui.views.tabs.tab import Tab

if TYPE_CHECKING:
    from ketgui.statistics.analysis import Analysis


class OutcomesTab(Tab):
    """Every patient's scores, the thresholds, the rates and the test."""

    key: ClassVar[str] = "outcomes"
    title: ClassVar[str] = mark("MADRS")
    question: ClassVar[str] = mark("Did it help, whom, and how much?")

    def __init__(self, session: Session) -> None:
        from ketgui.figures.catalogue import before_after

        super().__init__(session)
        self._figure = FigureView(before_after.FIGURE)
        self._figure.export_wanted.connect(self.export_wanted)
        self._editor = PlanEditor(session.plan)
        self._editor.plan_changed.connect(session.set_plan)
        self._sentence = layout.paragraph()
        self._rates, self._rates_model = result_table(_("Response and remission"))
        self._change, self._change_model = result_table(_("Paired change"))
        self.main_box.addWidget(self._figure, 1)
        self.side_box.addWidget(layout.heading(_("Definitions")))
        self.side_box.addWidget(self._editor)
        self.side_box.addWidget(layout.heading(_("Result")))
        self.side_box.addWidget(self._sentence)
        self.side_box.addWidget(self._rates)
        self.side_box.addWidget(Section(_("Paired comparison"), self._change, opened=False))
        self.side_box.addStretch()

    def show_analysis(self, analysis: Analysis) -> None:
        """Show another snapshot."""
        from ketgui.reporting.prose import change_sentence
        from ketgui.reporting.tables.written import written_table
        from ketgui.statistics.results.outcomes import Outcomes
        from ketgui.statistics.results.paired_change import PairedChange

        self._editor.show_plan(analysis.plan)
        self._figure.show_analysis(analysis)
        self._sentence.setText(change_sentence(analysis))
        self._rates_model.show_table(written_table(analysis[Outcomes]))
        self._rates.fit_rows()
        self._change_model.show_table(written_table(analysis[PairedChange]))
        self._change.fit_rows()

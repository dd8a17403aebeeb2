"""The Adverse events tab: was it safe?"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ketgui.session import Session
from ketgui.text import _, mark
from ketgui.views import layout
from ketgui.views.parts.figure_view import FigureView
from ketgui.views.parts.tables import result_table
from ketgui.views.tabs.tab import Tab

if TYPE_CHECKING:
    from ketgui.statistics.analysis import Analysis


class AdverseEventsTab(Tab):
    """The table over the enrolled patients, its figure, and the safety sentence."""

    key: ClassVar[str] = "adverse_events"
    title: ClassVar[str] = mark("Adverse events")
    question: ClassVar[str] = mark("Was it safe?")

    def __init__(self, session: Session) -> None:
        from ketgui.figures.catalogue import adverse_events

        super().__init__(session)
        self._heading = layout.heading(_(self.title))
        self._table, self._model = result_table(_(self.title))
        self._figure = FigureView(adverse_events.FIGURE)
        self._figure.export_wanted.connect(self.export_wanted)
        self._sentence = layout.paragraph()
        self._how = layout.paragraph()
        self.main_box.addWidget(self._heading)
        self.main_box.addWidget(self._table)
        self.main_box.addWidget(self._figure, 1)
        self.side_box.addWidget(layout.heading(_("In words")))
        self.side_box.addWidget(self._sentence)
        self.side_box.addWidget(layout.heading(_("How it is counted")))
        self.side_box.addWidget(self._how)
        self.side_box.addStretch()

    def show_analysis(self, analysis: Analysis) -> None:
        """Show another snapshot."""
        from ketgui.reporting.prose import safety_sentence
        from ketgui.reporting.tables.written import written_table
        from ketgui.statistics.results.adverse_events import AdverseEvents

        self._heading.setText(
            _("Adverse events, of {n} enrolled patients", n=analysis.cohort.enrolled)
        )
        self._model.show_table(written_table(analysis[AdverseEvents]))
        self._table.fit_rows(9)
        self._figure.show_analysis(analysis)
        self._sentence.setText(safety_sentence(analysis))
        self._how.setText(
            _(
                "A patient counts once per event term; events are counted apart. Every percentage "
                "is of the {n} enrolled patients, with or without an event; intervals are "
                "{interval} ({method}).",
                n=analysis.cohort.enrolled,
                interval=analysis.plan.interval_name(),
                method=analysis.plan.method_name(),
            )
        )

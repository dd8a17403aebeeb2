"""The Adverse events tab: were the infusions tolerated?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabWidget

from ketgui.session.session import Session
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.adverse_events.counts import EventCounts
from ketgui.views.adverse_events.definitions import EventPlanEditor
from ketgui.views.adverse_events.event_figures import EventFigures
from ketgui.views.adverse_events.synonyms import SynonymEditor
from ketgui.views.widgets.dialogs import copy_text
from ketgui.views.widgets.section import Section
from ketgui.views.widgets.tab import Tab
from ketgui.views.widgets.tables.result_sections import ResultSections

if TYPE_CHECKING:
    from ketgui.domain.events.event_plan import EventPlan
    from ketgui.domain.plan import AnalysisPlan
    from ketgui.statistics.analysis import Analysis


class AdverseEventsTab(Tab):
    """Shows event counts, figures, the list of events, ascertainment and the safety paragraph."""

    key: ClassVar[str] = "adverse_events"

    def __init__(self, session: Session) -> None:
        # These modules import pandas, which would slow the program's start.
        from ketgui.views.adverse_events.ascertainment import AscertainmentTable
        from ketgui.views.adverse_events.event_list import EventList

        super().__init__(session)
        self._analysis: Analysis | None = None
        self.counts = EventCounts(session)
        self.figure = EventFigures(session, self.key)
        self.events = EventList(session)
        self.ascertainment = AscertainmentTable(session)
        self.plan_editor = EventPlanEditor(session.plan.events)
        self.synonyms = SynonymEditor(session.plan.events)
        self.safety_text = layout.make_paragraph()
        self.copy_button = layout.make_button("copy", _("Copy"), self._on_copy)
        self.details = ResultSections(self.key)
        self.details.explanation_wanted.connect(self.explanation_wanted)
        self._pages = {
            _("Table"): self.counts,
            _("Figures"): self.figure,
            _("All events"): self.events,
            _("Ascertainment"): self.ascertainment,
        }
        # Indices of pages that still show an older analysis.
        self._stale: set[int] = set()
        self._lay_out()
        self._connect()

    def show_analysis(self, analysis: Analysis) -> None:
        """Show another analysis: now on the visible page, on the others once they are opened."""
        from ketgui.reporting.paragraphs.safety import (
            describe_adverse_events,
            describe_ascertainment,
        )
        from ketgui.views.adverse_events.answer import summarize

        self._analysis = analysis
        self.answer.show_answer(summarize(analysis))
        self._stale = set(range(len(self._pages)))
        self._refresh(self.pages.currentIndex())
        paragraphs = (describe_ascertainment(analysis), describe_adverse_events(analysis))
        self.safety_text.setText("\n\n".join(filter(None, paragraphs)))
        for part in self._in_words:
            part.setVisible(any(paragraphs))
        self.plan_editor.show_plan(analysis.plan.events)
        self.synonyms.show_plan(analysis.plan.events)
        self.synonyms.show_analysis(analysis)
        self.details.show_analysis(analysis)

    def _lay_out(self) -> None:
        self.pages = QTabWidget()
        self.pages.setDocumentMode(True)
        layout.read_tabs_first(self.pages)
        for title, page in self._pages.items():
            self.pages.addTab(page, title)
            page_layout = page.layout()
            if page_layout:
                # Each page has margins of its own; within the tab they would add up.
                page_layout.setContentsMargins(0, 2 * layout.STEP, 0, 0)
        self.main_box.addWidget(self.pages, 1)
        heading = layout.make_heading(_("In words"))
        # Not shown where nothing is known of adverse events.
        self._in_words = (heading, self.safety_text, self.copy_button)
        for part in self._in_words:
            self.side_box.addWidget(part)
        self.side_box.setAlignment(self.copy_button, Qt.AlignmentFlag.AlignLeft)
        self.side_box.addWidget(layout.make_heading(_("How it was asked and is counted")))
        self.side_box.addWidget(self.plan_editor)
        title = _("Words counted as one term")
        self.side_box.addWidget(Section(title, self.synonyms, opened=False))
        self.side_box.addWidget(self.details)
        self.side_box.addStretch()

    def _connect(self) -> None:
        self.answer.wanted.connect(self._on_answer)
        self.pages.currentChanged.connect(self._refresh)
        self.figure.export_wanted.connect(self.export)
        self.figure.patient_clicked.connect(self.patient_wanted)
        # A click and a double click on a patient both open the page.
        self.figure.patient_opened.connect(self.patient_wanted)
        for page in (self.counts, self.events, self.ascertainment):
            page.patient_wanted.connect(self.patient_wanted)
        self.counts.counted_patients.events_wanted.connect(self._on_events_wanted)
        self.plan_editor.plan_changed.connect(self._on_event_plan)
        self.synonyms.plan_changed.connect(self._on_synonyms)
        self.session.plan_changed.connect(self._on_plan)

    def _on_answer(self, _key: str) -> None:
        """Show the table, which has every number of the answer."""
        self.pages.setCurrentWidget(self.counts)

    def _refresh(self, index: int) -> None:
        """Bring a page up to date when it becomes visible."""
        if self._analysis and index in self._stale:
            self._stale.discard(index)
            tuple(self._pages.values())[index].show_analysis(self._analysis)

    def _on_events_wanted(self) -> None:
        self.events.show_selected()
        self.pages.setCurrentWidget(self.events)

    def _on_event_plan(self, plan: EventPlan) -> None:
        self._set_plan(plan, _("Adverse events: how they were asked for and are counted"))

    def _on_synonyms(self, plan: EventPlan) -> None:
        self._set_plan(plan, _("Adverse events: other words are counted as one term"))

    def _set_plan(self, plan: EventPlan, history_line: str) -> None:
        self.session.set_plan(replace(self.session.plan, events=plan), history_line)

    def _on_plan(self, plan: AnalysisPlan) -> None:
        """Give both editors the newest plan, whichever of them changed it."""
        self.plan_editor.show_plan(plan.events)
        self.synonyms.show_plan(plan.events)

    def _on_copy(self) -> None:
        copy_text(self, self.safety_text.text())

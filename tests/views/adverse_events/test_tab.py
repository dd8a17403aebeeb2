"""The Adverse events tab: its pages, the paragraph, the plan's editors."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

from ketgui.figures.catalogue import list_figures_of_tab
from ketgui.session.session import Session
from ketgui.views.adverse_events.tab import AdverseEventsTab
from tests.acting import events_counted


def test_the_words_are_copied(tab):
    tab.copy_button.click()
    text = QGuiApplication.clipboard().text()
    assert "16.1" in text
    assert "How adverse events were ascertained was not stated." in text


def test_pages_are_brought_up_to_date_when_looked_at(qtbot, session, tab):
    tab.pages.setCurrentWidget(tab.events)
    qtbot.waitUntil(lambda: tab.events.model.rowCount() == 19, timeout=5_000)
    tab.pages.setCurrentWidget(tab.figure)
    keys = []
    for place in range(tab.figure.choice.count()):
        tab.figure.choice.setCurrentIndex(place)
        keys.append(tab.figure.spec.key)
    assert keys == [figure.key for figure in list_figures_of_tab("adverse_events")]


def test_a_cohort_without_a_table_of_events_says_so(qtbot, analysis_of):
    shown = AdverseEventsTab(Session())
    qtbot.addWidget(shown)
    shown.show()
    shown.show_analysis(analysis_of([(30, 12)]))
    events_counted(qtbot, shown)
    assert shown.counts.empty_reason.text() == "the file says nothing about adverse events"
    shown.pages.setCurrentWidget(shown.events)
    qtbot.waitUntil(shown.events.empty.isVisible, timeout=5_000)

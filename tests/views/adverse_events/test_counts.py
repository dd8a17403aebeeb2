"""The table of counts: every view, the denominator, small counts hidden."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from ketgui.session.session import Session
from ketgui.views.adverse_events.tab import AdverseEventsTab
from tests.acting import events_counted
from tests.views.adverse_events.actions import cell, look


def test_the_summary_keeps_its_denominator(tab):
    assert tab.counts.heading.text() == "Adverse events, summary (N = 21)"
    model = tab.counts.model
    assert model.headerData(0, Qt.Orientation.Horizontal) == "N = 21"
    serious = [model.text(2, column) for column in range(4)]
    assert serious == ["Serious adverse event", "0/21 (0.0%)", "[0.0, 16.1]", "0"]
    # The file says nothing of what was done: the reason stands once, below.
    assert model.text(4, 1) == "–"
    assert "Treatment stopped" in tab.counts.note.text()


def test_every_view_is_shown(qtbot, tab):
    chooser = tab.counts.chooser
    for place in range(chooser.by.count()):
        rows = look(qtbot, tab, chooser.by.itemData(place))
        assert len(rows) > 1, chooser.by.itemText(place)
    assert ["dissociation", "12/21 (57.1%)"] in [row[:2] for row in look(qtbot, tab, "soc_term")]


def test_a_number_is_reached_by_keyboard(qtbot, session, tab):
    tab.counts.view.setFocus()
    tab.counts.view.setCurrentIndex(cell(tab, 0, 1))
    qtbot.keyClick(tab.counts.view, Qt.Key.Key_Return)
    assert len(session.selection.ids) == 14
    assert tab.counts.counted_patients.names.isVisible()


def test_the_label_of_a_line_is_no_number(session, tab):
    tab.counts.view.clicked.emit(cell(tab, 0, 0))
    assert session.selection.ids == frozenset()


def test_small_counts_are_hidden_with_what_gives_them_away(qtbot, session, tab):
    look(qtbot, tab, "term")
    tab.counts.suppress.setChecked(True)
    events_counted(qtbot, tab)
    model = tab.counts.model
    nausea = next(row for row in range(model.rowCount()) if model.text(row, 0) == "nausea")
    shown = [model.text(nausea, column) for column in range(1, model.columnCount())]
    assert not [words for words in shown if "1" in words]
    assert "hidden" in tab.counts.note.text()
    assert "While counts are hidden" in tab.counts.counted_patients.summary.text()
    tab.counts.view.clicked.emit(cell(tab, nausea, 1))
    assert session.selection.ids == frozenset()
    tab.counts.view.copy()
    assert "1/21" not in QGuiApplication.clipboard().mimeData().text()


@pytest.mark.benchmark
def test_views_of_a_hundred_thousand_events_block_nothing(qtbot, many):
    shown = AdverseEventsTab(Session())
    qtbot.addWidget(shown)
    shown.show()
    shown.show_analysis(many)
    events_counted(qtbot, shown)
    chooser = shown.counts.chooser
    for place in range(chooser.by.count()):
        start = time.perf_counter()
        chooser.by.setCurrentIndex(place)
        blocked = time.perf_counter() - start
        events_counted(qtbot, shown)
        # Four times what is promised on a quiet computer.
        assert blocked < 0.1, chooser.by.itemText(place)
        assert time.perf_counter() - start < 1.2, chooser.by.itemText(place)

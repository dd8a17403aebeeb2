"""The Adverse events tab in the real window: pages of patients, files, undo, another language."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel

from ketgui.text import use_language
from ketgui.views.adverse_events.event_dialog import EventDialog
from ketgui.views.cohort.patient_page import PatientPage
from ketgui.views.widgets.tables import table_export
from tests.acting import events_counted, read_notice

PLACE = 2


@pytest.fixture
def window(qtbot, window, example_is_open):
    window.resize(1366, 720)
    window.pages.setCurrentIndex(PLACE)
    settle(qtbot, window)
    return window


def settle(qtbot, window) -> Any:
    tab: Any = window.pages.get_tab(PLACE)
    events_counted(qtbot, tab)
    return tab


def test_a_double_click_behind_a_number_opens_the_patient(qtbot, window):
    tab = settle(qtbot, window)
    tab.counts.view.clicked.emit(tab.counts.model.index(0, 1))
    names = tab.counts.counted_patients.names
    where = names.visualRect(tab.counts.counted_patients.model.index(1)).center()
    qtbot.mouseClick(names.viewport(), Qt.MouseButton.LeftButton, pos=where)
    qtbot.mouseDClick(names.viewport(), Qt.MouseButton.LeftButton, pos=where)
    dialog = next(one for one in window.findChildren(QDialog) if one.isVisible())
    assert dialog.findChildren(PatientPage)
    assert "SYN02" in dialog.windowTitle()
    dialog.close()


def test_where_a_table_went_is_said_in_the_status_bar(qtbot, window, monkeypatch, tmp_path):
    tab = settle(qtbot, window)
    monkeypatch.setattr(table_export, "ask_save", lambda *_args: tmp_path / "summary.csv")
    tab.counts.view.export.ask("csv")
    said = f"The table is in {tmp_path / 'summary.csv'}."
    qtbot.waitUntil(lambda: read_notice(window) == said, timeout=10_000)
    assert "0/21 (0.0%)" in (tmp_path / "summary.csv").read_text("utf-8-sig")


def test_an_event_entered_changes_every_tab_and_is_undone(qtbot, window):
    tab = settle(qtbot, window)
    tab.pages.setCurrentWidget(tab.events)
    qtbot.waitUntil(lambda: tab.events.model.rowCount() == 19, timeout=5_000)
    tab.events.add.trigger()
    dialog = next(one for one in window.findChildren(EventDialog) if one.isVisible())
    dialog.form.editors["patient_id"].setText("SYN05")
    dialog.form.editors["term"].setText("nausea")
    dialog.form.editors["serious"].setCurrentIndex(1)
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000):
        dialog.save.click()
    for one in window.findChildren(EventDialog):
        one.close()
    qtbot.waitUntil(lambda: tab.events.model.rowCount() == 20, timeout=5_000)
    assert "nausea in two (9.5%)" in tab.safety_text.text()
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000):
        window.actions_by_name["undo"].trigger()
    qtbot.waitUntil(lambda: tab.events.model.rowCount() == 19, timeout=5_000)
    assert "nausea in one (4.8%)" in tab.safety_text.text()


def test_the_tab_speaks_french_and_nothing_is_cut_off(qtbot, window):
    use_language("fr")
    window._rebuild()
    tab = settle(qtbot, window)
    assert tab.counts.heading.text() == "Événements indésirables, résumé (N\u00a0=\u00a021)"
    for label in (tab.counts.heading, *tab.counts.chooser.findChildren(QLabel)):
        if label.isVisible():
            assert label.width() >= label.fontMetrics().horizontalAdvance(label.text())
    # The tab leaves room for the panel beside it on a small screen.
    assert tab.counts.minimumSizeHint().width() < 800
    for place in range(tab.pages.count()):
        tab.pages.setCurrentIndex(place)
        assert tab.pages.tabBar().tabRect(place).right() <= tab.pages.width()

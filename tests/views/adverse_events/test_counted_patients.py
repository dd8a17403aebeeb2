"""The list of the patients counted in a cell."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.views.adverse_events.actions import cell, look


def test_the_patients_behind_a_number_are_selected_and_opened(qtbot, session, tab):
    rows = look(qtbot, tab, "term")
    nausea = next(place for place, row in enumerate(rows) if row[0] == "nausea")
    where = tab.counts.view.visualRect(cell(tab, nausea, 1)).center()
    qtbot.mouseClick(tab.counts.view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert session.selection.ids == frozenset({"SYN13"})
    counted = tab.counts.counted_patients
    assert counted.summary.text() == "nausea · Patients n/N (%): 1 patient"
    with qtbot.waitSignal(tab.patient_wanted) as told:
        counted.names.activated.emit(counted.model.index(0))
    assert told.args == ["SYN13"]
    counted.list_events.click()
    assert tab.pages.currentWidget() is tab.events
    qtbot.waitUntil(lambda: set(tab.events.model.patients()) == {"SYN13"}, timeout=5_000)
    session.selection.select(frozenset())
    qtbot.waitUntil(lambda: tab.events.count.text() == "No patient is selected.", timeout=5_000)

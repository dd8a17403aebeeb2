"""Views, groups and filters of the events."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.acting import events_counted
from tests.views.adverse_events.actions import look


def test_groups_are_headed_with_their_n(qtbot, tab):
    chooser = tab.counts.chooser
    assert not chooser.group.isVisible()
    look(qtbot, tab, "group")
    assert chooser.group.isVisible()
    chooser.group.setCurrentIndex(chooser.group.findData("sex"))
    events_counted(qtbot, tab)
    titles = [group.title for group in tab.counts.model.groups()]
    assert titles == ["", "Female (N = 7)", "Male (N = 14)"]
    assert tab.counts.heading.text() == "Adverse events, by group (sex) (N = 21)"


def test_events_are_filtered_and_the_denominator_stays(qtbot, tab):
    chooser = tab.counts.chooser
    chooser.severity.setCurrentIndex(chooser.severity.findText("Moderate"))
    events_counted(qtbot, tab)
    assert tab.counts.model.text(0, 1) == "3/21 (14.3%)"
    chooser.infusion.setCurrentIndex(chooser.infusion.findText("4"))
    events_counted(qtbot, tab)
    assert tab.counts.model.text(0, 1) == "0/21 (0.0%)"
    assert "Severity: Moderate; Infusion: 4" in tab.counts.note.text()
    qtbot.mouseClick(chooser.clear, Qt.MouseButton.LeftButton)
    events_counted(qtbot, tab)
    assert tab.counts.model.text(0, 1) == "14/21 (66.7%)"
    assert not chooser.clear.isEnabled()

"""Which patients were asked about events is recorded and undone."""

from __future__ import annotations

from tests.acting import events_counted
from tests.views.adverse_events.actions import after


def test_who_was_asked_is_recorded_patient_by_patient_and_undone(qtbot, session, tab):
    tab.pages.setCurrentWidget(tab.ascertainment)
    events_counted(qtbot, tab)
    part = tab.ascertainment
    assert "Not recorded: 21" in part.summary.text()
    part.select_all.click()
    after(qtbot, session, tab, part.asked.click)
    assert "Asked: 21." in part.summary.text()
    assert session.history.lines[-1].endswith("SYN07, SYN08 …")
    known = [part.model.text(row, 3) for row in range(part.model.rowCount())]
    assert known.count("Had no event") == 7
    part.view.selectRow(4)
    after(qtbot, session, tab, part.not_asked.click)
    assert part.model.text(4, 3) == "Was not asked"
    assert session.history.lines[-1] == "Not asked about adverse events: SYN05"
    after(qtbot, session, tab, part.not_recorded.click)
    assert part.model.text(4, 3) == "Nothing is recorded"
    after(qtbot, session, tab, session.history.undo)
    assert part.model.text(4, 3) == "Was not asked"
    after(qtbot, session, tab, session.history.undo)
    after(qtbot, session, tab, session.history.undo)
    assert "Not recorded: 21" in part.summary.text()
    with qtbot.waitSignal(tab.patient_wanted) as told:
        part.view.doubleClicked.emit(part.model.index(4, 0))
    assert told.args == ["SYN05"]

"""The schedule is typed, checked and used, as a step to undo."""

from __future__ import annotations

from PySide6.QtCore import Qt

from ketgui.domain.visits.visit_schedule import VisitSchedule
from ketgui.views.entry.schedule_dialog import ScheduleDialog
from ketgui.views.menu_actions import find_example
from tests.acting import settled, visit


def test_the_schedule_changes_the_plan_and_the_list_of_visits(qtbot, window):
    settled(qtbot, window.session, lambda: window.session.open([find_example()]))
    window.actions_by_name["change_schedule"].trigger()
    dialog = window.findChild(ScheduleDialog)
    dialog.fields.weeks.setText("4; soon")
    dialog.use_button.click()
    assert "Type the weeks as numbers" in dialog.message.text()
    dialog.fields.weeks.setText("12, 4")
    dialog.fields.before.setChecked(True)
    settled(qtbot, window.session, dialog.use_button.click)
    assert window.session.plan.visits == VisitSchedule(True, False, (4.0, 12.0), 3.0)
    tab = visit(window, 0)
    tab._choice.setCurrentIndex(tab._choice.findData("visits"))
    across = Qt.Orientation.Horizontal
    headers = [tab._model.headerData(n, across) for n in range(tab._model.columnCount())]
    assert {"Week 4", "Week 12"} <= set(headers)
    settled(qtbot, window.session, window.session.history.undo)
    assert window.session.plan.visits == VisitSchedule()

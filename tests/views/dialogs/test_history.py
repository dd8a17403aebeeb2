"""The history: the steps in their order, copied, and saved as a project."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from ketgui.views.dialogs.history import History


def button(history: History, text: str) -> QPushButton:
    return next(b for b in history.findChildren(QPushButton) if b.text() == text)


def test_the_steps_are_numbered_and_copied_a_line_each(qtbot):
    history = History(("Read a.csv", "Excluded P03"), can_save=True)
    qtbot.addWidget(history)
    shown = [history.steps.item(row).text() for row in range(history.steps.count())]
    assert shown == ["1. Read a.csv", "2. Excluded P03"]
    button(history, "Copy").click()
    assert QGuiApplication.clipboard().text() == "Read a.csv\nExcluded P03"
    with qtbot.waitSignal(history.save_wanted):
        button(history, "Save the project…").click()


def test_an_empty_history_has_nothing_to_copy_or_save(qtbot):
    history = History((), can_save=False)
    qtbot.addWidget(history)
    assert not button(history, "Copy").isEnabled()
    assert not button(history, "Save the project…").isEnabled()

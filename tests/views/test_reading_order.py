"""Tab follows the order of children, goes round, and scrolls to where it comes."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ketgui.views.reading_order import ReadingOrderWindow, list_focusable


@pytest.fixture
def window(qtbot) -> ReadingOrderWindow:
    shown = ReadingOrderWindow()
    inside = QWidget()
    box = QVBoxLayout(inside)
    late = QPushButton("made first, added last")
    for number in range(12):
        box.addWidget(QPushButton(f"Button {number}"))
    box.addWidget(late)
    area = QScrollArea()
    area.setWidget(inside)
    shown.setCentralWidget(area)
    shown.resize(300, 160)
    qtbot.addWidget(shown)
    shown.show()
    shown.activateWindow()
    area.setFocus()
    return shown


def walk(window: ReadingOrderWindow, steps: int, forward: bool = True) -> list[str]:
    seen = []
    for _step in range(steps):
        assert window.focusNextPrevChild(forward)
        focused = QApplication.focusWidget()
        seen.append(focused.text() if isinstance(focused, QPushButton) else "area")
    return seen


def test_it_goes_through_all_in_order_and_round(window):
    names = [*(f"Button {number}" for number in range(12)), "made first, added last"]
    assert walk(window, 14) == [*names, "area"]
    assert walk(window, 2, forward=False) == names[::-1][:2]


def test_what_has_the_focus_is_scrolled_into_view(window):
    walk(window, 13)
    focused: Any = QApplication.focusWidget()
    assert focused.visibleRegion().boundingRect().height() == focused.height()


def test_what_is_hidden_disabled_or_in_a_dialog_is_passed_over(window, qtbot):
    buttons = window.findChildren(QPushButton)
    buttons[0].hide()
    buttons[1].setEnabled(False)
    dialog = QDialog(window)
    QPushButton("In the dialog", dialog)
    dialog.open()
    texts = [each.text() for each in list_focusable(window) if isinstance(each, QPushButton)]
    assert "In the dialog" not in texts
    assert len(texts) == 11
    dialog.close()

"""Numbers in fields: written as elsewhere in the program, without zeros that say nothing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow

from ketgui.text import language, percent_sign
from ketgui.views.widgets.number_spin import NumberSpin


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [("en", 50, "50%"), ("en", 62.5, "62.5%"), ("fr", 62.5, "62,5\u00a0%"),
     ("fr", 33.333, "33,33\u00a0%")],
)  # fmt: skip
def test_a_number_has_the_places_it_needs(qtbot, code, value, text):
    with language(code):
        spin = NumberSpin("Percent", 0, 100, suffix=percent_sign())
        qtbot.addWidget(spin)
        spin.setValue(value)
        assert spin.text() == text


def test_a_field_has_a_name_for_a_screen_reader(qtbot):
    spin = NumberSpin("Score of remission", 0, 60)
    qtbot.addWidget(spin)
    assert spin.accessibleName() == spin.toolTip() == "Score of remission"


def test_a_number_stays_in_its_range(qtbot):
    spin = NumberSpin("Score", 0, 60, step=5)
    qtbot.addWidget(spin)
    spin.setValue(75)
    assert spin.value() == 60
    spin.stepDown()
    assert spin.value() == 55


def test_the_steps_of_one_turn_of_the_wheel_are_one_change(qtbot):
    spin = NumberSpin("Score", 0, 60)
    qtbot.addWidget(spin)
    heard: list[float] = []
    spin.valueChanged.connect(heard.append)
    for _step in range(3):
        spin.stepBy(1)
    assert heard == []
    qtbot.waitUntil(lambda: heard == [3])
    spin.stepBy(1)
    spin.editingFinished.emit()
    assert heard == [3, 4]
    qtbot.wait(spin._pause.interval() + 50)
    assert heard == [3, 4]


def test_undo_is_the_windows_but_for_a_half_typed_number(qtbot):
    window, spin, undo = QMainWindow(), NumberSpin("Score", 0, 60), QAction()
    undo.setShortcut(QKeySequence("Ctrl+Z"))
    window.addAction(undo)
    window.setCentralWidget(spin)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    spin.setFocus()
    qtbot.waitUntil(spin.hasFocus)
    heard: list[str] = []
    undo.triggered.connect(lambda: heard.append("undo"))
    qtbot.keyClick(spin, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(heard) == 1
    qtbot.keyClick(spin, Qt.Key.Key_4)
    qtbot.keyClick(spin, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(heard) == 1

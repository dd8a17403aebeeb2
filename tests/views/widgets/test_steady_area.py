"""The wheel scrolls a page of settings and changes none that it passes over."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QSpinBox, QVBoxLayout, QWidget

from ketgui.views.widgets.steady_area import SteadyArea


def wheel_over(field: QWidget) -> None:
    middle = QPointF(field.rect().center())
    turn = QWheelEvent(
        middle, QPointF(field.mapToGlobal(middle)), QPoint(), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
        False,
    )  # fmt: skip
    QApplication.sendEvent(field, turn)


def test_a_number_and_a_choice_turn_only_once_they_have_the_focus(qtbot):
    number, choice, page = QSpinBox(), QComboBox(), QWidget()
    choice.addItems(["a", "b", "c"])
    number.setValue(50)
    box = QVBoxLayout(page)
    box.addWidget(number)
    box.addWidget(choice)
    box.addSpacing(2000)
    area = SteadyArea(page)
    qtbot.addWidget(area)
    area.resize(200, 200)
    area.show()
    qtbot.waitExposed(area)
    page.setFocus()
    wheel_over(number)
    wheel_over(choice)
    assert (number.value(), choice.currentIndex()) == (50, 0)
    assert area.verticalScrollBar().value() > 0
    area.activateWindow()
    number.setFocus()
    qtbot.waitUntil(number.hasFocus)
    area.verticalScrollBar().setValue(0)
    wheel_over(number)
    assert number.value() == 49

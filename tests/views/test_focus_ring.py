"""The ring is around what has the keyboard, wherever that moves, and is seen as pixels."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QLineEdit, QMainWindow, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ketgui.views.focus_ring import WIDTH, FocusRing
from ketgui.views.theme import get_current_theme


@pytest.fixture
def window(qtbot) -> QMainWindow:
    shown = QMainWindow()
    inside = QWidget()
    box = QVBoxLayout(inside)
    for number in range(12):
        box.addWidget(QPushButton(f"Button {number}"))
    box.addWidget(QLineEdit())
    area = QScrollArea()
    area.setWidget(inside)
    shown.setCentralWidget(area)
    shown.resize(300, 200)
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitExposed(shown)
    shown.activateWindow()
    return shown


def around(window: QMainWindow, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def test_it_follows_the_focus_from_one_control_to_the_next(window, qtbot):
    ring = FocusRing(window)
    for button in window.findChildren(QPushButton)[:2]:
        button.setFocus()
        qtbot.waitUntil(lambda button=button: ring.target is button)
        assert ring.geometry().contains(around(window, button))


def test_its_pixels_are_of_the_themes_colour(window, qtbot):
    ring = FocusRing(window)
    window.findChildren(QPushButton)[0].setFocus()
    qtbot.waitUntil(ring.isVisible)
    middle = ring.geometry().topLeft() + QPoint(ring.width() // 2, WIDTH // 2)
    assert window.grab().toImage().pixelColor(middle) == get_current_theme().get_colour("focus")


def test_it_follows_scrolling_and_goes_where_its_control_is_out_of_sight(window, qtbot):
    ring = FocusRing(window)
    button = window.findChildren(QPushButton)[0]
    button.setFocus()
    qtbot.waitUntil(ring.isVisible)
    bar = window.findChild(QScrollArea).verticalScrollBar()
    bar.setValue(5)
    assert ring.geometry().bottom() >= around(window, button).bottom()
    bar.setValue(bar.maximum())
    assert not ring.isVisible()
    bar.setValue(0)
    assert ring.isVisible()


def test_it_takes_no_click_and_no_focus(window, qtbot):
    ring = FocusRing(window)
    button = window.findChildren(QPushButton)[0]
    button.setFocus()
    qtbot.waitUntil(ring.isVisible)
    assert window.childAt(around(window, button).center()) is button


def test_another_window_has_the_focus_and_this_one_no_ring(window, qtbot):
    ring = FocusRing(window)
    window.findChildren(QPushButton)[0].setFocus()
    qtbot.waitUntil(ring.isVisible)
    other = QLineEdit()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    other.setFocus()
    qtbot.waitUntil(lambda: ring.target is None)
    assert not ring.isVisible()

"""A notice is seen at the foot, goes by itself, and leads where it says."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QPushButton

from ketgui.views.widgets.notice import Notice


@pytest.fixture
def window(qtbot) -> QMainWindow:
    shown = QMainWindow()
    shown.resize(700, 400)
    shown.statusBar().addWidget(QPushButton("21 enrolled"))
    qtbot.addWidget(shown)
    shown.show()
    return shown


def test_it_stands_above_the_status_bar_and_hides_no_count(window):
    notice = Notice(window)
    notice.show_words("Figure 1 saved")
    assert notice.words == "Figure 1 saved"
    assert notice.geometry().bottom() < window.statusBar().geometry().top()
    assert window.statusBar().currentMessage() == ""
    window.resize(600, 300)
    assert notice.geometry().bottom() < window.statusBar().geometry().top()
    assert window.rect().contains(notice.geometry())


def test_it_goes_by_itself(window, qtbot):
    notice = Notice(window)
    notice.show_words("Copied")
    notice._timer.setInterval(1)
    notice._timer.start()
    qtbot.waitUntil(notice.isHidden)
    assert notice.words == ""


def test_its_button_acts_once_and_ends_it(window, qtbot):
    notice, done = Notice(window), []
    notice.show_words("Figure 1 saved", "Open folder", lambda: done.append("opened"))
    qtbot.mouseClick(notice._action, Qt.MouseButton.LeftButton)
    assert done == ["opened"]
    assert notice.isHidden()
    notice.show_words("Copied")
    assert notice._action.isHidden()


def test_a_path_is_text_and_a_long_one_stays_within_the_window(window):
    notice = Notice(window)
    notice.show_words("<img src='file:///etc/x'> " + "long folder name " * 30)
    assert notice._words.textFormat() == Qt.TextFormat.PlainText
    assert window.rect().contains(notice.geometry())

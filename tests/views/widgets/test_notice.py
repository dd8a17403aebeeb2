"""A notice is seen at the foot, goes by itself, and leads where it says."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QDesktopServices
from PySide6.QtWidgets import QMainWindow, QPushButton

from ketgui.views.widgets.dialogs import copy_text
from ketgui.views.widgets.notice import Notice, find_notice


@pytest.fixture
def window(qtbot) -> QMainWindow:
    shown = QMainWindow()
    shown.resize(700, 400)
    shown.statusBar().addWidget(QPushButton("21 enrolled"))
    shown.setCentralWidget(QPushButton("Export"))
    qtbot.addWidget(shown)
    shown.show()
    return shown


@pytest.fixture
def opened(monkeypatch) -> list[str]:
    urls: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: urls.append(url.toLocalFile()))
    return urls


def test_it_stands_above_the_counts_at_every_size_of_the_window(window):
    notice = Notice(window)
    notice.show_text("Figure saved")
    assert notice.text == "Figure saved"
    for size in ((700, 400), (600, 300), (1400, 900)):
        window.resize(*size)
        assert notice.geometry().bottom() < window.statusBar().geometry().top()
        assert window.rect().contains(notice.geometry())


def test_it_goes_by_itself_but_not_while_it_has_the_focus(window, qtbot):
    notice = Notice(window)
    notice.show_text("Copied")
    window.activateWindow()
    window.centralWidget().setFocus()
    notice._take_focus()
    notice._on_time_over()
    assert notice.isVisible()
    qtbot.keyClick(notice.buttons[2], Qt.Key.Key_Space)
    assert notice.text == ""
    assert window.centralWidget().hasFocus()
    notice.show_text("Copied")
    notice._on_time_over()
    assert notice.isHidden()


def test_it_opens_what_was_written_and_its_folder(window, tmp_path, opened):
    file = tmp_path / "figure.png"
    file.touch()
    notice = Notice(window)
    notice.show_text("Figure saved", file)
    notice.buttons[0].click()
    assert notice.isHidden()
    notice.show_text("Figure saved", file)
    notice.buttons[1].click()
    assert opened == [str(file), str(tmp_path)]
    notice.show_text("The report is there", tmp_path)
    assert [button.isHidden() for button in notice.buttons] == [False, True, False]


def test_assistive_technology_is_told(window, monkeypatch):
    announced: list[str] = []
    monkeypatch.setattr(
        QAccessible, "updateAccessibility", lambda event: announced.append(event.message())
    )
    copy_text(window.centralWidget(), "19.0 %")
    assert announced == ["Copied"]
    assert find_notice(window).text == "Copied"


def test_a_path_is_text_and_a_long_one_stays_within_the_window(window, qtbot):
    notice = Notice(window)
    notice.show_text("<img src='file:///etc/x'> " + "long folder name " * 30)
    assert notice._label.textFormat() == Qt.TextFormat.PlainText
    qtbot.waitUntil(lambda: window.rect().contains(notice.geometry()))
    assert notice._label.height() >= notice._label.heightForWidth(notice._label.width())

"""Waiting for the window, and pictures of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMessageLogContext, QObject, QTimer, QtMsgType, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel

from ketgui.smoke import waiting
from ketgui.smoke.walk import SmokeError


class Clock(QObject):
    """Announces an hour."""

    struck = Signal(int)


def test_a_signal_is_waited_for_whether_it_comes_at_once_or_later(qapp):
    clock, heard = Clock(), []
    clock.struck.connect(heard.append)
    waiting.wait_for(clock.struck, lambda: clock.struck.emit(1))
    waiting.wait_for(clock.struck, lambda: QTimer.singleShot(5, lambda: clock.struck.emit(2)))
    assert heard == [1, 2]


def test_a_signal_that_never_comes_fails(qapp, monkeypatch):
    monkeypatch.setattr(waiting, "_MOST_SECONDS", 0)
    clock = Clock()
    with pytest.raises(SmokeError, match="nothing came back"):
        waiting.wait_for(clock.struck, lambda: None)


def test_the_time_since_the_start_is_said_where_it_is_known(monkeypatch):
    monkeypatch.delenv("KETGUI_STARTED", raising=False)
    assert waiting.format_time_since_start() == ""
    monkeypatch.setenv("KETGUI_STARTED", "0")
    assert waiting.format_time_since_start().endswith(" s after the start")


def test_a_picture_is_saved_and_a_blank_one_fails(qtbot, tmp_path):
    label = QLabel("KetGUI")
    qtbot.addWidget(label)
    label.show()
    waiting.save_picture(label, tmp_path / "label.png")
    assert not QImage(str(tmp_path / "label.png")).isNull()
    label.clear()
    with pytest.raises(SmokeError, match="blank is blank"):
        waiting.save_picture(label, tmp_path / "blank.png")


def test_messages_of_qt_are_printed_but_for_one_of_the_offscreen_platform(capsys):
    waiting.print_qt_message(QtMsgType.QtWarningMsg, QMessageLogContext(), "no font")
    waiting.print_qt_message(
        QtMsgType.QtWarningMsg, QMessageLogContext(), "does not support propagateSizeHints()"
    )
    assert capsys.readouterr().err == "no font\n"

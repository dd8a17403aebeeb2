"""Files over a window show where to drop them; dropped files are opened."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from ketgui.views.widgets.drop_target import DropTarget

COPY, LEFT = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier


def carry(*urls: QUrl) -> QMimeData:
    data = QMimeData()
    data.setUrls(list(urls))
    return data


@pytest.fixture
def shown(qtbot) -> tuple[QMainWindow, DropTarget, list[Any]]:
    window = QMainWindow()
    window.setCentralWidget(QWidget())
    window.resize(600, 400)
    qtbot.addWidget(window)
    opened: list[Any] = []
    target = DropTarget(window, opened.append)
    window.show()
    return window, target, opened


def enter(window: QMainWindow, data: QMimeData) -> bool:
    event = QDragEnterEvent(QPoint(9, 9), COPY, data, LEFT, NO_KEYS)
    event.ignore()
    QApplication.sendEvent(window, event)
    return event.isAccepted()


def test_files_over_the_window_show_where_to_drop_them(shown):
    window, target, opened = shown
    data = carry(QUrl.fromLocalFile("/a.csv"))
    assert enter(window, data)
    assert target.isVisible()
    assert target.geometry() == window.centralWidget().geometry()
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert target.isHidden()
    enter(window, data)
    QApplication.sendEvent(window, QDropEvent(QPointF(9, 9), COPY, data, LEFT, NO_KEYS))
    assert target.isHidden()
    assert opened == [[Path("/a.csv")]]


def test_what_is_no_file_is_not_taken(shown):
    window, target, opened = shown
    data = carry(QUrl("https://example.org/a.csv"))
    assert not enter(window, data)
    assert target.isHidden()
    QApplication.sendEvent(window, QDropEvent(QPointF(9, 9), COPY, data, LEFT, NO_KEYS))
    assert opened == []


def test_the_frame_is_drawn_in_the_accent_colour(shown):
    window = shown[0]
    data = carry(QUrl.fromLocalFile("/a.csv"))
    before = window.grab().toImage()
    enter(window, data)
    assert window.grab().toImage() != before

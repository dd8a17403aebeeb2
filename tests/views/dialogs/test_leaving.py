"""Closing over unsaved work: saved first, left without, or not closed at all."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from ketgui.views.dialogs.leaving import Leaving


@pytest.fixture
def asked(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    question = Leaving(parent)
    requests: list[str] = []
    question.save_wanted.connect(lambda: requests.append("save"))
    question.leave_wanted.connect(lambda: requests.append("leave"))
    question.open()
    yield question, requests
    parent.close()


@pytest.mark.parametrize(
    ("text", "requested"),
    [("Save the project…", ["save"]), ("Close without saving", ["leave"]), ("Stay", [])],
)
def test_each_button_asks_for_what_it_says(asked, text, requested):
    question, requests = asked
    next(b for b in question.findChildren(QPushButton) if b.text() == text).click()
    assert requests == requested


def test_escape_stays(qtbot, asked):
    question, requests = asked
    qtbot.keyClick(question, Qt.Key.Key_Escape)
    assert requests == []
    assert not question.isVisible()

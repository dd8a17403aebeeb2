"""Before unsaved work would be lost: saved first, discarded, or nothing done at all."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from ketgui.views.study_file.unsaved_question import UnsavedQuestion
from ketgui.views.widgets.letters import get_plain_text


@pytest.fixture
def asked(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    question = UnsavedQuestion(parent, "cohort")
    assert question.text() == "Save the changes to cohort?"
    requests: list[str] = []
    question.save_wanted.connect(lambda: requests.append("save"))
    question.discard_wanted.connect(lambda: requests.append("discard"))
    question.open()
    yield question, requests
    parent.close()


@pytest.mark.parametrize(
    ("text", "requested"),
    [("Save", ["save"]), ("Discard", ["discard"]), ("Cancel", [])],
)
def test_each_button_asks_for_what_it_says(asked, text, requested):
    question, requests = asked
    next(b for b in question.findChildren(QPushButton) if get_plain_text(b) == text).click()
    assert requests == requested


def test_escape_does_nothing(qtbot, asked):
    question, requests = asked
    qtbot.keyClick(question, Qt.Key.Key_Escape)
    assert requests == []
    assert not question.isVisible()

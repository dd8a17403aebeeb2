"""A dialog is as large as its content, on the screen; its buttons are always seen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ketgui.views import layout
from ketgui.views.widgets.dialog import Dialog, Question, Request
from ketgui.views.widgets.letters import find_letter

SMALL = QSize(667, 344)


@pytest.fixture
def dialog(qtbot, monkeypatch) -> Dialog:
    monkeypatch.setattr(layout, "measure_screen", lambda _window: SMALL)
    shown = Dialog(None, "Title")
    qtbot.addWidget(shown)
    return shown


def make_content(*parts: QWidget) -> QWidget:
    content = QWidget()
    box = QVBoxLayout(content)
    for part in parts:
        box.addWidget(part)
    return content


def test_what_does_not_fit_on_the_screen_scrolls_above_the_buttons(dialog):
    content = make_content(*(QLineEdit() for _row in range(30)))
    button = QPushButton("Save")
    dialog.fill(content, button)
    dialog.show()
    assert dialog.size().boundedTo(SMALL) == dialog.size()
    assert content.height() > dialog.height()
    assert dialog.rect().contains(button.geometry())
    area = dialog.findChild(QScrollArea)
    assert area.horizontalScrollBar().maximum() == 0


def test_it_grows_with_its_content_and_never_shrinks(dialog):
    message = layout.make_paragraph("A long message. " * 40)
    message.hide()
    dialog.fill(make_content(QLineEdit(), message), QPushButton("Save"))
    dialog.show()
    before = dialog.height()
    message.show()
    dialog.fit()
    with_message = dialog.height()
    assert with_message > before
    message.hide()
    dialog.fit()
    assert dialog.height() == with_message


def test_the_focus_has_a_ring_and_tab_goes_round(qtbot, dialog):
    first, second = QLineEdit(), QLineEdit()
    dialog.fill(make_content(first, second), QPushButton("Save"))
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    first.setFocus(Qt.FocusReason.TabFocusReason)
    assert dialog.focus_ring.target is first
    for wanted in (second, dialog.findChild(QPushButton), first):
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        assert dialog.focusWidget() is wanted


def test_message_boxes_and_requests_have_letters_too(qtbot):
    box = Question()
    button = box.addButton("Save", Question.ButtonRole.AcceptRole)
    request = Request()
    request.setLabelText("Patient")
    for shown in (box, request):
        qtbot.addWidget(shown)
        shown.show()
    assert find_letter(button) == "s"
    assert all(find_letter(label) for label in request.findChildren(QLabel) if label.buddy())

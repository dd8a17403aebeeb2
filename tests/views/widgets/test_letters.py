"""Letters are chosen from the words, and are another's only where nothing else is left."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ketgui.views.widgets.letters import (
    choose_letters,
    find_letter,
    get_plain_text,
    give_letters,
    list_targets,
)

ALT = Qt.KeyboardModifier.AltModifier


def read(texts: list[str]) -> list[str]:
    chosen = choose_letters(texts)
    return [text[place : place + 1] for text, place in zip(texts, chosen, strict=True)]


@pytest.mark.parametrize(
    ("texts", "letters"),
    [
        (["Save", "Cancel"], ["S", "C"]),
        (["Save the event", "Save and enter another"], ["S", "a"]),
        # "Ab" gives its initial up, since "A" has no other letter.
        (["Ab", "A"], ["b", "A"]),
        (["A", "A"], ["A", ""]),
        (["Écrire", "300", ""], ["c", "", ""]),
    ],
)
def test_each_text_has_a_letter_while_there_are_letters(texts, letters):
    assert read(texts) == letters


@pytest.fixture
def form(qtbot) -> QWidget:
    shown = QWidget()
    box = QVBoxLayout(shown)
    field, label = QLineEdit(), QLabel("R&D")
    label.setBuddy(field)
    for part in (label, field, QPushButton("Save"), QPushButton("&Send")):
        box.addWidget(part)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def test_texts_are_as_before_but_for_their_letters(form):
    give_letters(form)
    targets = list(list_targets(form))
    assert [get_plain_text(target) for target in targets] == ["Save", "Send", "R&D"]
    assert sorted(map(find_letter, targets)) == ["e", "r", "s"]


def test_a_new_text_gets_a_letter_and_a_hidden_button_none(form):
    give_letters(form)
    save, send = form.findChildren(QPushButton)
    send.hide()
    save.setText("Save anyway")
    give_letters(form)
    assert find_letter(save) == "s"
    send.show()
    give_letters(form)
    assert len({find_letter(target) for target in list_targets(form)}) == 3


def test_a_letter_leads_to_the_field(qtbot, form):
    give_letters(form)
    form.activateWindow()
    qtbot.keyClick(form, "r", modifier=ALT)
    assert form.focusWidget() is form.findChild(QLineEdit)

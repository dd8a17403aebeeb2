"""Presets are chosen, saved, shared and deleted."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton

from ketgui.figures.presets import BUILT_IN, Preset, read_preset, write_preset
from ketgui.figures.style import FigureStyle
from ketgui.views.report.composer import preset_bar as module
from ketgui.views.report.composer.preset_bar import PresetBar
from ketgui.views.widgets.letters import get_plain_text

LOOK = FigureStyle(85.0, 400, 8.0)


@pytest.fixture
def bar(qtbot):
    made = PresetBar()
    qtbot.addWidget(made)
    made.show()
    made.show_look(LOOK, "apa")
    return made


def find_button(bar: PresetBar, text: str) -> QPushButton:
    return next(
        button for button in bar.findChildren(QPushButton) if get_plain_text(button) == text
    )


def list_names(bar: PresetBar) -> list[str]:
    choice: Any = bar.findChild(QComboBox)
    return [choice.itemText(index) for index in range(choice.count()) if choice.itemText(index)]


def get_message(bar: PresetBar) -> str:
    labels = [label for label in bar.findChildren(QLabel) if label.isVisible()]
    return " ".join(label.text() for label in labels if not label.buddy())


def save(qtbot, bar: PresetBar, name: str) -> None:
    line: Any = bar.findChild(QLineEdit)
    line.setFocus()
    qtbot.keyClicks(line, name)
    qtbot.mouseClick(find_button(bar, "Save preset"), Qt.MouseButton.LeftButton)


def test_a_preset_of_a_journal_is_chosen_by_the_keyboard(qtbot, bar):
    choice: Any = bar.findChild(QComboBox)
    assert choice.currentText() == "No preset: as set below"
    choice.setFocus()
    with qtbot.waitSignal(bar.chosen) as chosen:
        qtbot.keyClick(choice, Qt.Key.Key_Down)
    assert chosen.args == [BUILT_IN[0]]
    assert not find_button(bar, "Delete").isEnabled()


def test_the_preset_that_a_figure_has_is_shown(bar):
    bar.show_look(BUILT_IN[1].apply(LOOK), "")
    assert bar.findChild(QComboBox).currentText() == BUILT_IN[1].name
    bar.show_look(LOOK, "")
    assert bar.findChild(QComboBox).currentText() == "No preset: as set below"


def test_the_look_is_saved_under_a_name_and_deleted(qtbot, bar):
    assert not find_button(bar, "Save preset").isEnabled()
    save(qtbot, bar, "Ours")
    assert list_names(bar)[-1] == "Ours"
    assert get_message(bar) == "Preset saved: Ours"
    assert bar.findChild(QComboBox).currentData() == Preset.of("Ours", LOOK, "apa")
    qtbot.mouseClick(find_button(bar, "Delete"), Qt.MouseButton.LeftButton)
    assert "Ours" not in list_names(bar)


def test_a_built_in_name_cannot_be_taken(qtbot, bar):
    bar.findChild(QLineEdit).setText(BUILT_IN[0].name)
    assert not find_button(bar, "Save preset").isEnabled()


def test_a_file_is_opened_and_kept(qtbot, bar, tmp_path, monkeypatch):
    theirs = Preset("Theirs", 120.0, palette="grey")
    path = tmp_path / "theirs.toml"
    path.write_text(write_preset(theirs), encoding="utf-8")
    monkeypatch.setattr(module, "ask_open", lambda *_asked: [path])
    with qtbot.waitSignal(bar.chosen) as chosen:
        qtbot.mouseClick(find_button(bar, "Open preset file…"), Qt.MouseButton.LeftButton)
    assert chosen.args == [theirs]
    assert "Theirs" in list_names(bar)


@pytest.mark.parametrize(
    ("content", "message"),
    [("[preset", "theirs.toml: The file is damaged"), (None, "cannot be read")],
)
def test_a_file_that_cannot_be_used_says_why(bar, tmp_path, content, message):
    path = tmp_path / "theirs.toml"
    if content is not None:
        path.write_text(content)
    names = list_names(bar)
    bar.open_file(path)
    assert message in get_message(bar)
    assert list_names(bar) == names


def test_the_look_is_shared_as_a_file(bar, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "ask_save", lambda *_asked: tmp_path / "Ours")
    find_button(bar, "Share…").click()
    shared = read_preset((tmp_path / "Ours.toml").read_text("utf-8"))
    assert shared == Preset.of("Ours", LOOK, "apa")
    assert "Saved: " in get_message(bar)

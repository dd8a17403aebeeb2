"""The empty window: ways to begin, of which opening a file is the usual one."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton

from ketgui.views.welcome import Welcome


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("Open a file…", "open_wanted"),
        ("Open the example", "example_wanted"),
        ("New study…", "new_wanted"),
        ("Save a blank template…", "template_wanted"),
    ],
)
def test_a_button_asks_for_what_it_says(qtbot, text, signal):
    welcome = Welcome()
    qtbot.addWidget(welcome)
    button = next(b for b in welcome.findChildren(QPushButton) if b.text() == text)
    with qtbot.waitSignal(getattr(welcome, signal)):
        button.click()
    assert button.isDefault() == (signal == "open_wanted")


def test_recent_studies_are_offered_by_their_names_alone(qtbot, tmp_path):
    welcome = Welcome()
    qtbot.addWidget(welcome)
    assert welcome._recent.isHidden()
    paths = [tmp_path / f"study {number}.ketgui" for number in range(6)]
    welcome.show_recent(paths)
    welcome.show_recent(paths)
    buttons = welcome._recent.findChildren(QPushButton)
    shown = [button for button in buttons if welcome._recent_box.indexOf(button) >= 0]
    assert [button.text() for button in shown] == [f"study {number}" for number in range(4)]
    with qtbot.waitSignal(welcome.study_wanted) as wanted:
        shown[1].click()
    assert wanted.args == [paths[1]]


def test_the_other_language_is_one_click_away(qtbot):
    welcome = Welcome()
    qtbot.addWidget(welcome)
    button = next(b for b in welcome.findChildren(QPushButton) if b.text() == "Français")
    with qtbot.waitSignal(welcome.language_wanted) as wanted:
        button.click()
    assert wanted.args == ["fr"]

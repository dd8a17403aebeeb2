"""The empty window: three ways on, of which opening a file is the usual one."""

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

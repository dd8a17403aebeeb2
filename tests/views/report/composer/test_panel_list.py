"""The panels of a figure, and their order."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QListWidget, QPushButton

from ketgui.figures.catalogue import FIGURES
from ketgui.figures.composition import MOST_PANELS
from ketgui.views.report.composer.panel_list import PanelList

KEYS = ("demographics", "before_after", "waterfall")


@pytest.fixture
def panels(qtbot):
    shown = PanelList()
    qtbot.addWidget(shown)
    shown.show()
    shown.show_keys(KEYS)
    return shown


def button(panels: PanelList, words: str) -> QPushButton:
    return next(one for one in panels.findChildren(QPushButton) if one.text() == words)


def test_panels_are_moved_removed_and_added_and_each_change_is_announced(qtbot, panels):
    announced: list[tuple[str, ...]] = []
    panels.changed.connect(lambda: announced.append(panels.keys))
    for words in ("Later", "Remove", "Add"):
        button(panels, words).click()
    assert announced == [
        ("before_after", "demographics", "waterfall"),
        ("before_after", "waterfall"),
        ("before_after", "waterfall", "demographics"),
    ]


def test_showing_panels_announces_nothing(qtbot, panels):
    with qtbot.assertNotEmitted(panels.changed):
        panels.show_keys(("waterfall",))
    assert panels.keys == ("waterfall",)


def test_keys_move_and_remove_the_current_panel(qtbot, panels):
    listed = panels.findChild(QListWidget)
    listed.setFocus()
    listed.setCurrentRow(2)
    qtbot.keyClick(listed, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert panels.keys == ("demographics", "waterfall", "before_after")
    qtbot.keyClick(listed, Qt.Key.Key_Delete)
    assert "waterfall" not in panels.keys


def test_buttons_are_enabled_only_where_they_do_something(panels):
    panels.show_keys(("waterfall",))
    assert not any(button(panels, words).isEnabled() for words in ("Earlier", "Later", "Remove"))
    panels.show_keys(("waterfall",) * MOST_PANELS)
    assert not button(panels, "Add").isEnabled()


def test_every_figure_that_is_not_composed_itself_can_be_added(panels):
    choice = panels.findChild(QComboBox)
    offered = [choice.itemData(row) for row in range(choice.count())]
    assert offered == [figure.key for figure in FIGURES if not figure.parts]

"""What every tab is: main part and side, and signals that the window finds by iteration."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from ketgui.session.session import Session
from ketgui.views.widgets.tab import TAB_SIGNALS, Tab


@pytest.fixture
def tab(qtbot):
    made = Tab(Session())
    qtbot.addWidget(made)
    return made


def test_its_signals_are_those_it_declares():
    wanted = {name for name in dir(Tab) if name.endswith(("_wanted", "_hidden"))}
    assert set(TAB_SIGNALS) == wanted
    assert len(TAB_SIGNALS) == len(wanted)


def test_the_side_is_as_wide_as_its_content_within_reason(qtbot, tab):
    tab.resize(1200, 600)
    tab.show()
    side = tab.widget(1)
    narrow = side.minimumSizeHint().width()
    label = QLabel("word " * 15)
    tab.side_box.addWidget(label)
    qtbot.waitUntil(lambda: side.minimumSizeHint().width() > narrow)
    assert side.minimumSizeHint().width() >= label.minimumSizeHint().width()
    label.setText("word " * 400)
    qtbot.wait(10)
    assert side.minimumSizeHint().width() <= 520


def test_neither_part_can_be_collapsed(tab):
    assert tab.count() == 2
    assert not tab.childrenCollapsible()

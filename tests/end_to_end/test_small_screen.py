"""A hospital screen at 125 %: of 1366×768 pixels, 1093×614 are left to lay out."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QScrollArea

from ketgui.session.session import Session
from ketgui.settings import Settings
from ketgui.text import use_language
from ketgui.views import layout
from ketgui.views.menu_actions import find_example
from ketgui.views.window import MainWindow

MOST = QSize(1093, 614)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_tab_fits_and_nothing_at_its_right_is_cut(qtbot, language):
    use_language(language)
    window = MainWindow(Session(), Settings())
    qtbot.addWidget(window)
    window.resize(MOST)
    window.show()
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000):
        window.session.open([find_example()])
    for place in range(5):
        window.pages.setCurrentIndex(place)
        qtbot.wait(20)
        tab = window.pages.get_tab(place)
        side = next(one for one in tab.findChildren(QScrollArea) if one.widget() is tab.side)
        assert side.viewport().width() >= tab.side.minimumSizeHint().width(), tab.key
    # Other fonts are a little wider, and the frame wants its place too.
    room = MOST - layout.FRAME
    assert window.minimumSizeHint().boundedTo(room) == window.minimumSizeHint()
    assert window.size() == MOST
    window.session.wait()

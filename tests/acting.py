"""What a test does as a person would, and what it then waits for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ketgui.session.session import Session
from ketgui.statistics.analysis import Analysis
from ketgui.views.widgets.notice import find_notice
from ketgui.views.window import MainWindow


def settled(qtbot: Any, session: Session, act: Callable[[], object]) -> Analysis:
    """Act, and return the snapshot that follows."""
    with qtbot.waitSignal(session.analysis_changed, timeout=20_000) as told:
        act()
    return told.args[0]


def visit(window: MainWindow, place: int) -> Any:
    """Turn to a tab and return it."""
    window.pages.setCurrentIndex(place)
    return window.pages.get_tab(place)


def events_counted(qtbot: Any, tab: Any) -> None:
    """Wait until every part of the Adverse events tab has counted."""
    parts = (tab.counts, tab.synonyms, tab.ascertainment)
    qtbot.waitUntil(lambda: not any(part.busy for part in parts), timeout=5_000)


def read_notice(widget: Any) -> str:
    """Return the notice at the foot of a widget's window, empty if there is none."""
    return find_notice(widget).text

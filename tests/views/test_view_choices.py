"""The View menu changes theme, letters and language at once, and remembers them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from ketgui import settings
from ketgui.text import current_language
from ketgui.views.theme import DARK, LIGHT, get_current_theme


@pytest.fixture(autouse=True)
def look_again(qapp) -> Iterator[None]:
    """Give the application back its look: other tests share it."""
    before = qapp.palette(), qapp.font(), qapp.styleSheet()
    yield
    qapp.setPalette(before[0])
    qapp.setFont(before[1])
    qapp.setStyleSheet(before[2])


def entry(window, words: str) -> QAction:
    """Return the entry of the menus with these words."""
    waiting, found = list(window.menuBar().actions()), []
    while waiting:
        action = waiting.pop()
        found += [action] if action.text() == words else []
        waiting += action.menu().actions() if action.menu() else []
    assert len(found) == 1, words
    return found[0]


def rebuilt(qtbot, window, words: str) -> None:
    """Choose an entry, and wait until the menus have been made anew."""
    old = window.actions_by_name
    entry(window, words).trigger()
    qtbot.waitUntil(lambda: window.actions_by_name is not old)


def test_a_theme_is_used_at_once_and_kept(qtbot, window):
    rebuilt(qtbot, window, "Dark")
    assert get_current_theme() is DARK
    assert entry(window, "Dark").isChecked()
    assert settings.load().theme == "dark"
    rebuilt(qtbot, window, "Light")
    assert get_current_theme() is LIGHT
    assert not entry(window, "Dark").isChecked()


def test_letters_grow_everywhere_and_rows_with_them(qtbot, qapp, window, example_is_open):
    rebuilt(qtbot, window, "100%")
    table = window.pages.get_tab(0)._view
    before, row = qapp.font().pointSizeF(), table.rowHeight(0)
    rebuilt(qtbot, window, "200%")
    assert qapp.font().pointSizeF() == pytest.approx(2 * before)
    table = window.pages.get_tab(0)._view
    assert table.rowHeight(0) > row
    assert table.rowHeight(0) >= table.fontMetrics().height()
    assert settings.load().text_percent == 200


def test_the_language_keeps_the_theme(qtbot, window):
    rebuilt(qtbot, window, "Dark")
    rebuilt(qtbot, window, "Français")
    assert current_language() == "fr"
    assert get_current_theme() is DARK
    assert entry(window, "Sombre").isChecked()


def test_preferences_of_another_version_are_no_hindrance(window):
    window._view._change(settings.Settings(theme="sepia", text_percent=100))
    assert get_current_theme() in (LIGHT, DARK)


def test_menus_of_before_do_not_stay_in_memory(qtbot, window):
    count = len(window.menuBar().findChildren(QMenu))
    for words in ("Dark", "Light", "Français", "English"):
        rebuilt(qtbot, window, words)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    titles = [menu.title() for menu in window.menuBar().findChildren(QMenu)]
    assert len(titles) <= count, titles


def test_another_theme_forgets_no_other_preference(qtbot, window):
    window._keep(replace(window.settings, person="A. Nurse", splitter=(700, 500)))
    rebuilt(qtbot, window, "Dark")
    assert window.settings.person == "A. Nurse"
    assert window.settings.splitter == (700, 500)
    assert window.settings.theme == "dark"

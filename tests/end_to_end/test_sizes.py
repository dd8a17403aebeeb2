"""No text is cut and nothing is wider than the screen, at every size of screen and of letters.

A few sizes are tried in each run. With ``KETGUI_EVERY_SIZE=1`` all of them are.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from ketgui.session.session import Session
from ketgui.settings import Settings
from ketgui.text import use_language
from ketgui.views import layout
from ketgui.views.menu_actions import find_example
from ketgui.views.theme import LIGHT, load_fonts, use_theme
from ketgui.views.window import MainWindow

# Language, width and height in pixels without the window's frame, and text size in per cent.
FEW = [("fr", 1366, 720, 150), ("fr", 1093, 574, 100)]
ALL = [
    (language, width, height, percent)
    for language in ("en", "fr")
    for width, height in ((1366, 720), (1093, 574), (911, 464), (1920, 1040))
    for percent in (100, 125, 150, 200)
    # Letters of 200 % on a screen at 200 % are four times as large: then it scrolls both ways.
    if width * 100 // percent >= 640
] + [("fr", 3840, 2100, 100), ("fr", 3840, 2100, 200)]
SIZES = ALL if os.environ.get("KETGUI_EVERY_SIZE") else FEW
COMMANDS = ("change_plan", "write_report", "export_figure_1", "save_study_as", "print_sheet",
            "change_schedule", "new_study", "check_beam_f3", "show_about")  # fmt: skip
# Qt asks for three pixels more for a tool button than its text needs.
ROUNDING = 3
SETTLED_MS = 50


@pytest.fixture(scope="module", params=SIZES, ids=lambda size: "-".join(map(str, size)))
def window(request, qapp) -> Iterator[MainWindow]:
    """Open the example once for each size."""
    language, width, height, percent = request.param
    before = qapp.palette(), qapp.font(), qapp.styleSheet()
    use_language(language)
    load_fonts()
    use_theme(qapp, LIGHT, percent)
    shown: Any = MainWindow(Session(), Settings())
    shown.resize(width, height)
    shown.show()
    shown.session.open([find_example()])
    waiting = QSignalSpy(shown.session.analysis_changed)
    assert shown.session.analysis or waiting.wait(20_000)
    shown.asked_size = shown.size()
    shown.language = language
    yield shown
    shown.session.wait()
    shown._leaving = True
    shown.close()
    shown.deleteLater()
    qapp.setPalette(before[0])
    qapp.setFont(before[1])
    qapp.setStyleSheet(before[2])
    use_language("en")


@pytest.fixture(autouse=True)
def speak(window) -> None:
    """Speak the window's language in each test: every test begins in English."""
    use_language(window.language)


def measure_text(widget: QWidget) -> QSize | None:
    """Return what the text of a label or button needs, None of any other widget."""
    if isinstance(widget, QPushButton | QToolButton):
        return widget.minimumSizeHint() if widget.text() else None
    # One that asks for no width has its whole text in a tool tip.
    is_elided = widget.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Ignored
    if not isinstance(widget, QLabel) or not widget.text() or is_elided:
        return None
    if widget.wordWrap():
        return QSize(0, widget.heightForWidth(widget.width()))
    return widget.minimumSizeHint()


def list_cut(within: QWidget) -> list[str]:
    """Return labels and buttons that are smaller than their text."""
    cut = []
    for widget in within.findChildren(QWidget):
        needed, size = measure_text(widget), widget.size()
        if needed is None or not widget.isVisible():
            continue
        if size.width() + ROUNDING < needed.width() or size.height() + ROUNDING < needed.height():
            text = getattr(widget, "text", str)()
            cut.append(f"{text!r}: {size.toTuple()}, needs {needed.toTuple()}")
    return cut


def list_wide(within: QWidget) -> list[str]:
    """Return scroll areas whose content is wider than what is seen of it."""
    areas = [(area, area.widget()) for area in within.findChildren(QScrollArea)]
    return [
        f"{type(area.parent()).__name__}: {content.width()} in {area.viewport().width()}"
        for area, content in areas
        if content and area.isVisible() and content.width() > area.viewport().width() + ROUNDING
    ]


@pytest.mark.parametrize("index", range(5))
def test_no_tab_cuts_a_text_or_is_wider_than_its_window(window, index):
    window.pages.setCurrentIndex(index)
    tab = window.pages.get_tab(index)
    QTest.qWait(SETTLED_MS)
    assert window.size() == window.asked_size, "a tab has made the window larger"
    inside = QRect(tab.rect())
    outside = [type(part).__name__ for part in (tab.widget(0), tab.widget(1))
               if not inside.contains(part.geometry())]  # fmt: skip
    assert outside == []
    assert list_cut(tab) == []
    assert list_wide(tab) == []


@pytest.mark.parametrize("command", COMMANDS)
def test_no_dialog_cuts_a_text(window, command):
    getattr(window.menu_actions, command)()
    dialog = next(each for each in window.findChildren(QDialog) if each.isVisible())
    for _turn in range(3):
        QApplication.processEvents()
    try:
        assert list_cut(dialog) == []
        # Only a screen that is too small for it may let a dialog scroll to the side.
        if dialog.width() < (window.screen().availableSize() - layout.FRAME).width():
            assert list_wide(dialog) == []
    finally:
        dialog.close()
        dialog.deleteLater()
        QApplication.processEvents()

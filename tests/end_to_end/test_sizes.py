"""No text is cut and nothing is wider than the screen, at every size of screen and of letters.

A few sizes are tried in each run. With ``KETGUI_EVERY_SIZE=1`` all of them are.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from ketgui.views import layout
from ketgui.views.theme import DARK, LIGHT
from ketgui.views.window import MainWindow
from tests.every_dialog import DIALOGS, close, open_named

# Language, width and height in pixels without the window's frame, and text size in per cent. The
# smallest is what 1366×768 leaves where the system shows everything at 200 %.
SCREENS = ((1366, 720), (1093, 574), (911, 464), (667, 344), (1920, 1040), (3840, 2100))
FEW = [("fr", 667, 344, 100), ("fr", 1366, 720, 200)]
ALL = [
    (language, width, height, percent)
    for language in ("en", "fr")
    for width, height in (
        (1366, 720),
        (1093, 574),
        (911, 464),
        (667, 344),
        (1920, 1040),
        (3840, 2100),
    )
    for percent in (100, 125, 150, 200)
    # Letters of 200 % on a screen at 200 % are four times as large: then it scrolls both ways.
    if width * 100 // percent >= 640
]
SIZES = ALL if os.environ.get("KETGUI_EVERY_SIZE") else FEW
# Qt asks for three pixels more for a tool button than its text needs.
ROUNDING = 3
SETTLED_MS = 50
pytestmark = pytest.mark.usefixtures("speak")


@pytest.fixture(scope="module", params=SIZES, ids=lambda size: "-".join(map(str, size)))
def size(request) -> tuple[str, int, int, int]:
    return request.param


@pytest.fixture(scope="module")
def screen(size) -> Iterator[QSize]:
    """Return the largest size of a dialog; the offscreen platform's own screen is another."""
    limit = QSize(*size[1:3])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layout, "measure_screen", lambda _window: limit)
        yield limit


@pytest.fixture(scope="module")
def window(size, screen, example_window) -> MainWindow:
    """Return the example's window at each size, in the two themes by turns."""
    theme = DARK if SIZES.index(size) % 2 else LIGHT
    return example_window.show(size[0], theme, size[3], screen)


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
def test_no_tab_cuts_a_text_or_is_wider_than_its_window(window, size, index):
    window.pages.setCurrentIndex(index)
    tab = window.pages.get_tab(index)
    QTest.qWait(SETTLED_MS)
    assert window.size() == QSize(*size[1:3]), "a tab has made the window larger"
    inside = QRect(tab.rect())
    outside = [type(part).__name__ for part in (tab.widget(0), tab.widget(1))
               if not inside.contains(part.geometry())]  # fmt: skip
    assert outside == []
    assert list_cut(tab) == []
    assert list_wide(tab) == []


def test_the_import_page_and_the_welcome_page_fit_and_cut_no_text(window, size):
    stack = window._stack
    window.menu_actions.show_import()
    for page in (window._import_page, window._welcome):
        stack.setCurrentWidget(page)
        QTest.qWait(SETTLED_MS)
        assert window.size() == QSize(*size[1:3]), f"{type(page).__name__} has enlarged the window"
        assert list_cut(page) == []
        assert list_wide(page) == []
    stack.setCurrentWidget(window.pages)


@pytest.fixture(params=DIALOGS)
def dialog(request, window, screen) -> Iterator[QDialog]:
    opened = open_named(window, request.param)
    yield opened
    close(opened)


def test_every_dialog_fits_on_its_screen_and_cuts_no_text(dialog, screen):
    assert dialog.size().boundedTo(screen) == dialog.size()
    assert list_cut(dialog) == []
    # Only a screen that is too small for it may let a dialog scroll to the side.
    if dialog.width() < screen.width():
        assert list_wide(dialog) == []

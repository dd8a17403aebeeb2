"""WCAG 2.2, level AA, of the window: names, roles, sizes of targets, and the visible focus."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from ketgui.views.theme import DARK, LIGHT, get_current_theme
from ketgui.views.window import MainWindow

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
)
# Qt makes parts of its own within these, which have their owner's name.
OWNERS = (QComboBox, QAbstractSpinBox, QAbstractItemView, QLineEdit, QTabBar)
# Success criterion 2.5.8, in CSS pixels.
LEAST_TARGET = 24
NAME, DESCRIPTION = QAccessible.Text.Name, QAccessible.Text.Description
NO_ROLES = {QAccessible.Role.NoRole, QAccessible.Role.Client}


PAIRS = [(language, theme) for language in ("en", "fr") for theme in (LIGHT, DARK)]
pytestmark = pytest.mark.usefixtures("speak")


@pytest.fixture(scope="module", params=PAIRS, ids=["en-light", "en-dark", "fr-light", "fr-dark"])
def window(request, example_window) -> MainWindow:
    """Return the example's window in each language and each theme, with every tab built."""
    shown = example_window.show(*request.param)
    for index in range(5):
        shown.pages.get_tab(index)
    return shown


def list_controls(window: MainWindow) -> list[QWidget]:
    """Return the controls that are visible now, without what Qt makes within them."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if isinstance(widget, CONTROLS)
        and widget.isVisible()
        and not isinstance(widget.parentWidget(), OWNERS)
        and not widget.objectName().startswith("qt_")
        and not widget.objectName().endswith(("ScrollLeft", "ScrollRight"))
    ]


def describe(widget: QWidget) -> str:
    owner = type(widget.parentWidget()).__name__
    return f"{type(widget).__name__} {widget.accessibleName()!r} in {owner}"


@pytest.fixture(params=range(5))
def controls(request, window) -> list[QWidget]:
    window.pages.setCurrentIndex(request.param)
    QApplication.processEvents()
    return list_controls(window)


def test_every_control_has_a_name_and_a_role(controls):
    assert len(controls) > 15
    nameless = []
    for widget in controls:
        interface = QAccessible.queryAccessibleInterface(widget)
        name = interface.text(NAME) or interface.text(DESCRIPTION)
        if not name.strip() or interface.role() in NO_ROLES:
            nameless.append(describe(widget))
    assert nameless == []


def test_every_target_has_24_pixels(controls):
    small = [
        f"{describe(widget)}: {widget.width()}×{widget.height()}"
        for widget in controls
        if min(widget.width(), widget.height()) < LEAST_TARGET
    ]
    assert small == []


def test_the_focus_is_seen_wherever_it_goes(window, controls):
    colour = get_current_theme().get_colour("focus")
    unseen = []
    for widget in controls:
        if not widget.isEnabled() or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            continue
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        ring = window.focus_ring
        target = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
        if not ring.isVisible() and not target.intersects(window.rect()):
            continue
        picture = window.grab(ring.geometry()).toImage()
        edge = [picture.pixelColor(x, y) for x in (picture.width() // 2,)
                for y in range(min(5, picture.height()))]  # fmt: skip
        if not ring.isVisible() or edge.count(colour) < 2:
            unseen.append(describe(widget))
    assert unseen == []


def test_no_scroll_area_without_words_takes_the_focus(window, controls):
    areas = [
        describe(area)
        for area in window.findChildren(QAbstractScrollArea)
        if type(area).__name__ in ("_Part", "SteadyArea", "QScrollArea")
        and area.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
    assert areas == []


def test_tab_goes_round_and_comes_to_every_control(window, controls):
    """Success criteria 2.1.1 and 2.1.2: no control is left out, and none is a trap."""
    wanted = {
        widget
        for widget in controls
        if widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    start = window.pages.tabBar()
    start.setFocus(Qt.FocusReason.TabFocusReason)
    reached: set[QWidget] = set()
    for _step in range(200):
        window.focusNextPrevChild(True)
        focused = QApplication.focusWidget()
        if focused is start:
            break
        if focused is not None:
            reached.add(focused)
    assert QApplication.focusWidget() is start
    proxies = {widget.focusProxy() or widget for widget in wanted}
    assert sorted(describe(widget) for widget in proxies - reached - {start}) == []

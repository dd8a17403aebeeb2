"""Windows in which Tab follows the reading order, as screen readers do.

Qt's own order is that in which controls were made, so that tiles, which are made anew with each
analysis, would come last.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QMainWindow,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QWidget,
)


class ReadingOrderWindow(QMainWindow):
    """Moves the keyboard focus through its controls from the tool bar to the status bar."""

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """Go to the control after or before the current one; from the last to the first."""
        return move_focus(self, forward)


def move_focus(window: QWidget, forward: bool) -> bool:
    """Give the focus to the control after or before the current one; return whether there is one.

    Parameters
    ----------
    window : QWidget
        The window or dialog whose controls are meant.
    forward : bool
        To the next control, else to the one before.
    """
    controls = list(list_focusable(window))
    if not controls:
        return False
    current = QApplication.focusWidget()
    step = 1 if forward else -1
    start = controls.index(current) if current in controls else (-1 if forward else 0)
    target = controls[(start + step) % len(controls)]
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    target.setFocus(reason)
    _scroll_to(target)
    return True


def list_focusable(parent: QWidget) -> Iterator[QWidget]:
    """Yield what takes the focus within a widget now, in the order of its children."""
    children = parent.children()
    if isinstance(parent, QDialogButtonBox):
        # Each system has an order of its own for them.
        children = sorted(parent.findChildren(QPushButton), key=QPushButton.x)
    for child in children:
        # Dialogs are children of the window, too, and have an order of their own.
        if not isinstance(child, QWidget) or child.isWindow() or not child.isVisible():
            continue
        takes_focus = child.focusPolicy() & Qt.FocusPolicy.TabFocus
        # What has a proxy is a part of the control that takes the focus for it.
        is_stop = takes_focus and child.isEnabled() and child.focusProxy() is None
        if is_stop and not _is_reached_by_arrows(child):
            yield child
        yield from list_focusable(child)


def _is_reached_by_arrows(widget: QWidget) -> bool:
    """Whether a choice is one of several of which another is chosen: those are one stop."""
    if not isinstance(widget, QRadioButton) or widget.isChecked():
        return False
    parent = widget.parentWidget()
    return parent is not None and any(
        other.isChecked() for other in parent.findChildren(QRadioButton)
    )


def _scroll_to(widget: QWidget) -> None:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()

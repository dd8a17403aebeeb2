"""A main window in which Tab follows the reading order, as screen readers do.

Qt's own order is that in which controls were made, so that tiles, which are made anew with each
analysis, would come last.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QScrollArea, QWidget


class ReadingOrderWindow(QMainWindow):
    """Moves the keyboard focus through its controls from the tool bar to the status bar."""

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """Go to the control after or before the current one; from the last to the first."""
        controls = list(list_focusable(self))
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
    for child in parent.children():
        # Dialogs are children of the window, too, and have an order of their own.
        if not isinstance(child, QWidget) or child.isWindow() or not child.isVisible():
            continue
        takes_focus = child.focusPolicy() & Qt.FocusPolicy.TabFocus
        # What has a proxy is a part of the control that takes the focus for it.
        if takes_focus and child.isEnabled() and child.focusProxy() is None:
            yield child
        yield from list_focusable(child)


def _scroll_to(widget: QWidget) -> None:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()

"""A ring around the control that has the keyboard focus, alike in every style of Qt's.

It lies above the window's other parts and lets clicks through. Qt's own focus frames are one pixel
wide, or missing, depending on the control and the system.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QMenuBar, QWidget
from shiboken6 import isValid

from ketgui.views.theme import get_current_theme

WIDTH = 2
_GAP = 1
_FOLLOWED = frozenset({QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide})
# Menus highlight their current entry by themselves; a ring around the whole window says nothing.
_WITHOUT_RING = (QMainWindow, QMenu, QMenuBar)


class FocusRing(QWidget):
    """Follows the keyboard focus within one window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self.hide()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus_changed)

    @property
    def target(self) -> QWidget | None:
        """The widget that has the ring, None if the ring is hidden."""
        return self._target

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        for widget in self._watched:
            # A window that was rebuilt has deleted some of them in C++.
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched = []
        within = new is not None and new.window() is self.window()
        self._target = new if within and not isinstance(new, _WITHOUT_RING) else None
        if self._target is not None:
            # Scrolling and resizing move a parent, and send no event to the target itself.
            widget: QWidget | None = self._target
            while widget is not None and widget is not self.window():
                widget.installEventFilter(self)
                self._watched.append(widget)
                widget = widget.parentWidget()
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the target when it, or what holds it, moves."""
        if event.type() in _FOLLOWED:
            self._follow()
        return super().eventFilter(watched, event)

    def _follow(self) -> None:
        visible = self._visible_rectangle()
        if visible.isEmpty():
            self.hide()
            return
        margin = WIDTH + _GAP
        self.setGeometry(visible.adjusted(-margin, -margin, margin, margin))
        self.show()
        # Pages that are built later would otherwise cover the ring.
        self.raise_()

    def _visible_rectangle(self) -> QRect:
        """Return the visible part of the target, in the window's coordinates; empty if hidden."""
        target = self._target
        if target is None or not isValid(target) or not target.isVisible():
            return QRect()
        visible = QRect(target.mapTo(self.window(), QPoint(0, 0)), target.size())
        parent = target.parentWidget()
        # A field that is scrolled half out of view has a ring around the visible half.
        while parent is not None and parent is not self.window():
            visible &= QRect(parent.mapTo(self.window(), QPoint(0, 0)), parent.size())
            parent = parent.parentWidget()
        return visible

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(get_current_theme().get_colour("focus"), WIDTH))
        half = WIDTH / 2
        ring = self.rect().toRectF().adjusted(half, half, -half, -half)
        painter.drawRoundedRect(ring, 6, 6)

"""Scroll areas in which the wheel never changes the value of a field it passes over."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QShowEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QFrame, QScrollArea, QWidget

from ketgui.views import layout

_UNLIMITED = 10_000


class SteadyArea(QScrollArea):
    """Scrolls its content, which is as wide as there is room.

    A number or a choice takes the wheel only once it has the focus: scrolling past a dose or a
    definition must not change it.
    """

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # What is in it takes the focus, and the area follows.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def showEvent(self, event: QShowEvent) -> None:
        """Watch every number and choice that the content has by now."""
        # Fields are often added after the area is made. Their default, WheelFocus, would give them
        # the focus as soon as the wheel turns over them.
        for kind in (QAbstractSpinBox, QComboBox):
            for field in self._content.findChildren(kind):
                field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
                if isinstance(field, QAbstractSpinBox):
                    # In line with the words of lists and text fields.
                    field.lineEdit().setTextMargins(layout.STEP, 0, 0, 0)
                field.installEventFilter(self)
        super().showEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Scroll the area where the field under the wheel has no focus."""
        is_field = isinstance(watched, QAbstractSpinBox | QComboBox) and not watched.hasFocus()
        if is_field and isinstance(event, QWheelEvent):
            self.wheelEvent(event)
            return True
        return super().eventFilter(watched, event)


class VerticalArea(SteadyArea):
    """Scrolls vertically only: it is never narrower than its content.

    Parameters
    ----------
    content : QWidget
    narrowest, widest : int
        Limits of the least width, in pixels at the system's text size.
    """

    def __init__(self, content: QWidget, narrowest: int = 0, widest: int = _UNLIMITED) -> None:
        super().__init__(content)
        self._narrowest, self._widest = narrowest, widest
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def minimumSizeHint(self) -> QSize:
        """Return what its content and a scroll bar need, within reason."""
        # A scroll area's own hint is a few pixels, at which a splitter would cut the content off.
        bar = self.verticalScrollBar().sizeHint().width()
        needed = self._content.minimumSizeHint().width() + bar
        narrowest, widest = layout.scale(self._narrowest), layout.scale(self._widest)
        return QSize(min(max(needed, narrowest), widest), super().minimumSizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for another width where the content has become wider."""
        # QScrollArea.setWidget() has made the area a filter of its content's events.
        if watched is self._content and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

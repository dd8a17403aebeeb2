"""A part of the window that is scrolled: the wheel turns it, and no value that it passes over."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QShowEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QFrame, QScrollArea, QWidget


class SteadyArea(QScrollArea):
    """Scrolls its content, which is as wide as there is room.

    A number or a choice takes the wheel only once it has been clicked or tabbed to: a dose, a
    definition or the look of a figure is not changed by whoever looks further down.
    """

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def showEvent(self, event: QShowEvent) -> None:
        """Watch over every number and choice that is there by now."""
        for kind in (QAbstractSpinBox, QComboBox):
            for field in self._content.findChildren(kind):
                field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
                field.installEventFilter(self)
        super().showEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Turn the page where the field below the wheel has no focus."""
        is_field = isinstance(watched, QAbstractSpinBox | QComboBox) and not watched.hasFocus()
        if is_field and isinstance(event, QWheelEvent):
            self.wheelEvent(event)
            return True
        return super().eventFilter(watched, event)

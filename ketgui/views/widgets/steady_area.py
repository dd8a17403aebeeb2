"""A scroll area in which the wheel never changes the value of a field it passes over."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QShowEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QFrame, QScrollArea, QWidget


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
                field.installEventFilter(self)
        super().showEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Scroll the area where the field under the wheel has no focus."""
        is_field = isinstance(watched, QAbstractSpinBox | QComboBox) and not watched.hasFocus()
        if is_field and isinstance(event, QWheelEvent):
            self.wheelEvent(event)
            return True
        return super().eventFilter(watched, event)

"""A heading that folds what stands beneath it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from ketgui.views import layout


class Section(QWidget):
    """A titled part of a side panel, open or folded."""

    def __init__(self, title: str, content: QWidget, *, opened: bool = True) -> None:
        super().__init__()
        self._button = QToolButton()
        self._button.setText(title)
        self._button.setCheckable(True)
        self._button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._button.setAutoRaise(True)
        font = self._button.font()
        font.setBold(True)
        self._button.setFont(font)
        self._content = content
        box = layout.padded(QVBoxLayout(self), 0, layout.STEP)
        box.addWidget(self._button)
        box.addWidget(content)
        self._button.toggled.connect(self._on_toggled)
        self._button.setChecked(opened)
        self._on_toggled(opened)

    def _on_toggled(self, opened: bool) -> None:
        arrow = Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow
        self._button.setArrowType(arrow)
        self._content.setVisible(opened)

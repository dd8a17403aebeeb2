"""Two halves that stand one below the other where there is no room."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ketgui.views.importing.stacking import StackingSplitter


def test_parts_stand_side_by_side_only_where_both_fit(qtbot):
    splitter = StackingSplitter()
    qtbot.addWidget(splitter)
    for _part in range(2):
        part = QWidget()
        part.setMinimumWidth(300)
        splitter.addWidget(part)
    splitter.resizeEvent(QResizeEvent(QSize(900, 400), QSize()))
    assert splitter.orientation() == Qt.Orientation.Horizontal
    splitter.resizeEvent(QResizeEvent(QSize(400, 400), QSize()))
    assert splitter.orientation() == Qt.Orientation.Vertical
    assert splitter.minimumSizeHint().width() == 300

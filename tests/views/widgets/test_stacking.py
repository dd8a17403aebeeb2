"""Two halves that stand one below the other where there is no room."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ketgui.views.widgets.stacking import StackingColumns, StackingSplitter


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


@pytest.mark.parametrize(("width", "beside"), [(700, True), (400, False)])
def test_columns_stand_side_by_side_only_where_they_fit(qtbot, width, beside):
    columns = [QWidget() for _number in range(2)]
    for column in columns:
        column.setMinimumSize(300, 50)
    stack = StackingColumns(*columns)
    qtbot.addWidget(stack)
    stack.resize(width, 300)
    stack.show()
    qtbot.waitUntil(lambda: columns[1].x() > 0 if beside else columns[1].y() > 0)
    assert (columns[1].y() == columns[0].y()) == beside


def test_the_widths_come_back_after_the_parts_were_stacked(qtbot):
    splitter = StackingSplitter()
    qtbot.addWidget(splitter)
    for _part in range(2):
        part = QWidget()
        part.setMinimumWidth(200)
        splitter.addWidget(part)
    splitter.setSizes([600, 200])
    splitter.resize(300, 300)
    splitter.show()
    assert splitter.orientation() == Qt.Orientation.Vertical
    splitter.resize(808, 300)
    qtbot.waitUntil(lambda: splitter.orientation() == Qt.Orientation.Horizontal)
    first, second = splitter.sizes()
    assert abs(first - 3 * second) < 40

"""Parts go on in another line where there is no room."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from ketgui.views.widgets.flow import FlowLayout


def test_a_narrow_row_has_more_lines_and_no_part_is_cut(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    flow = FlowLayout()
    parent.setLayout(flow)
    buttons = [QPushButton(text) for text in ("Enter an event…", "Change…", "Remove…")]
    for button in buttons:
        flow.addWidget(button)
    parent.resize(flow.sizeHint().width(), 200)
    parent.show()
    assert len({button.y() for button in buttons}) == 1
    parent.resize(flow.minimumSize().width() + 1, 200)
    assert len({button.y() for button in buttons}) > 1
    assert all(parent.rect().contains(button.geometry()) for button in buttons)
    assert all(button.width() >= button.minimumSizeHint().width() for button in buttons)
    assert flow.heightForWidth(parent.width()) > flow.sizeHint().height()


def test_a_part_can_be_taken_out(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    flow = FlowLayout()
    parent.setLayout(flow)
    first, second = QPushButton("A"), QPushButton("B")
    flow.addWidget(first)
    flow.addWidget(second)
    taken = flow.takeAt(0)
    assert taken is not None
    assert taken.widget() is first
    assert flow.count() == 1
    assert flow.itemAt(1) is None

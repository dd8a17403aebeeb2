"""Headings over neighbouring columns: room for their words, and lines that wrap."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QTableView

from ketgui.reporting.tables.display_table import HeaderGroup
from ketgui.views.widgets.tables.grouped_header import GroupedHeader


@pytest.fixture
def header(qtbot):
    view = QTableView()
    qtbot.addWidget(view)
    made = GroupedHeader(view)
    view.setHorizontalHeader(made)
    model = QStandardItemModel(1, 3, view)
    model.setHorizontalHeaderLabels(["Term", "Patients who received it", "Events"])
    view.setModel(model)
    yield made
    view.close()


def test_groups_take_a_line_of_their_own(header):
    one = header.sizeHint().height()
    header.show_groups((HeaderGroup("", 1), HeaderGroup("Female (N = 10)", 2)))
    assert header.sizeHint().height() == 2 * one
    header.show_groups((HeaderGroup("", 3),))
    assert header.sizeHint().height() == one


def test_columns_have_room_for_the_title_of_their_group(header):
    title = "Female patients who were asked about adverse events"
    header.show_groups((HeaderGroup("", 1), HeaderGroup(title, 2)))
    width = header.fontMetrics().horizontalAdvance(title)
    assert 2 * header.measure_narrowest(1) >= width
    assert header.measure_narrowest(0) < header.measure_narrowest(1)


def test_a_title_wider_than_its_column_wraps(header):
    one = header.sizeHint().height()
    header.resizeSection(1, header.measure_longest_word(1))
    header.fit_words()
    assert header.sizeHint().height() > one
    header.resizeSection(1, 600)
    header.fit_words()
    assert header.sizeHint().height() == one

"""Items are typed one after the other; what is no score is not taken."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ketgui.domain.scales import get_scale
from ketgui.views.entry.item_row import ItemRow


@pytest.fixture
def row(qtbot):
    made = ItemRow(get_scale("madrs"))
    qtbot.addWidget(made)
    made.show()
    made.lines[0].setFocus()
    return made


def test_ten_keys_fill_ten_items_and_say_so(qtbot, row):
    with qtbot.waitSignal(row.completed):
        for key in "0123456012":
            QTest.keyClicks(row.focusWidget(), key)
    assert row.scores() == [0, 1, 2, 3, 4, 5, 6, 0, 1, 2]


def test_a_score_beyond_the_item_is_not_taken(row):
    QTest.keyClicks(row.lines[0], "9")
    assert row.scores()[0] is None
    assert row.focusWidget() is row.lines[0]


def test_backspace_goes_back_to_correct(row):
    QTest.keyClicks(row.focusWidget(), "3")
    QTest.keyClick(row.focusWidget(), Qt.Key.Key_Backspace)
    QTest.keyClicks(row.focusWidget(), "5")
    assert row.scores()[0] == 5


def test_items_show_numbers_and_short_names_alone(row):
    assert row.lines[0].accessibleName() == "1. Apparent sadness"

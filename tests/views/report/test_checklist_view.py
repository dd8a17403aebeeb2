"""The reporting lists: every list, every item, with its state."""

from __future__ import annotations

import pytest

from ketgui.reporting.checklists import CHECKLISTS
from ketgui.views.report.checklist_view import ChecklistView


@pytest.fixture
def view(qtbot):
    shown = ChecklistView()
    qtbot.addWidget(shown)
    return shown


def test_every_list_is_offered_and_shows_each_of_its_items(view, example):
    view.show_analysis(example)
    # Many items: they are put together once somebody looks.
    assert view.text.toPlainText() == ""
    view.show()
    assert view.choice.count() == len(CHECKLISTS)
    for row, checklist in enumerate(CHECKLISTS):
        view.choice.setCurrentIndex(row)
        text = view.text.toPlainText()
        assert all(item.title in text for item in checklist.items(example))


def test_nothing_is_shown_before_there_is_an_analysis(view):
    view.choice.setCurrentIndex(1)
    assert view.text.toPlainText() == ""

"""The results of a tab: each in a folded section, with its table and its question mark."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QToolButton

from ketgui.statistics.results import list_results_of_tab
from ketgui.views.widgets.section import Section
from ketgui.views.widgets.tables.result_sections import ResultSections


@pytest.fixture
def sections(qtbot, example):
    made = ResultSections("outcomes")
    qtbot.addWidget(made)
    made.show_analysis(example)
    return made


def test_every_result_of_the_tab_has_a_table_with_rows(sections):
    assert tuple(sections.tables) == tuple(list_results_of_tab("outcomes"))
    for section in sections.findChildren(Section):
        section.unfold()
    assert [kind.key for kind, (_view, model) in sections.tables.items()
            if not model.columnCount()] == []  # fmt: skip


def test_sections_are_folded_at_first(sections):
    sections.show()
    assert not any(view.isVisible() for view, _model in sections.tables.values())


def test_a_question_mark_asks_for_the_explanation_of_its_result(qtbot, sections):
    button = next(
        b for b in sections.findChildren(QToolButton)
        if b.accessibleName() == "What this is: Paired change"
    )  # fmt: skip
    with qtbot.waitSignal(sections.explanation_wanted) as wanted:
        button.click()
    assert wanted.args == ["Paired change"]


def test_a_tab_without_results_is_hidden(qtbot, example):
    empty = ResultSections("no such tab")
    qtbot.addWidget(empty)
    empty.show_analysis(example)
    assert empty.isHidden()
    assert empty.tables == {}

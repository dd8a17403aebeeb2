"""Problems as rows of one height: what each says, and what is copied of them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from ketgui.views.widgets.problems.problem_rows import ProblemModel, ProblemRows


@pytest.fixture
def model(qapp, issues, qtmodeltester):
    made = ProblemModel()
    made.show_issues(issues, "No problems found")
    qtmodeltester.check(made)
    return made


@pytest.fixture
def rows(qtbot, model):
    made = ProblemRows(model, "Problems")
    qtbot.addWidget(made)
    made.resize(300, 300)
    made.show()
    return made


def test_a_row_says_what_was_found_and_all_of_it_when_pointed_at(model):
    index = model.index(2, 0)
    assert index.data() == "“high” is no number."
    tip = index.data(Qt.ItemDataRole.ToolTipRole)
    assert tip.splitlines() == ["b.xlsx · Ratings · row 2 · column D", "“high” is no number.",
                                "Type one."]  # fmt: skip
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == tip


def test_without_problems_a_line_says_so(model):
    model.show_issues((), "No problems found")
    assert model.rowCount() == 1
    assert model.index(0, 0).data() == "No problems found"
    assert model.issue(model.index(0, 0)) is None


def test_selected_problems_are_copied_or_all_where_none_is(rows):
    rows.copy()
    text = QGuiApplication.clipboard().text()
    assert "Ages are read as years." in text
    assert "“high” is no number." in text
    rows.setCurrentIndex(rows.model().index(1, 0))
    rows.copy()
    assert (
        QGuiApplication.clipboard().text()
        == "a.csv · row 4 · column B\n61 is above 60.\nCorrect it."
    )


def test_every_row_is_as_high_as_another(rows):
    heights = {rows.visualRect(rows.model().index(row, 0)).height() for row in range(3)}
    assert len(heights) == 1
    assert heights.pop() >= 3 * rows.fontMetrics().lineSpacing()

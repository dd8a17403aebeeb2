"""The list of problems: the gravest first, filtered by severity and by words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from ketgui.views.widgets.problems.problem_list import ProblemList
from ketgui.views.widgets.problems.problem_rows import format_issue, format_place


@pytest.fixture
def problems(qtbot, issues):
    made = ProblemList()
    qtbot.addWidget(made)
    made.show_issues(issues)
    return made


def severities(problems: ProblemList) -> list[str]:
    return [issue.severity for issue in problems.ordered]


def test_errors_come_first(problems):
    assert severities(problems) == ["error", "warning", "note"]


@pytest.mark.parametrize(
    ("severity", "text", "left"),
    [("", "", 3), ("warning", "", 1), ("", "NUMBER", 1), ("", "a.csv", 2), ("note", "61", 0)],
)
def test_a_filter_lists_what_it_says(problems, severity, text, left):
    problems.filter_by(severity, text)
    assert len(problems.ordered) == left
    assert len(problems.issues) == 3


def test_a_filter_whose_problems_are_settled_is_cleared(problems, issues):
    problems.filter_by("error")
    assert severities(problems) == ["error"]
    problems.show_issues(issues[:2])
    assert severities(problems) == ["warning", "note"]


def test_the_chosen_problem_is_announced_and_enter_opens_it(qtbot, problems):
    with qtbot.waitSignal(problems.chosen) as chosen:
        problems.choose(1)
    assert chosen.args[0].patient_id == "P03"
    problems.show()
    with qtbot.waitSignal(problems.opened) as opened:
        qtbot.keyClick(problems.rows, Qt.Key.Key_Return)
    assert opened.args[0].message == "61 is above 60."


def test_a_problem_says_where_it_is(issues):
    assert format_place(issues[2]) == "b.xlsx · Ratings · row 2 · column D"
    assert format_place(issues[0]) == "a.csv · column C"
    assert format_issue(issues[0]) == "a.csv · column C\nAges are read as years."

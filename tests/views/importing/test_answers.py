"""Issues, and every way to settle the chosen one."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from ketgui.importing import import_text
from ketgui.views.importing.answers import Answers

HEAD = "id,age,MADRS before,MADRS after\n"
ROWS = f"{HEAD}P1,45,27,61\nP2,52,31,62\nTotal,48,29,61\n"


def shown(qtbot, text: str = ROWS) -> Answers:
    widget = Answers()
    qtbot.addWidget(widget)
    widget.show_issues(import_text(text).issues)
    return widget


def test_the_first_that_stops_the_import_is_chosen_with_its_answers(qtbot):
    widget = shown(qtbot)
    current = widget.list.current
    assert current is not None
    assert current.severity == "error"
    assert widget._words.text().startswith(current.message)


def test_one_answer_settles_all_rows_like_it(qtbot):
    widget = shown(qtbot)
    row = next(n for n, i in enumerate(widget.list.ordered) if i.key == "outside_range")
    widget.list.choose(row)
    assert not widget._alike.isHidden()
    widget._alike.setChecked(True)
    current = widget.list.current
    assert current is not None
    answer = next(a for a in current.answers if getattr(a.change, "action", "") == "missing")
    with qtbot.waitSignal(widget.answered) as told:
        widget._on_answer(answer.change)
    assert len(told.args[0]) == len(widget._list_alike(current))


def test_a_button_for_each_answer_of_the_issue_alone(qtbot):
    widget = shown(qtbot)
    row = next(n for n, i in enumerate(widget.list.ordered) if i.key == "totals_row")
    widget.list.choose(row)
    titles = [b.text() for b in widget._buttons.findChildren(QPushButton)]
    assert "It is a patient" in titles


def test_nothing_to_answer_offers_nothing(qtbot):
    widget = shown(qtbot, f"{HEAD}P1,45,27,12\n")
    widget.show_issues(())
    assert widget._buttons.isHidden()
    assert widget.list.current is None


MANY = HEAD + "".join(f"P{n},45,27,{61 + n % 5}\n" for n in range(130))


def press(widget: Answers, words: str) -> None:
    # Buttons of an issue before are still there until Qt deletes them.
    [b for b in widget.findChildren(QPushButton) if b.text() == words][-1].click()


def test_a_line_that_stands_for_many_lists_them(qtbot):
    widget = shown(qtbot, MANY)
    more = next(issue for issue in widget.list.issues if issue.rest is not None)
    widget.show_issue(more)
    press(widget, "Show more of them")
    rows = [issue.row for issue in widget.list.issues if issue.key == "outside_range"]
    assert rows == [*range(2, 102), None]
    assert widget.list.current is not None
    assert widget.list.current.row == 52
    widget.show_issue(next(issue for issue in widget.list.issues if issue.rest is not None))
    press(widget, "Show more of them")
    rows = [issue.row for issue in widget.list.issues if issue.key == "outside_range"]
    assert rows == list(range(2, 132))


def test_one_answer_settles_also_the_rows_that_are_not_listed(qtbot):
    widget = shown(qtbot, MANY)
    widget.show_issue(next(i for i in widget.list.issues if i.key == "outside_range"))
    assert widget._alike.text() == "The same for all 130 rows like this"
    widget._alike.setChecked(True)
    with qtbot.waitSignal(widget.answered) as told:
        press(widget, "Keep it")
    assert {change.row for change in told.args[0]} == set(range(2, 132))

"""What is said of a file."""

from __future__ import annotations

from dataclasses import replace

from ketgui.importing.issues import Issue, list_all, make_file_issue, quote_cell, show_few

ISSUE = make_file_issue("warning", "key", "a.csv", "words", "fix")


def report(row: int) -> Issue:
    return replace(ISSUE, row=row)


def test_the_first_of_many_are_listed_and_one_line_stands_for_the_rest() -> None:
    listed = [*show_few(report, range(60))]
    assert len(listed) == 51
    assert listed[-1].message == "10 more rows like this one."
    assert (listed[-1].row, listed[-1].answers) == (None, ())


def test_few_are_all_listed() -> None:
    assert [issue.row for issue in show_few(report, [3, 4])] == [3, 4]
    assert [*show_few(report, [])] == []


def test_no_message_is_written_before_it_is_read() -> None:
    written: list[int] = []

    def write(row: int) -> Issue:
        written.append(row)
        return report(row)

    listed = [*show_few(write, range(100_000))]
    assert written == list(range(50))
    rest = listed[-1].rest
    assert rest is not None
    assert len(rest) == 99_950
    assert [issue.row for issue in rest.show_next()][:2] == [50, 51]
    assert written == list(range(100))


def test_every_issue_can_be_reached() -> None:
    listed = [*show_few(report, range(333)), ISSUE]
    assert [issue.row for issue in list_all(listed)] == [*range(333), None]
    shown, more = [], listed[50]
    while more.rest is not None:
        *some, more = more.rest.show_next()
        shown += some
    assert [*(issue.row for issue in shown), more.row] == list(range(50, 333))


def test_a_long_cell_is_quoted_short_and_on_one_line() -> None:
    assert quote_cell("a\nb") == "“a b”"
    assert len(quote_cell("x" * 100)) == 26


def test_an_issue_about_a_file_names_no_cell() -> None:
    assert (ISSUE.row, ISSUE.column, ISSUE.answers) == (None, "", ())

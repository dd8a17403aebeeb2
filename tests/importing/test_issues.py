"""What is said of a file."""

from __future__ import annotations

from dataclasses import replace

from ketgui.importing.issues import make_file_issue, quote_cell, show_few

ISSUE = make_file_issue("warning", "key", "a.csv", "words", "fix")


def test_the_first_of_many_are_named_and_the_rest_counted() -> None:
    said = [*show_few(replace(ISSUE, row=row) for row in range(60))]
    assert len(said) == 51
    assert "10" in said[-1].message
    assert said[-1].row is None


def test_few_are_all_named() -> None:
    assert [*show_few([ISSUE, ISSUE])] == [ISSUE, ISSUE]
    assert [*show_few([])] == []


def test_a_long_cell_is_quoted_short_and_on_one_line() -> None:
    assert quote_cell("a\nb") == "“a b”"
    assert len(quote_cell("x" * 100)) == 26


def test_an_issue_about_a_file_names_no_cell() -> None:
    assert (ISSUE.row, ISSUE.column, ISSUE.answers) == (None, "", ())

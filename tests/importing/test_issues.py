"""What is said of a file."""

from __future__ import annotations

from dataclasses import replace

from ketgui.importing.issues import about_file, few, shown

ISSUE = about_file("warning", "key", "a.csv", "words", "fix")


def test_the_first_of_many_are_named_and_the_rest_counted() -> None:
    said = [*few(replace(ISSUE, row=row) for row in range(60))]
    assert len(said) == 51
    assert "10" in said[-1].message
    assert said[-1].row is None


def test_few_are_all_named() -> None:
    assert [*few([ISSUE, ISSUE])] == [ISSUE, ISSUE]
    assert [*few([])] == []


def test_a_long_cell_is_quoted_short_and_on_one_line() -> None:
    assert shown("a\nb") == "“a b”"
    assert len(shown("x" * 100)) == 26


def test_an_issue_about_a_file_names_no_cell() -> None:
    assert (ISSUE.row, ISSUE.column, ISSUE.answers) == (None, "", ())

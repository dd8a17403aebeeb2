"""Numbers in other digits are said."""

from __future__ import annotations

from ketgui.importing.checks.cells.converted import find_converted
from tests.importing.made import make_rows

HEAD = "id,MADRS before,MADRS after\n"


def test_digits_of_another_script_are_said_with_what_they_were_read_as() -> None:
    (issue,) = find_converted(make_rows(HEAD + "P1,３０,12\nP2,28,20\n"))
    assert (issue.key, issue.severity) == ("converted", "warning")
    assert "30" in issue.message


def test_plain_digits_are_not() -> None:
    assert [*find_converted(make_rows(HEAD + "P1,30,12\nP2,28,20\n"))] == []

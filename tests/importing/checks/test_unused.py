"""What is not imported is named."""

from __future__ import annotations

from ketgui.importing.checks import unused
from tests.importing.made import make_rows


def test_of_many_columns_left_out_all_are_counted() -> None:
    head = "id,MADRS before,MADRS after" + "".join(f",c{n}" for n in range(30))
    (issue,) = unused.list_not_used(make_rows(f"{head}\nP1,30,12{',1' * 30}\n"))
    assert issue.message.endswith("c19 and 10 more columns.")


def test_columns_that_are_not_imported_are_listed_once() -> None:
    (issue,) = unused.list_not_used(make_rows("id,MADRS before,ward,colour\nP1,30,N,red\n"))
    assert "ward" in issue.message
    assert "colour" in issue.message
    assert issue.severity == "note"

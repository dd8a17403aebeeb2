"""The list of problems as a file for the person who keeps the data."""

from __future__ import annotations

import csv
import io
from typing import Any

from ketgui.importing.validation import Issue, issues_csv


def test_each_problem_is_a_row_that_names_its_cell(read: Any) -> None:
    found = read("id,MADRS before,MADRS after\nP1,30,61\nP2,abc,12\n")
    rows = list(csv.DictReader(io.StringIO(issues_csv(found.issues))))
    assert len(rows) == len(found.issues)
    cells = {(row["Row"], row["Column"]) for row in rows}
    assert {("2", "C"), ("3", "B")} <= cells
    assert all(row["Problem"] and row["How to mend it"] for row in rows)


def test_no_cell_of_the_list_is_a_formula() -> None:
    issue = Issue("error", "=cmd|x", "@s", 2, "A", "score", "-1 “x”, y\nz", "+fix", "\tP1")
    (row,) = csv.reader(io.StringIO(issues_csv([issue]).split("\r\n", 1)[1], newline=""))
    assert row == [
        "Error", "'=cmd|x", "'@s", "2", "A", "score", "'\tP1", "'-1 “x”, y\nz", "'+fix",
    ]  # fmt: skip


def test_an_empty_list_is_a_header() -> None:
    assert issues_csv([]).count("\r\n") == 1

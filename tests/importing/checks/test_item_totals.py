"""Totals against items."""

from __future__ import annotations

from ketgui.importing.checks import item_totals
from tests.importing.made import make_rows

HEAD = ",".join(["id", "visit", *(f"phq9_{n}" for n in range(1, 10)), "phq9_total"])


def rows(total: str, last: str = "1") -> str:
    return f"{HEAD}\nP1,pre,1,1,1,1,1,1,1,1,{last},{total}\nP1,post,0,0,0,0,0,0,0,0,0,0\n"


def test_a_total_that_is_not_the_sum_is_named_with_both() -> None:
    (issue,) = item_totals.find_wrong_totals(make_rows(rows("12")))
    assert "12" in issue.message
    assert "9" in issue.message
    assert not [*item_totals.find_wrong_totals(make_rows(rows("9")))]


def test_a_missing_item_is_said_where_no_total_is_written() -> None:
    assert [issue.key for issue in item_totals.find_missing_items(make_rows(rows("", "")))] == [
        "item_missing"
    ]
    assert not [*item_totals.find_missing_items(make_rows(rows("9", "")))]

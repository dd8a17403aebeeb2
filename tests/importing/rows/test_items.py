"""Totals from items."""

from __future__ import annotations

import numpy as np

from ketgui.importing.rows.items import (
    add_totals,
    compute_scores,
    compute_totals,
    list_item_columns,
)
from tests.importing.made import make_rows

HEAD = ",".join(["id", "visit", *(f"phq9_{n}" for n in range(1, 10))])
(PIECE,) = make_rows(
    f"{HEAD}\nP1,before,3,2,3,2,1,2,2,1,1\nP1,after,1,0,1,,0,1,0,0,0\n"
).of("assessments")  # fmt: skip


def test_items_are_in_order() -> None:
    assert list_item_columns(PIECE) == [f"item_{n}" for n in range(1, 10)]


def test_a_total_is_the_sum_and_none_is_filled_in() -> None:
    assert compute_totals(PIECE)[0] == 17
    assert np.isnan(compute_totals(PIECE)[1])


def test_a_written_total_comes_first() -> None:
    rows = "P1,before,3,2,3,2,1,2,2,1,1,18\nP1,after,1,0,1,1,0,1,0,0,0,\n"
    (piece,) = make_rows(f"{HEAD},phq9_total\n{rows}").of("assessments")
    assert list(compute_scores(piece)) == [18, 4]


def test_a_piece_is_given_its_totals() -> None:
    assert add_totals(PIECE).values["score"][0] == 17
    (plain,) = make_rows("id,visit,madrs\nP1,before,30\n").of("assessments")
    assert add_totals(plain) is plain

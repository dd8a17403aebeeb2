"""Rows of a panel, and headings over them."""

from __future__ import annotations

from ketgui.figures.parts.rows import GroupHeading, find_headings, place_rows


def test_the_first_row_is_at_the_top():
    y, axis = place_rows(["first", "second"])
    assert y == [2.0, 1.0]
    assert axis.ticks == ((2.0, "first"), (1.0, "second"))
    assert axis.rows
    assert axis.low < 1.0 < 2.0 < axis.high


def test_headings_are_named_by_where_they_are():
    rows = ["all", GroupHeading("Sex"), "women"]
    assert find_headings(rows) == (1,)
    _y, axis = place_rows(["all", "Sex", "women"], find_headings(rows))
    assert axis.headings == (2.0,)


def test_without_a_row_the_axis_still_has_a_range():
    y, axis = place_rows([])
    assert y == []
    assert axis.low < axis.high

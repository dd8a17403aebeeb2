"""What a figure says of itself."""

from __future__ import annotations

from ketgui.figures.catalogue.outcomes import (
    before_after,
    response_remission,
)
from ketgui.figures.spec import Axis, FigureSpec, Panel, Points

NB = "\u00a0"


def test_the_table_of_a_figure_is_its_data(example, analysis_of):
    (table,) = before_after.build(example).make_tables()
    assert table.title == "MADRS before and after"
    assert table.headers == ("Patient", "Before", "After", "Result")
    assert table.numeric == (False, True, True, False)
    assert table.rows[0] == ("SYN01", "18", "10", "Partial response")
    assert table.rows[-1] == ("Mean", f"27.6{NB}±{NB}6.4", f"18.6{NB}±{NB}8.9", "")
    (rates,) = response_remission.build(example).make_tables()
    assert rates.rows[0] == (f"Response ≥{NB}50%", "4/21 (19.0%)", "[5.4, 41.9]")
    (empty,) = response_remission.build(analysis_of()).make_tables()
    assert empty.headers == ("Shown",)
    assert empty.rows[0][0].startswith("No patient")


def test_a_panel_without_a_table_says_what_its_marks_say_once():
    marks = (Points((1, 2, 3), (1, 1, 1), "#000000", hover=("one", "two", "one")),)
    (table,) = FigureSpec("k", "T", (Panel(Axis(0, 4), Axis(0, 2), marks),)).make_tables()
    assert (table.title, table.rows) == ("T", (("one",), ("two",)))


def test_a_figure_is_empty_if_no_panel_draws_anything():
    empty, drawn = Panel(Axis(0, 1), Axis(0, 1), reason="none"), Panel(Axis(0, 1), Axis(0, 1))
    assert FigureSpec("k", "T", (empty, empty)).is_empty
    assert not FigureSpec("k", "T", (empty, drawn)).is_empty

"""The user's titles, labels and ranges of axes."""

from __future__ import annotations

import pytest

from ketgui.figures import theme
from ketgui.figures.catalogue.outcomes import (
    before_after,
    group_forest,
    response_remission,
    scatter,
    waterfall,
)
from ketgui.figures.composition import Composition
from ketgui.figures.panel_edits import (
    PanelEdit,
    count_outside,
    describe_outside,
    find_edit,
    has_range,
    put_edit,
    read_edits,
    write_edits,
)
from ketgui.figures.spec import Axis, DirectLabel, Panel, Points, Rule
from ketgui.figures.style import StyleError


def test_labels_and_title_are_the_users(example):
    panel = before_after.draw_panel(example)
    edited = PanelEdit("before_after", title="Scores", y_label="MADRS <b>total</b>").apply(panel)
    assert (edited.heading, edited.y.label) == ("Scores", "MADRS <b>total</b>")
    assert edited.x == panel.x
    assert panel.heading == ""


def test_an_axis_of_numbers_has_another_range_and_its_ticks(example):
    panel = before_after.draw_panel(example)
    edited = PanelEdit("before_after", y_range=(0, 45)).apply(panel)
    assert (edited.y.low, edited.y.high) == (0, 45)
    assert [label for _at, label in edited.y.ticks or ()][-1] == "40"


def test_bars_begin_at_zero_whatever_is_asked_for(example):
    panel = response_remission.draw_panel(example)
    edited = PanelEdit("response_remission", y_range=(20, 60)).apply(panel)
    assert (edited.y.low, edited.y.high) == (0, 60)


def test_rows_and_names_have_no_range(example):
    scores = before_after.draw_panel(example)
    assert [has_range(scores.x), has_range(scores.y)] == [False, True]
    forest = group_forest.draw_panel(example)
    assert [has_range(forest.x), has_range(forest.y)] == [True, False]
    assert not has_range(waterfall.draw_panel(example).x)
    assert PanelEdit("group_forest", y_range=(1, 2)).apply(forest).y == forest.y


def test_what_lies_beyond_the_axes_is_counted_and_said_in_the_caption(example):
    edit = PanelEdit("scatter", x_range=(0, 30))
    beyond = int((example.pairs.complete().before > 30).sum())
    assert beyond > 1
    edited = edit.apply(scatter.draw_panel(example))
    assert count_outside(edited) == beyond
    assert describe_outside(edited) == f"{beyond} symbols are beyond the axes."
    assert describe_outside(scatter.draw_panel(example)) == ""
    own = Composition(("scatter",), caption="Ours.", edits=(edit,)).build(example)
    assert own.caption == f"Ours. {beyond} symbols are beyond the axes."


def test_labels_and_thresholds_beyond_the_axes_are_left_out():
    marks = (
        Points((1, 9), (1, 9), theme.INK),
        DirectLabel(9, 9, "far"),
        DirectLabel(1, 1, "near"),
        Rule(8, theme.INK),
        Rule(2, theme.INK),
    )
    edited = PanelEdit("f", x_range=(0, 5), y_range=(0, 5)).apply(
        Panel(Axis(0, 10), Axis(0, 10), marks)
    )
    assert edited.marks == (marks[0], marks[2], marks[4])


def test_a_panel_without_data_stays_as_it_is():
    panel = Panel(Axis(0, 1), Axis(0, 1), reason="none")
    assert PanelEdit("f", title="T", x_range=(0, 2)).apply(panel) is panel


def test_changes_are_kept_by_figure_and_panel():
    first, second = PanelEdit("a", 0, "A"), PanelEdit("a", 1, "B")
    edits = put_edit(put_edit((), first), second)
    assert find_edit(edits, "a", 1) == second
    assert find_edit(edits, "b", 0).is_empty
    assert put_edit(edits, PanelEdit("a", 0)) == (second,)


def test_changes_go_through_text_and_back():
    edits = (
        PanelEdit("waterfall", y_label='Écart, "en %"', y_range=(-80, 20.5)),
        PanelEdit("infusion_day", 3, title="Sédation"),
    )
    assert read_edits(write_edits(edits)) == edits
    composed = Composition(("waterfall",), edits=edits)
    assert Composition.from_dict(composed.as_dict()) == composed


@pytest.mark.parametrize(
    "text",
    ["", "{", "[1]", '[{"title": "no figure"}]', '[{"figure": "a", "colour": "red"}]',
     '[{"figure": "a", "x_range": [1]}]', '[{"figure": "a", "x_range": [2, 1]}]',
     '[{"figure": "a", "panel": -1}]', '[{"figure": 1}]', '[{"figure": "a", "x_range": [0, NaN]}]'],
)  # fmt: skip
def test_damaged_changes_are_refused_in_words(text):
    with pytest.raises(StyleError, match=r"Figures: "):
        read_edits(text)

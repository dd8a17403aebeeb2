"""The change by group."""

from __future__ import annotations

from ketgui.figures.catalogue.outcomes import group_forest
from ketgui.figures.parts.forest import compute_height_ratio
from ketgui.figures.spec import Axis, FigureSpec, Panel, Points
from tests.figures.marks import marks
from tests.figures.rising import analyse_rising


def figure_of(lines: int) -> FigureSpec:
    """Return a forest figure's page for so many lines."""
    ticks = tuple((float(at), "name") for at in range(lines))
    panel = Panel(Axis(0, 1), Axis(0, lines, "", ticks))
    return FigureSpec("any", "Any", (panel,), height_ratio=compute_height_ratio(panel))


def test_groups_stand_under_the_name_of_their_variable(example):
    spec = group_forest.build(example)
    (panel,) = spec.panels
    names = [name for _at, name in panel.y.ticks or ()]
    assert names[:4] == ["All (n = 21)", "Sex", "Female (n = 7)", "Male (n = 14)"]
    heights = {name: at for at, name in panel.y.ticks or ()}
    drawn = {mark.hover[0].split(": ")[-2]: mark.y[0] for mark in marks(panel, Points)}
    assert panel.y.headings[0] == heights["Sex"]
    assert heights["Sex"] not in drawn.values()
    assert drawn["Female (n = 7)"] == heights["Female (n = 7)"]
    assert marks(panel, Points)[1].hover[0].startswith("Sex: Female (n = 7): 7.7 [")
    assert spec.height_ratio > figure_of(9).height_ratio


def test_the_axis_says_from_what_to_what_the_difference_is(example, analysis_of):
    assert group_forest.draw_panel(example).x.label == "Mean difference, before − after"
    rising = group_forest.draw_panel(analyse_rising(analysis_of))
    assert rising.x.label == "Mean difference, after − before"

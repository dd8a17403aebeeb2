"""The figures of a report, in their style and order."""

from __future__ import annotations

import pytest

from ketgui.figures.catalogue import FIGURES, MAIN_FIGURES
from ketgui.figures.catalogue.outcomes import waterfall
from ketgui.figures.composition import Composition
from ketgui.figures.selection import check_keys, select_figures
from ketgui.figures.style import FigureStyle, StyleError

STYLE = FigureStyle(90.0, 600, 8.0, "grey", 2.0, "Baseline", "Day 14", "fr")
COMPOSITION = Composition(("waterfall", "raincloud"), 1, False, "Ours", "As seen.")


def keys(named: tuple[str, ...], composition: Composition | None = None) -> list[str]:
    return [figure.key for figure in select_figures(named, composition, FigureStyle())]


def test_figures_are_built_in_their_style(example):
    composed, _raincloud = select_figures(("raincloud",), COMPOSITION, STYLE)
    assert composed.build(example) == COMPOSITION.build(example, STYLE)
    (styled,) = select_figures(("waterfall",), None, FigureStyle(font_points=14.0))
    assert styled.build(example).scale == 2.0
    assert styled.build(example).title == waterfall.build(example).title


def test_a_group_is_named_by_one_word():
    assert keys(("main",)) == [figure.key for figure in MAIN_FIGURES]
    assert keys(("all",)) == [figure.key for figure in FIGURES]


def test_a_composed_figure_takes_the_place_of_figure_1():
    assert keys(("main",))[0] == "figure_1"
    assert keys(("main",), COMPOSITION)[:2] == ["figure", "demographics"]
    assert keys(("figure_1",), COMPOSITION) == ["figure", "figure_1"]


def test_a_key_without_a_figure_is_refused_in_words():
    check_keys(("all",))
    for named in (("pie",), ("all", "waterfall")):
        with pytest.raises(StyleError, match=f"there is no figure {named[0]}"):
            check_keys(named)
    with pytest.raises(StyleError, match="there is no figure pie"):
        keys(("pie",))

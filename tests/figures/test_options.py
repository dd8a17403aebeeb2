"""A figure's options say what the composer said."""

from __future__ import annotations

import pytest

from ketgui.figures.catalogue.outcomes import waterfall
from ketgui.figures.composition import Composition
from ketgui.figures.options import (
    as_options,
    composition_of,
    figures_of,
    others,
    style_of,
)
from ketgui.figures.style import FigureStyle, StyleError

STYLE = FigureStyle(90.0, 600, 8.0, "grey", 2.0, "Baseline", "Day 14", "fr")
COMPOSED = Composition(("waterfall", "raincloud"), 1, False, "Ours", "As seen.")


def test_options_lead_back_to_the_figure():
    options = as_options(COMPOSED, STYLE)
    assert composition_of(options) == COMPOSED
    assert style_of(options) == STYLE
    assert others(options | {"paper": "a4"}) == {"paper": "a4"}


def test_what_is_not_said_is_as_usual():
    assert composition_of({}) is None
    assert style_of({"dpi": 300.0, "palette": None}) == FigureStyle()
    assert composition_of({"compose": "waterfall"}) == Composition(("waterfall",))


def test_letters_are_yes_or_no():
    with pytest.raises(StyleError, match="yes or no"):
        composition_of({"compose": "waterfall", "letters": "perhaps"})


def test_figures_are_built_in_their_style(example):
    (composed,) = figures_of(as_options(COMPOSED, STYLE) | {"figures": "raincloud"})[:1]
    assert composed.build(example) == COMPOSED.build(example, STYLE)
    (styled,) = figures_of({"figures": "waterfall", "font-points": 14.0})
    assert styled.build(example).scale == 2.0
    assert styled.build(example).title == waterfall.build(example).title


def test_a_composed_figure_takes_the_place_of_figure_1():
    def keys(**options):
        return [figure.key for figure in figures_of(options)]

    assert keys()[0] == "figure_1"
    assert keys(compose="waterfall")[:2] == ["figure", "demographics"]
    assert keys(compose="waterfall", figures="figure_1") == ["figure", "figure_1"]
    with pytest.raises(StyleError, match="there is no figure pie"):
        keys(figures="pie")

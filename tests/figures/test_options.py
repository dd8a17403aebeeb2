"""A figure's options say what the composer said."""

from __future__ import annotations

import pytest

from ketgui.figures.catalogue import waterfall
from ketgui.figures.composition import Composition
from ketgui.figures.options import (
    as_options,
    composed_figure,
    composition_of,
    others,
    style_of,
    styled_figure,
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
    assert composed_figure(COMPOSED, STYLE).build(example) == COMPOSED.build(example, STYLE)
    styled = styled_figure(waterfall.FIGURE, FigureStyle(font_points=14)).build(example)
    assert styled.scale == 2.0
    assert styled.title == waterfall.build(example).title

"""A figure in a journal's style: letters, greys, lines and words; several figures as one."""

from __future__ import annotations

from itertools import pairwise

import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.figures import theme
from ketgui.figures.catalogue import figure_1
from ketgui.figures.catalogue.outcomes import before_after, waterfall
from ketgui.figures.composition import Composition
from ketgui.figures.spec import Lines, Rule
from ketgui.figures.style import FigureStyle, StyleError, convert_to_grey
from ketgui.statistics.analysis import analyse
from ketgui.text import language


@pytest.fixture(scope="module")
def analysis(example):
    return analyse(example.cohort, AnalysisPlan())


def test_the_usual_style_changes_nothing(analysis):
    spec = FigureStyle().apply(figure_1.build(analysis))
    assert spec.panels == figure_1.build(analysis).panels
    assert FigureStyle().apply(spec) == spec
    assert FigureStyle().as_dict() == {}


def test_letters_are_as_large_as_asked_and_small_ones_are_known(analysis):
    spec = before_after.build(analysis)
    assert FigureStyle(font_points=10.5).apply(spec).scale == 1.5
    assert FigureStyle(font_points=6).is_small
    assert not FigureStyle().is_small


def test_lines_are_heavier_and_nothing_else(analysis):
    spec = before_after.build(analysis)
    heavy = FigureStyle(line_weight=2).apply(spec)
    widths = [
        [mark.width for mark in one.panels[0].marks if isinstance(mark, Lines | Rule)]
        for one in (spec, heavy)
    ]
    assert [2 * width for width in widths[0]] == widths[1]
    assert heavy.scale == spec.scale


def test_every_colour_becomes_its_grey_and_symbols_stay_apart(analysis):
    grey = FigureStyle(palette="grey").apply(before_after.build(analysis))
    looks = [(entry.colour, entry.symbol) for entry in grey.panels[0].legend]
    assert len(set(looks)) == len(looks)
    for mark in grey.panels[0].marks:
        red, green, blue = (int(mark.colour[at : at + 2], 16) for at in (1, 3, 5))
        assert red == green == blue
    shades = [convert_to_grey(colour) for level, colour in theme.SEVERITY.items() if level]
    levels = [int(shade[1:3], 16) for shade in shades]
    assert levels == sorted(levels, reverse=True)
    assert min(a - b for a, b in pairwise(levels)) > 10


def test_intervals_are_seen_on_the_greys_of_outcomes_and_these_apart():
    """Black against each of them has a contrast of 3 : 1, as WCAG 2.1 (1.4.11) asks."""
    outcomes = (theme.REMITTER, theme.RESPONDER, theme.PARTIAL, theme.NON_RESPONDER)
    shares = [int(convert_to_grey(colour)[1:3], 16) / 255 for colour in outcomes]
    light = [((share + 0.055) / 1.055) ** 2.4 for share in shares]
    assert all((one + 0.05) / 0.05 >= 3 for one in light)
    assert min(b - a for a, b in pairwise(shares)) > 0.1


def test_the_two_moments_are_called_as_the_user_calls_them(analysis):
    style = FigureStyle(before="Baseline", after="Week 2")
    spec = style.apply(before_after.build(analysis))
    words = [words for _at, words in spec.panels[0].x.ticks or ()]
    assert words == ["Baseline\nn = 21", "Week 2\nn = 21"]
    with language("fr"):
        french = style.apply(before_after.build(analysis))
    assert next(label for _at, label in french.panels[0].x.ticks or ()).startswith("Baseline")


@pytest.mark.parametrize(
    "values",
    [{"width_mm": 10}, {"dpi": 5000}, {"font_points": 2}, {"line_weight": 9}, {"palette": "pink"},
     {"language": "xx"}, {"colour": "red"}, {"dpi": "300"}],
)  # fmt: skip
def test_what_is_no_style_is_refused_in_words(values):
    with pytest.raises(StyleError, match=r"Figures: "):
        FigureStyle.from_dict(values)


def test_a_style_is_kept_by_what_differs():
    style = FigureStyle(width_mm=90, palette="grey", before="Pre")
    assert style.as_dict() == {"width_mm": 90, "palette": "grey", "before": "Pre"}
    assert FigureStyle.from_dict(style.as_dict()) == style


def test_panels_are_lettered_in_order_and_captions_follow(analysis):
    spec = Composition(("waterfall", "before_after"), columns=2).build(analysis)
    assert [panel.letter for panel in spec.panels] == ["A", "B"]
    assert spec.caption.startswith("(A) " + waterfall.build(analysis).caption)
    assert "(B) " + before_after.build(analysis).caption in spec.caption
    alone = Composition(("waterfall",)).build(analysis)
    assert (alone.panels[0].letter, alone.title) == ("", waterfall.build(analysis).title)


def test_the_usual_composition_is_figure_1s_panels(analysis):
    spec, paper = Composition().build(analysis), figure_1.build(analysis)
    assert spec.panels == paper.panels
    assert spec.caption == paper.caption


def test_a_composition_is_in_the_language_asked_for(analysis):
    spec = Composition(("before_after",)).build(analysis, FigureStyle(language="fr"))
    assert "avant" in spec.title.lower()
    assert spec.note == "Exemple inventé, et non des données de patients"


@pytest.mark.parametrize(
    "values",
    [{"panels": []}, {"panels": ["nothing"]}, {"panels": ["waterfall"] * 7}, {"columns": 4},
     {"colour": 1}],
)  # fmt: skip
def test_what_is_no_composition_is_refused(values):
    with pytest.raises(StyleError, match=r"\w"):
        Composition.from_dict(values)


def test_a_composition_survives_as_plain_values():
    one = Composition(("waterfall", "swimmer"), 1, False, "Title", "Caption")
    assert Composition.from_dict(one.as_dict()) == one

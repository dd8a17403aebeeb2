"""Figures put together, and their style."""

from __future__ import annotations

from itertools import pairwise

import pytest

from ketgui.figures import theme
from ketgui.figures.composition import Composition
from ketgui.figures.spec import ErrorBars, Lines, Points
from ketgui.figures.style import FigureStyle, StyleError, convert_to_grey


def marks(spec, kind):
    return [one for panel in spec.panels for one in panel.marks if isinstance(one, kind)]


def test_panels_are_lettered_in_their_order_and_so_is_the_caption(example):
    spec = Composition(("waterfall", "before_after", "raincloud"), 3).build(example)
    assert [panel.letter for panel in spec.panels] == ["A", "B", "C"]
    assert spec.columns == 3
    assert [spec.caption.index(letter) for letter in ("(A) ", "(B) ", "(C) ")] == sorted(
        spec.caption.index(letter) for letter in ("(A) ", "(B) ", "(C) ")
    )


def test_one_panel_has_no_letter_and_its_own_title(example):
    spec = Composition(("waterfall",)).build(example)
    assert [panel.letter for panel in spec.panels] == [""]
    assert spec.title == "Waterfall"
    assert not spec.caption.startswith("(A)")


def test_a_figure_of_many_panels_has_a_range_of_letters(example):
    spec = Composition(("figure_1", "waterfall")).build(example)
    assert [panel.letter for panel in spec.panels] == list("ABCDE")
    assert spec.caption.startswith("(A–D) ")
    assert "(E) " in spec.caption


def test_a_narrow_page_has_fewer_columns_and_is_no_higher_than_a_journals(example):
    narrow = Composition(columns=2).build(example, FigureStyle(width_mm=90))
    assert narrow.columns == 1
    assert narrow.height_ratio * 90 <= 240
    wide = Composition(columns=2).build(example, FigureStyle(width_mm=140))
    assert wide.columns == 2


def test_own_title_caption_and_no_letters(example):
    composed = Composition(title="Ours", caption="As seen.", letters=False)
    spec = composed.build(example)
    assert (spec.title, spec.caption) == ("Ours", "As seen.")
    assert {panel.letter for panel in spec.panels} == {""}


def test_style_changes_words_lines_palette_and_size(example):
    composed = Composition(("before_after",))
    usual = composed.build(example)
    style = FigureStyle(font_points=10.5, line_weight=2, palette="grey", before="Baseline",
                        after="Day 14")  # fmt: skip
    spec = style.apply(usual)
    assert spec.scale == pytest.approx(1.5)
    for kind in (Lines, ErrorBars):
        assert [one.width for one in marks(spec, kind)] == [
            2 * one.width for one in marks(usual, kind)
        ]
    for one in marks(spec, Points):
        assert len({one.colour[1:3], one.colour[3:5], one.colour[5:7]}) == 1
    assert [label.split("\n")[0] for _at, label in spec.panels[0].x.ticks or ()] == [
        "Baseline", "Day 14",
    ]  # fmt: skip
    assert FigureStyle().apply(usual) == usual


def test_the_figures_language_is_its_own(example):
    spec = Composition(("before_after",)).build(example, FigureStyle(language="fr"))
    assert [label.split("\n")[0] for _at, label in spec.panels[0].x.ticks or ()] == [
        "Avant",
        "Après",
    ]


def test_the_greys_of_groups_shown_together_can_be_told_apart():
    together = ((theme.BEFORE, theme.AFTER),
                (theme.RESPONDER, theme.PARTIAL, theme.NON_RESPONDER, theme.REMITTER))  # fmt: skip
    for colours in together:
        levels = sorted(int(convert_to_grey(colour)[1:3], 16) for colour in colours)
        assert all(b - a >= 35 for a, b in pairwise(levels))


def test_both_survive_being_saved():
    style = FigureStyle(90, 600, 6.5, "grey", 1.5, "Avant", "", "fr")
    assert FigureStyle.from_dict(style.as_dict()) == style
    assert FigureStyle().as_dict() == {}
    assert FigureStyle.from_dict({"width_mm": 90}).width_mm == 90.0
    composed = Composition(("waterfall",), 1, False, "T", "C")
    assert Composition.from_dict(composed.as_dict()) == composed


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"dpi": 12}, "resolution lies between 72 and 1200"),
        ({"font_points": 40}, "letters lies between 4 and 14"),
        ({"palette": "neon"}, "no such palette"),
        ({"language": "de"}, "no such palette or language"),
        ({"colour": 1}, "there is no colour"),
        ({"dpi": "many"}, "dpi is of the wrong kind"),
        ({"width_mm": "wide"}, "width_mm is of the wrong kind"),
    ],
)
def test_a_style_that_cannot_be_is_refused_in_words(values, words):
    with pytest.raises(StyleError, match=words):
        FigureStyle.from_dict(values)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"panels": []}, "one to 6 panels"),
        ({"panels": ["waterfall"] * 7}, "one to 6 panels"),
        ({"panels": ["pie"]}, "there is no figure pie"),
        ({"columns": 9}, "one to three columns"),
        ({"rows": 9}, "no composition"),
    ],
)
def test_a_composition_that_cannot_be_is_refused_in_words(values, words):
    with pytest.raises(StyleError, match=words):
        Composition.from_dict(values)


def test_letters_smaller_than_journals_take_are_known():
    assert FigureStyle(font_points=6.9).is_small
    assert not FigureStyle().is_small

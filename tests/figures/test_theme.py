"""The figures' own colours differ: in print, for the colour-blind and without colour."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import Any

import numpy as np
import pytest

from ketgui.figures import theme
from ketgui.figures.catalogue import FIGURES
from ketgui.figures.figure import Figure
from ketgui.figures.spec import Area, Bars, ErrorBars, LegendEntry, Lines, Panel, Points
from ketgui.figures.style import FigureStyle, convert_to_grey
from tests.figures.colour_vision import compute_ciede2000, compute_least_difference
from tests.figures.rich_cohort import analyse_rich

# CIEDE2000. A difference of 1 is just seen side by side; 10 is seen at a glance, also between thin
# lines that are apart. Under the colours of before, response and no response differed by 8.
LEAST_DIFFERENCE = 10.0
OUTCOMES = (theme.RESPONDER, theme.PARTIAL, theme.NON_RESPONDER, theme.REMITTER)
INKS = {theme.INK, theme.SOFT_INK, theme.GRID, theme.PAPER}


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.1."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(share * c for share, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("one", "other", "difference"),
    [
        # Pairs 1, 7, 17 and 25 of table 1 of Sharma, Wu & Dalal (2005).
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ],
)
def test_the_difference_is_that_of_its_paper(one, other, difference):
    assert compute_ciede2000(np.array(one), np.array(other)) == pytest.approx(difference, abs=1e-4)


@pytest.mark.parametrize(("one", "other"), list(combinations(OUTCOMES, 2)))
@pytest.mark.parametrize("palette", ["colour", "grey"])
def test_outcomes_differ_by_their_colour_alone(one, other, palette):
    if palette == "grey":
        one, other = convert_to_grey(one), convert_to_grey(other)
    assert compute_least_difference(one, other) >= LEAST_DIFFERENCE


@pytest.fixture(scope="module")
def rich(analysis_of) -> Any:
    return analyse_rich(analysis_of)


@pytest.mark.parametrize("palette", ["colour", "grey"])
@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.key)
def test_what_meets_in_a_panel_looks_different(figure: Figure, palette, rich):
    spec = FigureStyle(palette=palette).build_figure(figure.build, rich)
    assert not any(panel.reason for panel in spec.panels)
    alike = [
        (one, other)
        for panel in spec.panels
        for looks in list_looks(panel)
        for one, other in combinations(sorted(looks), 2)
        # Those of another dash, hatch, filling or shape differ whatever their colour.
        if one[1:] == other[1:] and compute_least_difference(one[0], other[0]) < LEAST_DIFFERENCE
    ]
    assert alike == []


def list_looks(panel: Panel) -> list[set[tuple[Any, ...]]]:
    """Return the looks of lines, bars and symbols: colour first, then what else distinguishes."""
    inks = INKS | {convert_to_grey(ink) for ink in INKS}
    lines, bars, points = set(), set(), set()
    for mark in panel.marks:
        if mark_colour(mark) in inks:
            continue
        if isinstance(mark, Lines):
            lines.add((mark.colour, mark.dash))
        elif isinstance(mark, Bars) and mark.opacity == 1 and mark.hover:
            bars.add((mark.colour, mark.hatch))
        elif isinstance(mark, Points) and mark.x:
            points.add((mark.colour, mark.symbol, mark.filled))
    return [lines, bars, points]


def mark_colour(mark: Any) -> str:
    return getattr(mark, "colour", theme.INK)


def test_a_legend_shows_what_distinguishes_lines_and_bars(rich):
    for figure in FIGURES:
        for panel in figure.build(rich).panels:
            for entry in panel.legend:
                assert is_drawn(entry, panel), (figure.key, entry.text)


def is_drawn(entry: LegendEntry, panel: Panel) -> bool:
    """Tell whether something in the panel has the colour of an entry, and its dash or hatch."""
    if entry.colour == theme.SOFT_INK:
        return True
    for mark in panel.marks:
        if isinstance(mark, Area | ErrorBars) or mark_colour(mark) != entry.colour:
            continue
        if isinstance(mark, Lines) and mark.dash != entry.dash:
            continue
        if isinstance(mark, Bars) and entry.box and mark.hatch != entry.hatch:
            continue
        return True
    return False


def test_severities_go_from_light_to_dark():
    recorded = [colour for level, colour in theme.SEVERITY.items() if level]
    shades = [luminance(colour) for colour in recorded]
    assert shades == sorted(shades, reverse=True)
    for lighter, darker in pairwise(recorded):
        assert compute_least_difference(lighter, darker) >= LEAST_DIFFERENCE


@pytest.mark.parametrize("colour", [theme.INK, theme.SOFT_INK])
def test_words_are_read_on_paper(colour):
    # WCAG 2.1, success criterion 1.4.3.
    assert contrast(colour, theme.PAPER) >= 4.5

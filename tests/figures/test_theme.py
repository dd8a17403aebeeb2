"""The figures' own colours stay apart, in print and for the colour-blind."""

from __future__ import annotations

from itertools import combinations

import pytest

from ketgui.figures import theme

OUTCOMES = (
    theme.RESPONDER, theme.PARTIAL, theme.NON_RESPONDER, theme.REMITTER, theme.WORSE, theme.UNRATED,
)  # fmt: skip


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.1."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(share * c for share, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_no_two_outcomes_have_one_colour():
    for one, other in combinations(OUTCOMES, 2):
        assert one != other


def test_severities_go_from_light_to_dark():
    shades = [luminance(colour) for colour in theme.SEVERITY.values()]
    assert shades == sorted(shades, reverse=True)


@pytest.mark.parametrize("colour", [theme.INK, theme.SOFT_INK])
def test_words_are_read_on_paper(colour):
    # WCAG 2.1, success criterion 1.4.3.
    assert contrast(colour, theme.PAPER) >= 4.5

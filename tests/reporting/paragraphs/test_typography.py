"""Symbols of statistics are set as the APA (7th edition, 6.44) and journals set them."""

from __future__ import annotations

import pytest

from ketgui.reporting.paragraphs.sentences import compose_sentences
from ketgui.reporting.paragraphs.typography import (
    format_html,
    keep_together,
    remove_markup,
    split_spans,
)
from ketgui.text import LANGUAGES, language


@pytest.mark.parametrize(
    ("words", "set_words"),
    [
        ("t(20) = 7.21, p < .001", "<i>t</i>(20)~=~7.21, <i>p</i>~&lt;~.001"),
        ("Hedges g_z and d_av", "Hedges <i>g</i><sub>z</sub> and <i>d</i><sub>av</sub>"),
        ("W = 3,5", "<i>W</i>~=~3,5"),
        ("p values; the t test; 3 W; map = 2", "p values; the t test; 3 W; map =~2"),
        ("n_z <d_z>", "n_z &lt;<i>d</i><sub>z</sub>&gt;"),
    ],
)
def test_a_symbol_is_set_apart_and_other_letters_are_not(words, set_words):
    assert format_html(words) == set_words.replace("~", "\u00a0")


@pytest.mark.parametrize(
    ("words", "joined"),
    [
        ("t(5) = 2.17, p < .001", "t(5)~=~2.17, p~<~.001"),
        ("d_z = 1.57; κ = .74; 27.6 ± 6.4", "d_z~=~1.57; κ~=~.74; 27.6~±~6.4"),
        # A sign stays with its number, and not with the word before it.
        ("a reduction ≥ 50%, a score < 10", "a reduction ≥~50%, a score <~10"),
        ("[−23.8, 23.9] and [−0,1; 4,4]", "[−23.8,~23.9] and [−0,1;~4,4]"),
        ("Mean ± SD, 95% CI 5.4 to 41.9", "Mean ± SD, 95% CI 5.4 to 41.9"),
    ],
)
def test_no_line_ends_within_a_comparison_or_an_interval(words, joined):
    assert keep_together(words) == joined.replace("~", "\u00a0")


@pytest.mark.parametrize("code", LANGUAGES)
def test_nothing_but_an_underscore_is_lost(example, code):
    with language(code):
        for one in compose_sentences(example):
            assert remove_markup(one.text) == keep_together(one.text).replace("_z", "z")
            assert all(piece.text for piece in split_spans(one.text))

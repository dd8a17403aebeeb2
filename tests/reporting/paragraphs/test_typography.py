"""Symbols of statistics are set as the APA (7th edition, 6.44) and journals set them."""

from __future__ import annotations

import pytest

from ketgui.reporting.paragraphs.sentences import compose_sentences
from ketgui.reporting.paragraphs.typography import format_html, remove_markup, split_spans
from ketgui.text import LANGUAGES, language


@pytest.mark.parametrize(
    ("words", "set_words"),
    [
        ("t(20) = 7.21, p < .001", "<i>t</i>(20) = 7.21, <i>p</i> &lt; .001"),
        ("Hedges g_z and d_av", "Hedges <i>g</i><sub>z</sub> and <i>d</i><sub>av</sub>"),
        ("W\u00a0= 3,5", "<i>W</i>\u00a0= 3,5"),
        ("p values; the t test; 3 W; map = 2", "p values; the t test; 3 W; map = 2"),
        ("n_z <d_z>", "n_z &lt;<i>d</i><sub>z</sub>&gt;"),
    ],
)
def test_a_symbol_is_set_apart_and_other_letters_are_not(words, set_words):
    assert format_html(words) == set_words


@pytest.mark.parametrize("code", LANGUAGES)
def test_nothing_but_an_underscore_is_lost(example, code):
    with language(code):
        for one in compose_sentences(example):
            assert remove_markup(one.text) == one.text.replace("d_z", "dz").replace("g_z", "gz")
            assert all(piece.text for piece in split_spans(one.text))

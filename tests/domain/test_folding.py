"""Words without case, accents and punctuation: what is taken for the same word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketgui.domain.folding import fold


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Âge (années)", "age annees"),
        ("MADRS_pre", "madrs pre"),
        ("scoreBefore", "Score  before"),
        ("Straße", "STRASSE"),
        ("N° dossier", "no dossier"),
        ("Événement indésirable", "evenement indesirable"),
    ],
)
def test_spellings_of_one_word_are_alike(text, other):
    assert fold(text) == fold(other)


@pytest.mark.parametrize(("text", "other"), [("% MT", "MT"), ("item 1", "item 10"), ("ae", "ea")])
def test_other_words_are_not(text, other):
    assert fold(text) != fold(other)


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=30))
def test_nothing_is_left_but_letters_digits_percent_and_single_spaces(text):
    words = fold(text).split(" ")
    assert all(set(word) <= set("abcdefghijklmnopqrstuvwxyz0123456789%") for word in words)
    assert words == [""] or all(words)

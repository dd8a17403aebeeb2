"""Numbers in words, as the Académie's traditional spelling and English style guides have them."""

from __future__ import annotations

import pytest

from ketgui import text
from ketgui.number_words import LARGEST, spell_english, spell_french
from ketgui.text import LANGUAGES, language


@pytest.mark.parametrize(
    ("n", "english", "french"),
    [
        (0, "zero", "zéro"),
        (17, "seventeen", "dix-sept"),
        (30, "thirty", "trente"),
        (61, "sixty-one", "soixante et un"),
        (70, "seventy", "soixante-dix"),
        (71, "seventy-one", "soixante et onze"),
        (80, "eighty", "quatre-vingts"),
        (91, "ninety-one", "quatre-vingt-onze"),
        (99, "ninety-nine", "quatre-vingt-dix-neuf"),
    ],
)
def test_a_number_in_words(n, english, french):
    assert (spell_english(n), spell_french(n)) == (english, french)


@pytest.mark.parametrize("spell", [spell_english, spell_french])
def test_no_two_numbers_have_the_same_words(spell):
    assert len({spell(n) for n in range(LARGEST + 1)}) == LARGEST + 1


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_sentence_never_begins_with_a_figure(code):
    with language(code):
        starts = [text.spelled_start(n) for n in (0, 1, 9, 10, 99, 100, 12_000)]
    assert all(start[0].isupper() for start in starts)

"""Text: measured, wrapped and shortened in one vendored font."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontInfo

from ketgui.rendering import lettering


def test_the_font_is_the_vendored_one(qapp):
    assert QFontInfo(lettering.make_font()).family() == "Liberation Sans"
    assert QFontInfo(lettering.make_font(bold=True)).bold()


def test_a_width_grows_with_the_size_alone(qapp):
    assert lettering.measure_width("MADRS", 14) == pytest.approx(
        2 * lettering.measure_width("MADRS", 7)
    )
    assert lettering.measure_width("", 7) == 0


def test_no_line_is_wider_than_its_room_and_no_letter_is_lost(qapp):
    text = "Antidisestablishmentarianismusverhaltens of a well-known and long-winded kind"
    for room in (30.0, 60.0, 120.0):
        wrapped = lettering.wrap(text, 7, room)
        assert max(lettering.measure_width(line, 7) for line in wrapped.split("\n")) <= room
        bare = str.maketrans("", "", "- \n")
        assert wrapped.translate(bare) == text.translate(bare)


def test_a_word_breaks_where_it_has_a_hyphen(qapp):
    assert lettering.wrap("treatment-resistant", 7, 60) == "treatment-\nresistant"


def test_words_may_be_left_whole(qapp):
    assert lettering.wrap("one somnolence", 7, 20, break_words=False) == "one\nsomnolence"


@pytest.mark.parametrize(
    ("text", "together"),
    [("hypertension (≥ 160 mmHg)", "(≥ 160"), ("aged 44.6 ± 12.1 years", "44.6 ± 12.1")],
)
def test_a_sign_stays_with_its_number(qapp, text, together):
    for room in range(60, 150, 5):
        assert together in lettering.wrap(text, 7, room)


def test_a_line_break_in_the_text_stays(qapp):
    assert lettering.wrap("Before\nn = 21", 7, 200) == "Before\nn = 21"


def test_what_is_left_out_is_marked(qapp):
    assert lettering.shorten("one\ntwo", 2) == "one\ntwo"
    assert lettering.shorten("one\nseconds\nthree", 2) == "one\nsecond…"


def test_nothing_has_no_height(qapp):
    assert lettering.measure_height("", 7) == 0
    assert lettering.measure_height("a\nb", 7) == 2 * lettering.measure_line(7)

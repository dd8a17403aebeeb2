"""Words and numbers in every language."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketgui import text
from ketgui.text import NO_BREAK_SPACE as NB

FINITE = st.floats(-1e6, 1e6)


@pytest.fixture(params=text.LANGUAGES)
def code(request):
    with text.language(request.param):
        yield request.param


def test_numbers_have_the_mark_of_the_language_and_a_true_minus():
    assert text.number(-27.619) == "−27.6"
    with text.language("fr"):
        assert text.number(-27.619, 2) == "−27,62"


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        # As a spreadsheet's number format shows them.
        (6.25, 1, "6.3"), (-6.25, 1, "−6.3"), (2.5, 0, "3"), (0.5, 0, "1"), (1.005, 2, "1.01"),
        (6.249999999999999, 1, "6.3"), (6.2499999, 1, "6.2"), (100 / 16, 1, "6.3"),
        (-0.04, 1, "0.0"), (1e22, 1, "10000000000000000000000.0"), (0.0004, 3, "0.000"),
    ],
)  # fmt: skip
def test_halves_are_rounded_away_from_zero(value, decimals, written):
    assert text.number(value, decimals) == written


@given(FINITE, st.integers(0, 4))
def test_rounding_misses_a_number_by_half_a_place_at_most(value, decimals):
    rounded = float(text.round_half_up(value, decimals))
    assert abs(rounded - value) <= 0.5 * 10**-decimals * (1 + 1e-9) + 1e-9


def test_zero_has_no_sign():
    assert text.number(-0.04) == "0.0"
    assert text.number(-0.0, 0) == "0"


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_never_written(value):
    with pytest.raises(ValueError, match="finite"):
        text.number(value)


def test_thousands_are_apart_from_ten_thousand_on():
    assert text.integer(3000) == "3000"
    assert text.integer(90_000) == f"90{NB}000"
    assert text.integer(-12_345) == f"−12{NB}345"


def test_percentages_do_not_break():
    assert text.percent(19.0476) == "19.0%"
    with text.language("fr"):
        assert text.percent(19.0476) == f"19,0{NB}%"


def test_settings_have_no_more_places_than_they_need():
    assert (text.bare(50.0), text.bare(2.5)) == ("50", "2.5")


def test_p_values():
    assert text.p_value(5.6e-7) == "p < .001"
    assert text.p_value(0.0312) == "p = .031"
    assert text.p_value(0.9999) == "p > .999"
    assert text.p_value(1.0) == "p > .999"
    assert text.p_value(0.001) == "p = .001"
    with text.language("fr"):
        assert text.p_value(5.6e-7) == "p\u00a0<\u00a00,001"
        assert text.p_value(0.0312) == "p\u00a0=\u00a00,031"


@given(st.floats(0, 1))
def test_a_p_value_is_never_written_as_nought_or_one(p):
    assert not re.search(r"= \.000|= 1", text.p_value(p))


def test_correlations():
    assert text.correlation(0.7669) == ".77"
    assert text.correlation(-0.05) == "−.05"
    assert text.correlation(0.999) == "1.00"
    assert text.correlation(-1) == "−1.00"
    with text.language("fr"):
        assert text.correlation(0.7669) == "0,77"


def test_intervals_are_apart_by_a_mark_that_is_not_the_decimal_one():
    assert text.interval(5.446, 41.9) == "[5.4, 41.9]"
    with text.language("fr"):
        assert text.interval(5.446, 41.9) == "[5,4; 41,9]"


def test_shares_means_and_lists():
    assert text.share(4, 21) == "4/21 (19.0%)"
    assert text.mean_sd(27.619, 6.446) == f"27.6{NB}±{NB}6.4"
    assert text.joined([]) == ""
    assert text.joined(["a"]) == "a"
    assert text.joined(["a", "b", "c"]) == "a, b and c"
    with text.language("fr"):
        assert text.joined(["a", "b"]) == "a et b"


@given(FINITE, st.integers(0, 6))
def test_a_written_number_reads_back(value, decimals):
    for language in text.LANGUAGES:
        with text.language(language):
            read = text.number(value, decimals).replace("−", "-").replace(",", ".")
            read = read.replace("\u00a0", "")
            assert float(read) == pytest.approx(value, abs=0.51 * 10**-decimals)


def test_french_uses_the_singular_for_nought():
    said = [text.plural("{n} row", "{n} rows", n) for n in (0, 1, 2)]
    assert said == ["0 rows", "1 row", "2 rows"]
    with text.language("fr"):
        said = [text.plural("{n} row", "{n} rows", n) for n in (0, 1, 2)]
    assert said == ["0 ligne", "1 ligne", "2 lignes"]


def test_a_message_without_translation_is_said_in_english(code):
    assert text._("no such message, {name}", name="x") == "no such message, x"
    assert text.plural("{n} zork", "{n} zorks", 2) == "2 zorks"


def test_a_plural_that_was_marked_as_one_form_serves_for_all():
    with text.language("fr"):
        assert text.plural("Age", "Ages", 3) == "Âge"


def test_a_form_of_a_plural_can_be_asked_for_alone():
    with text.language("fr"):
        assert text._("{n} row", n="1") == "1 ligne"


def test_braces_of_a_file_are_left_alone(code):
    assert text._("{not a place}") == "{not a place}"


def test_language_is_put_back_even_after_a_failure():
    with pytest.raises(ZeroDivisionError), text.language("fr"):
        raise ZeroDivisionError
    assert text.current_language() == "en"


def test_a_language_without_catalogue_is_refused():
    with pytest.raises(ValueError, match="xx"):
        text.use_language("xx")
    assert text.mark("word") == "word"

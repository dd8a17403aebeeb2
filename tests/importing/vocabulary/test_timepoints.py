"""Which scale and visit a header speaks of."""

from __future__ import annotations

import pytest

from ketgui.importing.vocabulary.timepoints import is_of_visit, part_words, read_header, scale_named


@pytest.mark.parametrize(
    ("header", "moment"),
    [("MADRS avant", "before"), ("MADRS_prä", "before"), ("madrs_inclusion", "before"),
     ("MADRS EOT", "after"), ("madrs_ap", "after"), ("MADRS 6 weeks", "")],
)  # fmt: skip
def test_before_and_after_are_words_of_five_languages(header: str, moment: str) -> None:
    assert read_header(header).moment == moment


def test_days_weeks_and_hours_are_counted_in_days() -> None:
    assert [read_header(f"MADRS {when}").day for when in ("day 7", "S4", "24h", "1 month")] == [
        7, 28, 1, 30,
    ]  # fmt: skip
    assert read_header("MADRS day -7").moment == "before"


def test_a_change_a_date_and_a_rater_are_no_score() -> None:
    words = ("change", "date", "rater", "complete")
    abouts = [read_header(f"MADRS {word}").about for word in words]
    assert abouts == ["derived", "date", "person", "status"]


def test_a_score_after_tms_is_not_after_ketamine() -> None:
    said = read_header("MADRS post TMS")
    assert said.elsewhere
    assert not said.moment


@pytest.mark.parametrize(
    ("header", "words"),
    [("MADRSpre", "madrs pre"), ("PHQTOTAL", "phq total"), ("hamdsum", "hamd sum"),
     ("PHQ[SQ003]", "phq item 3"), ("MADRS_TOT_E2_C1", "madrs tot visit 2")],
)  # fmt: skip
def test_words_that_touch_are_parted(header: str, words: str) -> None:
    assert part_words(header) == words


def test_a_column_of_visits_counts_them() -> None:
    assert is_of_visit("VISITNUM")
    assert not is_of_visit("Weight")


def test_a_scale_keeps_its_own_word_where_it_is_not_declared() -> None:
    assert scale_named("Montgomery-Asberg") == "madrs"
    assert scale_named("Our own scale") == "Our own scale"


def test_a_long_remark_is_no_header() -> None:
    assert read_header("word " * 500 + "MADRS").scale == ""

"""The words of visits: none that means two things."""

from __future__ import annotations

import pytest

from ketgui.domain.folding import fold
from ketgui.importing.vocabulary.visit_words import (
    ABOUT,
    AFTER,
    BEFORE,
    COUNTED_DAYS,
    DAYS,
    EARLY,
    FOLLOW_UP,
    INFUSION,
    OTHER_COURSE,
    find_infusion_number,
)


def test_no_word_is_both_before_and_after() -> None:
    assert not BEFORE & AFTER
    assert EARLY <= BEFORE
    assert not OTHER_COURSE & (BEFORE | AFTER)


def test_words_are_folded() -> None:
    for word in (*AFTER, *EARLY, *ABOUT):
        assert fold(word.replace("_", " ")).replace(" ", "") == word.replace("_", "")


@pytest.mark.parametrize(
    ("text", "days"), [("day 7", 7), ("semaine 2", 14), ("3 mois", 90), ("24 h", 1)]
)
def test_a_number_beside_a_unit_is_counted(text: str, days: float) -> None:
    found = [(p.search(text), unit) for p, unit in DAYS]
    match, unit = next((match, unit) for match, unit in found if match)
    assert int(match["n"] or match["m"]) * unit == days


def test_infusions_are_numbered_on_either_side() -> None:
    for text in ("infusion 3", "3rd infusion", "perf no 3", "post inf 3"):
        found = INFUSION.search(text)
        assert found
        assert "3" in found.groups()


def test_follow_ups_are_called_so() -> None:
    assert FOLLOW_UP.search("fu week 4")
    assert FOLLOW_UP.search("suivi")
    assert not FOLLOW_UP.search("full dose")
    assert COUNTED_DAYS["week"] == 7


@pytest.mark.parametrize(
    ("word", "number"),
    [("3", 3), ("Perf. 3", 3), ("#12", 12), ("infusion 1 of 6", 1), ("last", None), ("", None)],
)
def test_a_cell_names_the_number_of_an_infusion(word: str, number: int | None) -> None:
    assert find_infusion_number(word) == number


def test_a_date_is_no_number_of_an_infusion() -> None:
    assert find_infusion_number("2024-01-02") is None

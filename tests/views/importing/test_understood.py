"""What was understood, in a sentence each."""

from __future__ import annotations

import pytest

from ketgui.importing import import_text
from ketgui.views.importing.understood import (
    describe_readings,
    find_question_behind,
    has_only_unpaired_scores,
    summarise,
    write_button_text,
)

HEAD = "id,MADRS before,MADRS after\n"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (f"{HEAD}P1,30,12\nP2,28,9\n", "Use this cohort: 2 patients"),
        (f"{HEAD}P1,30,12\nP2,28,\n", "Use this cohort: 2 patients, 1 with both MADRS"),
        (f"{HEAD}P1,30,\nP2,28,\n", "Use this cohort: 2 patients, none with both MADRS"),
        (f"{HEAD}P1,61,12\n", "1 answer still missing"),
        ("id,madrs_pre_tms,madrs_post_tms\nP1,30,28\n",
         "Use this cohort: 1 patient, none with both MADRS"),
        ("id,BDI-II pre,BDI-II post\nP1,33,12\nP2,28,\n",
         "Use this cohort: 2 patients, 1 with both BDI-II"),
    ],
)  # fmt: skip
def test_the_button_says_what_will_be_analysed(rows: str, words: str) -> None:
    assert write_button_text(import_text(rows)) == words


def test_without_a_pair_the_question_behind_it_is_found() -> None:
    none = import_text(f"{HEAD}P1,30,\nP2,28,\n")
    assert has_only_unpaired_scores(none)
    behind = find_question_behind(none)
    assert behind is not None
    assert behind.key in ("only_before", "no_after")
    assert not has_only_unpaired_scores(import_text(f"{HEAD}P1,30,12\n"))


def test_how_values_were_read_is_said() -> None:
    found = import_text("id\tMADRS before\tMADRS after\nP1\t27,5\t12\nP2\t28\t9\n")
    assert "decimal comma in 1 column" in describe_readings(found)
    assert describe_readings(import_text(f"{HEAD}P1,30,12\n")) == ""


def test_a_file_that_cannot_be_used_yet_says_so() -> None:
    assert "Nothing is loaded yet" in summarise(import_text(f"{HEAD}P1,61,12\n"))

"""Ratings and infusions in time."""

from __future__ import annotations

import pytest

from ketgui.importing import import_files
from ketgui.importing.checks import timing
from tests.importing.made import make_rows


def keys(check, text: str) -> list[str]:
    return [issue.key for issue in check(make_rows(text))]


def test_a_patient_who_lacks_a_rating_is_named_at_the_empty_cell() -> None:
    rows = "id,MADRS before,MADRS after\nP1,30,12\nP2,28,\nP3,,9\n"
    found = [*timing.find_incomplete_pairs(make_rows(rows))]
    assert [(i.key, i.row, i.column) for i in found] == [
        ("no_after", 3, "C"),
        ("no_before", 4, "B"),
    ]


def test_a_patient_without_any_score_is_named() -> None:
    assert keys(timing.find_never_rated, "id,MADRS before,MADRS after\nP1,30,12\nP2,,\n") == [
        "no_rating"
    ]


@pytest.mark.parametrize(("date", "odd"), [("0024-01-02", True), ("2024-01-02", False)])
def test_a_date_that_no_study_has_is_named(date: str, odd: bool) -> None:
    rows = f"id,infusion,date\nP1,1,{date}\nP1,2,2024-01-04\n"
    assert bool(keys(timing.find_strange_dates, rows)) is odd


def test_dates_against_the_word_for_a_visit_are_said(tmp_path) -> None:
    ratings = "id,visit,date,madrs\nP1,before,2024-02-01,30\nP1,after,2024-01-20,12\n"
    infusions = "id,infusion,date\nP1,1,2024-01-10\nP1,2,2024-01-12\n"
    for name, text in (("ratings.csv", ratings), ("infusions.csv", infusions)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = import_files([tmp_path / "ratings.csv", tmp_path / "infusions.csv"])
    assert "moment_against_date" in {issue.key for issue in found.issues}

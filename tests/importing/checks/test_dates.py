"""Dates that a spreadsheet exchanged."""

from __future__ import annotations

from ketgui.importing.checks import dates
from tests.importing.made import make_rows


def test_infusions_whose_numbers_run_against_their_dates_are_named() -> None:
    rows = "id,infusion,date\nP1,1,2023-04-01\nP1,2,2023-03-01\n"
    found = [*dates.find_against_numbers(make_rows(rows))]
    assert found
    assert found[0].severity == "warning"


def test_infusions_in_order_are_not() -> None:
    rows = "id,infusion,date\nP1,1,2023-03-01\nP1,2,2023-04-01\n"
    assert not [*dates.find_against_numbers(make_rows(rows))]


def test_dates_of_a_text_file_are_never_swapped() -> None:
    rows = "id,infusion,date\nP1,1,2023-03-01\nP1,2,2023-04-01\n"
    assert not [*dates.find_swapped(make_rows(rows))]

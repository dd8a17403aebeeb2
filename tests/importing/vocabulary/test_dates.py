"""Dates as people write them."""

from __future__ import annotations

import datetime as dt

import pytest

from ketgui.importing.vocabulary import dates

FEBRUARY_12 = dt.datetime(2024, 2, 12)


@pytest.mark.parametrize(
    "word",
    ["2024-02-12", "20240212", "12 févr. 2024", "12. Februar 2024", "Feb 12, 2024", "12 feb 24"],
)
def test_a_date_with_its_year_first_or_its_month_in_words_needs_no_order(word: str) -> None:
    assert dates.read(word, "") == FEBRUARY_12


@pytest.mark.parametrize(("order", "month"), [("dmy", 2), ("mdy", 1)])
def test_the_order_says_which_number_is_the_month(order: str, month: int) -> None:
    found = dates.read("01/02/2024", order)
    assert found is not None
    assert found.month == month
    assert dates.read("01/02/2024", "") is None


@pytest.mark.parametrize(
    ("words", "proposal"),
    [
        (["01/02/2024", "13/02/2024"], ("dmy", "")),
        (["01/02/2024", "02/13/2024"], ("mdy", "")),
        (["01/02/2024", "03/02/2024"], ("", "date_order")),
        (["13/02/2024", "02/13/2024"], ("", "date_orders_mixed")),
        (["45323", "45330"], ("", "date_serial")),
    ],
)
def test_a_column_proves_its_order_or_leaves_it_open(words, proposal) -> None:
    assert dates.propose(words) == proposal


@pytest.mark.parametrize("word", ["31/02/2024", "soon", "", "2024-13-01", "12"])
def test_what_is_no_date_is_none(word: str) -> None:
    assert not dates.is_date_like(word)


def test_a_day_number_counts_from_the_spreadsheet_s_first_day() -> None:
    assert dates.read_serial("45334") == FEBRUARY_12
    assert dates.read_serial("120") is None


def test_day_and_month_are_exchanged_where_both_are_months() -> None:
    assert dates.exchange_day_and_month(FEBRUARY_12) == dt.datetime(2024, 12, 2)
    assert dates.exchange_day_and_month(dt.datetime(2024, 2, 13)) is None

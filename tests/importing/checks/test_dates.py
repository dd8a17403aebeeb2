"""Dates that a spreadsheet exchanged."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import xlsxwriter

from ketgui.importing import import_files
from ketgui.importing.checks import dates
from ketgui.importing.rows.drafting import make_draft
from tests.importing.made import make_rows


def test_infusions_whose_numbers_run_against_their_dates_are_named() -> None:
    rows = "id,infusion,date\nP1,1,2023-04-01\nP1,2,2023-03-01\n"
    found = [*dates.find_against_numbers(make_rows(rows))]
    assert found
    assert found[0].severity == "warning"


def test_infusions_in_order_are_not() -> None:
    rows = "id,infusion,date\nP1,1,2023-03-01\nP1,2,2023-04-01\n"
    assert not [*dates.find_against_numbers(make_rows(rows))]


def test_dates_of_a_text_file_that_are_all_written_alike_are_not_suspected() -> None:
    rows = "id,infusion,date\nP1,1,2023-03-01\nP1,2,2023-04-01\n"
    assert not [*dates.find_swapped(make_rows(rows))]


def _write_dates(path: Path) -> None:
    days = [date(2023, 6, 2), date(2023, 8, 2), date(2023, 10, 2), date(2023, 2, 13)]
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, style = (
            book.add_worksheet("Infusions"),
            book.add_format({"num_format": "yyyy-mm-dd"}),
        )
        sheet.write_row(0, 0, ["Patient", "Infusion", "Date"])
        for number, day in enumerate(days, 1):
            sheet.write_row(number, 0, ["P1", number])
            sheet.write_datetime(number, 2, datetime(day.year, day.month, day.day), style)


def test_dates_that_only_an_exchange_puts_in_order_are_one_question(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    _write_dates(path)
    imported = import_files([path])
    (issue,) = [issue for issue in imported.issues if issue.key == "dates_swapped"]
    assert not [i for i in imported.issues if i.key == "infusions_out_of_order"]
    answered = import_files([path], imported.mapping.with_change(issue.answers[0].change))
    assert answered.cohort is not None
    assert answered.cohort.infusions["date"].dt.strftime("%m-%d").tolist() == [
        "02-06", "02-08", "02-10", "02-13",
    ]  # fmt: skip


def write_infusions(*days: str) -> str:
    """Return infusions of two patients on the same days."""
    lines = [f"{patient},{n},{day}" for patient in ("P1", "P2") for n, day in enumerate(days, 1)]
    return "\n".join(["id,infusion,date", *lines]) + "\n"


@pytest.mark.parametrize(
    ("days", "right"),
    [
        # Stored dates up to the 12th beside texts beyond it.
        (
            ("2024-08-03", "2024-11-03", "13/03/2024", "15/03/2024"),
            ("03-08", "03-11", "03-13", "03-15"),
        ),
        (
            ("2024-08-03", "2024-11-03", "13.03.24", "15.03.24"),
            ("03-08", "03-11", "03-13", "03-15"),
        ),
        # Only an exchange puts the infusions in order.
        (("2024-11-03", "2024-02-04", "2024-04-04"), ("03-11", "04-02", "04-04")),
        (("2024-12-01", "2024-02-02", "2024-05-02"), ("01-12", "02-02", "02-05")),
        # Months apart as they stand, days apart with day and month exchanged.
        (("2024-05-03", "2024-07-03", "2024-10-03"), ("03-05", "03-07", "03-10")),
        (
            ("2024-01-06", "2024-03-06", "2024-05-06", "2024-08-06"),
            ("06-01", "06-03", "06-05", "06-08"),
        ),
    ],
)
def test_dates_that_a_spreadsheet_exchanged_in_a_text_file_are_one_question(
    read: Any, days: tuple[str, ...], right: tuple[str, ...]
) -> None:
    text = write_infusions(*days)
    imported = read(text, "infusions.csv")
    (issue,) = [issue for issue in imported.issues if issue.key == "dates_swapped"]
    assert "infusions_out_of_order" not in {issue.key for issue in imported.issues}
    answers = [
        read(text, "infusions.csv", imported.mapping.with_change(a.change)) for a in issue.answers
    ]
    exchanged, kept = (draft_dates(answered) for answered in answers)
    assert exchanged == right
    assert kept != right
    assert "dates_swapped" not in {i.key for answered in answers for i in answered.issues}


def draft_dates(imported: Any) -> tuple[str, ...]:
    """Return the days of the first patient's infusions."""
    (piece,) = make_draft(imported.tables, imported.mapping).of("infusions")
    days = pd.Series(piece.values["date"])[piece.patient == 0]
    return tuple(days.dt.strftime("%m-%d"))


@pytest.mark.parametrize(
    "days",
    [
        ("2024-03-04", "2024-03-06", "2024-03-08"),
        # A month apart, as maintenance is: an exchange would put the days years from each other.
        ("2024-01-08", "2024-03-15", "2024-05-20"),
        ("2024-01-02", "2024-02-06", "2024-03-05", "2024-05-07"),
    ],
)
def test_infusions_in_weeks_or_at_days_beyond_the_twelfth_are_not_suspected(
    read: Any, days: tuple[str, ...]
) -> None:
    imported = read(write_infusions(*days), "infusions.csv")
    assert "dates_swapped" not in {issue.key for issue in imported.issues}


@pytest.mark.parametrize(
    "days", [("25/03/2024", "03/27/2024"), ("13-01-24", "02-14-24"), ("31.01.2024", "01.31.2024")]
)
def test_dates_of_both_orders_in_one_column_are_named(read: Any, days: tuple[str, ...]) -> None:
    imported = read(write_infusions(*days), "infusions.csv")
    (issue,) = [issue for issue in imported.issues if issue.key == "date_orders_mixed"]
    assert issue.severity == "error"
    assert "contradicts itself" in issue.message

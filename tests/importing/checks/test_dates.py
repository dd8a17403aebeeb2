"""Dates that a spreadsheet exchanged."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import xlsxwriter

from ketgui.importing import import_files
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

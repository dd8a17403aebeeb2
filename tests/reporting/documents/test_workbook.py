"""Tables as a workbook: numbers stay numbers."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from ketgui.reporting.documents.report import build_result_tables
from ketgui.reporting.documents.table_file import build_table_file
from ketgui.reporting.documents.workbook import build_workbook
from ketgui.reporting.tables.display_table import DisplayTable
from ketgui.statistics.rows import (
    Clock,
    Text,
)
from ketgui.text import LANGUAGES, language
from tests.reporting.documents.invented_tables import sheet


def _rounded(cell: object) -> object:
    return round(cell, 12) if isinstance(cell, float) else cell


def test_numbers_stay_numbers_in_a_workbook(table):
    read: Any = sheet(build_table_file(table, "xlsx"))
    rows = [[_rounded(cell) for cell in row] for row in read.to_python()]
    assert rows == [
        ["Adverse events (N = 21)", *[""] * 7],
        ["", "N = 21", "", "", "", "", "All", ""],
        ["", "Patients", "", "", "Interval (%)", "", "Events", "Severity"],
        ["", "n", "N", "%", "Lower", "Upper", "", ""],
        ["Any", 12.0, 21.0, 57.142857142857, 34.0, 78.2, 16.0, ""],
        ["nausea", 1.0, 21.0, 4.761904761905, 0.1, 23.8, 1.0, "Mild"],
        ["rash", "not recorded", "", "", "not recorded", "", "not recorded", "<b> & x"],
        [""] * 8,
        ["A patient counts once.", *[""] * 7],
    ]
    merged = set(read.merged_cell_ranges)
    assert {((0, 0), (0, 7)), ((1, 1), (1, 5)), ((2, 1), (2, 3)), ((2, 4), (2, 5))} <= merged


def test_a_time_is_a_time_of_the_spreadsheet():
    table = DisplayTable.from_cells("k", "T", ("", "Time"), ((Text("x"), Clock(18.5)),))
    read: Any = sheet(build_table_file(table, "xlsx")).to_python()[-1][1]
    assert read.total_seconds() == pytest.approx(18.5 * 60)


def test_a_table_of_text_alone_stays_text():
    table = DisplayTable("k", "T", ("a", "b"), (("1", "−2"),), (False, True))
    assert sheet(build_table_file(table, "xlsx")).to_python()[-1] == ["1", "−2"]


def test_a_workbook_sets_its_terms_in_and_wraps_its_note(table):
    noted = replace(table, note="A note that is far longer than the table is wide. " * 6)
    with zipfile.ZipFile(io.BytesIO(build_table_file(noted, "xlsx"))) as book:
        styles = book.read("xl/styles.xml").decode()
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    # Excel and LibreOffice set in only what is aligned to the left.
    assert '<alignment horizontal="left" vertical="top" indent="1" wrapText="1"/>' in styles
    height = float(re.findall(r' ht="([0-9.]+)"', sheet)[-1])
    assert height > 30
    assert len(re.findall(r'<mergeCell ref="A\d+:', sheet)) == 2


def test_sheets_of_one_title_have_names_of_their_own():
    tables = [
        DisplayTable.from_cells("k", title, ("",), ())
        for title in ("A/B: [x]", "A/B: [x]", "y" * 40, "")
    ]
    names = CalamineWorkbook.from_filelike(io.BytesIO(build_workbook(tables, "T"))).sheet_names
    assert names == ["A B x", "A B x 2", "y" * 31, "Table"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_name_of_a_sheet_is_cut_within_a_word(example, code):
    with language(code):
        tables = build_result_tables(example)
        data = build_workbook(tables, "T")
    names = CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names
    assert len({name.casefold() for name in names}) == len(tables)
    for name, table in zip(names, tables, strict=True):
        assert len(name) <= 31
        words = {word.strip(",;:()") for word in re.sub(r"[:/]", " ", table.title).split()}
        assert {word.strip(",;:()") for word in name.split()} - words <= {"2"}, name

"""CSV that a spreadsheet opens and runs nothing of."""

from __future__ import annotations

import csv
import io
import json

import pytest

from ketgui.reporting.files import write_numbers
from ketgui.reporting.tables.csv_file import escape_formula, format_csv
from ketgui.reporting.tables.display_table import DisplayTable
from ketgui.text import language
from tests.paragraphs import report_markdown


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_what_a_spreadsheet_would_run_becomes_text(start):
    assert escape_formula(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("cell", ["", "−27.6", "p < .001", "a=b", "[5.4, 41.9]"])
def test_other_cells_are_left_alone(cell):
    assert escape_formula(cell) == cell


def test_csv_comes_back_as_it_was():
    cells = ("a, b", 'say "x"', "two\nlines", "19.0%")
    table = DisplayTable("key", "title", ("", "1", "2", "3"), (cells,), (False,) * 4)
    text = format_csv(table)
    assert text.endswith("\r\n")
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["", "1", "2", "3"], list(cells)]


EVIL = [{"patient_id": "P01", "term": "=HYPERLINK(1)|a\\|b\nc"}]


def test_a_term_of_the_file_runs_nothing_and_breaks_no_table(analysis_of, tmp_path):
    analysis = analysis_of([(30, 15)], adverse_events=EVIL)
    write_numbers(analysis, tmp_path)
    text = (tmp_path / "tables" / "adverse_events.csv").read_text(encoding="utf-8-sig")
    assert text.count("'=HYPERLINK") == 1
    lines = [line for line in report_markdown(analysis).split("\n") if "HYPERLINK" in line]
    row = next(line for line in lines if line.startswith("|"))
    assert "=HYPERLINK(1)\\|a\\\\\\|b c" in row


def test_csv_files_open_in_a_spreadsheet_as_utf_8(example, tmp_path):
    write_numbers(example, tmp_path)
    written_bytes = (tmp_path / "tables" / "outcomes.csv").read_bytes()
    assert written_bytes.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in written_bytes
    assert b"\r\r" not in written_bytes
    assert json.loads((tmp_path / "analysis.json").read_text("utf-8"))["cohort"]["invented"]


def test_cells_are_separated_by_semicolons_where_decimals_have_a_comma():
    table = DisplayTable("key", "title", ("", "n; N"), (("a", "27,6"),), (False, True))
    with language("fr"):
        assert format_csv(table) == ';"n; N"\r\na;27,6\r\n'
    assert format_csv(table) == ',n; N\r\na,"27,6"\r\n'

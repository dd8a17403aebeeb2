"""One table as CSV, XLSX, DOCX and HTML, read back by others' readers."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import docx
import pytest
from python_calamine import CalamineWorkbook

from ketgui.domain.unavailable import Unavailable
from ketgui.reporting.documents.table_file import TABLE_KINDS, build_table_file, write_table
from ketgui.reporting.documents.workbook import build_workbook
from ketgui.reporting.tables.display_table import DisplayTable, HeaderGroup, build_tables
from ketgui.reporting.tables.markup import format_table_html, format_table_text
from ketgui.statistics.rows import (
    Clock,
    Correlation,
    Count,
    Number,
    PValue,
    Range,
    Share,
    Text,
)
from ketgui.text import language

FORMULAS = ("=1+1", "+1", "-2+3", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", "http://x.invalid")


@pytest.fixture
def table() -> DisplayTable:
    return DisplayTable.from_cells(
        "events",
        "Adverse events",
        ("", "Patients", "Interval (%)", "Events", "Severity"),
        (
            (Text("Any"), Share(12, 21), Range(34.0, 78.2), Count(16), Text("")),
            (Text("nausea"), Share(1, 21), Range(0.1, 23.8), Count(1), Text("Mild")),
            (Text("rash"), *[Unavailable("not recorded")] * 3, Text("<b> & x")),
        ),
        groups=(HeaderGroup("", 1), HeaderGroup("N = 21", 2), HeaderGroup("All", 2)),
        indents=(0, 1, 1),
        n=21,
        note="A patient counts once.",
    )


def injected() -> DisplayTable:
    lines = [(Text(words, from_file=True), Text(words, from_file=True)) for words in FORMULAS]
    return DisplayTable.from_cells(
        "=k", "=1+1", ("=2", "+3"), lines, groups=(HeaderGroup("=SUM(A1)", 2),)
    )


def sheet(data: bytes):
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)


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


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        (Number(27.619, 1, "points", 6.446), [27.619, 6.446]),
        (Number(30.0, 1, "", Unavailable("one patient")), [30.0, "one patient"]),
        (Correlation(0.767), [0.767]),
        (PValue(5.6e-7), [5.6e-7]),
        (PValue(0.031), [0.031]),
        (Number(3.0, 0), [3.0]),
    ],
)
def test_each_kind_of_cell_is_its_numbers_at_full_precision(cell, values):
    table = DisplayTable.from_cells("k", "T", ("", "Value"), ((Text("x"), cell),))
    assert sheet(build_table_file(table, "xlsx")).to_python()[-1] == ["x", *values]


def test_a_time_is_a_time_of_the_spreadsheet():
    table = DisplayTable.from_cells("k", "T", ("", "Time"), ((Text("x"), Clock(18.5)),))
    read: Any = sheet(build_table_file(table, "xlsx")).to_python()[-1][1]
    assert read.total_seconds() == pytest.approx(18.5 * 60)


def test_a_table_of_text_alone_stays_text():
    table = DisplayTable("k", "T", ("a", "b"), (("1", "−2"),), (False, True))
    assert sheet(build_table_file(table, "xlsx")).to_python()[-1] == ["1", "−2"]


@pytest.mark.parametrize("kind", TABLE_KINDS)
def test_nothing_in_a_table_is_ever_run(kind):
    data = build_table_file(injected(), kind)
    if kind == "xlsx":
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            inside = packed.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in inside
        assert "hyperlink" not in inside
        assert [row[0] for row in sheet(data).to_python()[-len(FORMULAS) :]] == list(FORMULAS)
    elif kind == "csv":
        lines = data.decode("utf-8-sig").split("\r\n")[1:]
        assert all(line.startswith(("'", "\"'", "http")) for line in lines if line)
    elif kind == "docx":
        cells = docx.Document(io.BytesIO(data)).tables[0].columns[0].cells
        assert cells[2].text == "=1+1"
    else:
        assert b"href" not in data


def test_word_repeats_headers_and_names_the_table(table):
    read = docx.Document(io.BytesIO(build_table_file(table, "docx")))
    grid = read.tables[0]
    assert grid.style is not None
    assert grid.style.name == "KetGUI Table"
    heads = [row._tr.xpath("./w:trPr/w:tblHeader") for row in grid.rows]
    assert [bool(found) for found in heads] == [True, True, False, False, False]
    assert [cell.text for cell in grid.rows[2].cells][:2] == ["Any", "12/21 (57.1\u00a0%)"]
    assert grid.cell(0, 1).text == grid.cell(0, 2).text == "N = 21"
    assert [p.text for p in read.paragraphs if p.style and p.style.name == "Caption"] == [
        "Adverse events (N = 21)"
    ]
    assert read.paragraphs[-1].text == "A patient counts once."


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)


def test_html_for_the_clipboard_has_merged_headings_and_escapes(table):
    tags = Tags()
    tags.feed(format_table_html(table))
    spans = [attrs.get("colspan") for tag, attrs in tags.seen if tag == "th"]
    assert spans[:3] == ["1", "2", "2"]
    assert "<b> & x" in tags.words
    assert not [tag for tag, _attrs in tags.seen if tag == "b"]
    assert "margin-left:0.4cm" in format_table_html(table)


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
    assert names == ["A B   x", "A B   x 2", "y" * 31, "Table"]


def test_text_for_the_clipboard_is_one_line_a_row(table):
    lines = format_table_text(table).split("\n")
    assert len(lines) == 2 + 3
    assert {line.count("\t") for line in lines} == {4}
    assert lines[0].split("\t") == ["", "N = 21", "", "All", ""]


@pytest.mark.parametrize("words", ["=1+1", "+x", "-drowsy", "@home"])
def test_nothing_on_the_clipboard_is_a_formula(words):
    table = DisplayTable.from_cells(
        "k", "T", ("", words), [(Text(words, from_file=True), Text("a = b"))]
    )
    assert format_table_text(table).split("\n") == [f"\t'{words}", f"'{words}\ta = b"]
    tags = Tags()
    tags.feed(format_table_html(table))
    looks = [str(attrs["style"]) for tag, attrs in tags.seen if tag in ("th", "td")]
    # Excel's own word for a cell of text, then LibreOffice's.
    assert ["mso-number-format:'\\@'" in look for look in looks] == [False, True, True, False]
    formats = [attrs.get("sdnum") for tag, attrs in tags.seen if tag in ("th", "td")]
    assert formats == [None, "1033;0;@", "1033;0;@", None]


@pytest.mark.parametrize("kind", TABLE_KINDS)
def test_the_same_table_makes_the_same_bytes_in_either_language(table, kind, tmp_path, example):
    for code in ("en", "fr"):
        with language(code):
            for one in build_tables(example):
                assert build_table_file(one, kind) == build_table_file(one, kind)
    path = tmp_path / f"é table.{kind}"
    write_table(table, path, kind)
    assert path.read_bytes() == build_table_file(table, kind)


def test_a_file_that_cannot_be_replaced_stays_as_it_was(table, tmp_path):
    place = tmp_path / "folder.csv"
    place.mkdir()
    with pytest.raises(OSError) as raised:  # noqa: PT011
        write_table(table, place, "csv")
    assert raised.value.filename == str(place)
    assert [path.name for path in tmp_path.iterdir()] == ["folder.csv"]

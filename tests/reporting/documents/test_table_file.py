"""One table as a file of each kind."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from ketgui.reporting.documents.table_file import TABLE_KINDS, build_table_file, write_table
from ketgui.reporting.tables.display_table import DisplayTable, HeaderGroup, build_tables
from ketgui.statistics.rows import (
    Text,
)
from ketgui.text import language
from tests.reporting.documents.invented_tables import sheet

FORMULAS = ("=1+1", "+1", "-2+3", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", "http://x.invalid")


def injected() -> DisplayTable:
    lines = [(Text(words, from_file=True), Text(words, from_file=True)) for words in FORMULAS]
    return DisplayTable.from_cells(
        "=k", "=1+1", ("=2", "+3"), lines, groups=(HeaderGroup("=SUM(A1)", 2),)
    )


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

"""Word's own features."""

from __future__ import annotations

import io

import docx

from ketgui.reporting.documents.table_file import build_table_file
from ketgui.reporting.documents.word import build_word_file


def test_properties_of_paragraphs_stand_in_the_order_that_word_wants(document):
    order = ["pStyle", "keepNext", "keepLines", "spacing", "ind", "jc", "rPr"]
    read = docx.Document(io.BytesIO(build_word_file(document)))
    for found in read.element.xpath("//w:pPr"):
        names = [child.tag.rpartition("}")[2] for child in found]
        assert names == sorted(names, key=order.index)


def test_word_repeats_headers_and_names_the_table(table):
    read = docx.Document(io.BytesIO(build_table_file(table, "docx")))
    grid = read.tables[0]
    assert grid.style is not None
    assert grid.style.name == "KetGUI Table"
    heads = [row._tr.xpath("./w:trPr/w:tblHeader") for row in grid.rows]
    assert [bool(found) for found in heads] == [True, True, False, False, False]
    assert [cell.text for cell in grid.rows[2].cells][:2] == ["Any", "12/21 (57.1%)"]
    assert grid.cell(0, 1).text == grid.cell(0, 2).text == "N = 21"
    assert [p.text for p in read.paragraphs if p.style and p.style.name == "Caption"] == [
        "Adverse events (N = 21)"
    ]
    assert read.paragraphs[-1].text == "A patient counts once."


def test_every_text_of_a_table_has_a_style_by_name_and_no_format_of_its_own(table):
    read = docx.Document(io.BytesIO(build_table_file(table, "docx")))
    rows = [[p for cell in row.cells for p in cell.paragraphs] for row in read.tables[0].rows]
    names = [{p.style.name for p in row if p.style} for row in rows]
    assert names == [{"KetGUI Column Heading"}] * 2 + [{"KetGUI Cell"}] * 3
    assert not [run for row in rows for p in row for run in p.runs if run.bold]
    assert all(row._tr.xpath("./w:trPr/w:cantSplit") for row in read.tables[0].rows)

"""The report as DOCX."""

from __future__ import annotations

import io

import docx
import pytest

from ketgui.reporting.documents.model import (
    Document,
    FigureBlock,
    Heading,
    Paragraph,
    TableBlock,
)
from ketgui.reporting.documents.word import build_word_file
from ketgui.reporting.paragraphs.typography import remove_markup
from ketgui.reporting.tables.display_table import DisplayTable
from tests.reporting.documents.drawings import words_of


def test_word_holds_every_word_and_table_and_a_text_for_each_figure(document, spoken):
    read = docx.Document(io.BytesIO(build_word_file(document)))
    said = {p.text for p in read.paragraphs}
    assert document.title in said
    for block in document.blocks:
        if isinstance(block, Heading | Paragraph):
            assert remove_markup(block.text) in said
        elif isinstance(block, TableBlock):
            assert block.label.startswith({"en": "Table ", "fr": "Tableau "}[spoken])
            assert block.caption in said
    counted = read.element.xpath("//w:instrText")
    assert len(counted) == len(document.tables) + 3
    names = {field.text.split()[1] for field in counted}
    assert names == {"Table", "TableS", "Figure", "FigureS"}
    assert len(read.tables) == len(document.tables)
    for grid, table in zip(read.tables, document.tables, strict=True):
        assert [c.text for c in grid.rows[0].cells] == [*map(remove_markup, table.headers)]
        shown = [[c.text for c in row.cells] for row in list(grid.rows)[1:]]
        assert shown == [list(map(remove_markup, row)) for row in table.rows]
    lowered = [r.text for p in read.paragraphs for r in p.runs if r.font.subscript]
    # Those of two tables, a label and a header, are no paragraphs of the body.
    assert lowered.count("z") == " ".join(words_of(document)).count("d_z") - 2
    figures = [b for b in document.blocks if isinstance(b, FigureBlock)]
    described = read.element.xpath("//wp:docPr/@descr")
    assert described == [figure.alt for figure in figures]
    assert all(len(alt) > 20 for alt in described)
    ids = read.element.xpath("//wp:docPr/@id")
    assert len(set(ids)) == len(ids)


def test_word_says_its_language_and_neither_author_nor_hour(document, spoken):
    read = docx.Document(io.BytesIO(build_word_file(document)))
    said = read.core_properties
    assert (said.author, said.last_modified_by, said.language) == ("", "", spoken)
    assert said.created == said.modified
    assert said.title == document.title
    spoken_in_styles = read.styles.element.xpath("//w:lang/@w:val")
    assert set(spoken_in_styles) == {f"{spoken}-CA"}


LONG = "dissociation in 12/21 (57.1%), " * 60


@pytest.mark.parametrize(("words", "whole"), [("mild", True), (LONG, False)])
def test_a_table_as_long_as_a_page_may_be_torn_and_follows_its_caption(words, whole):
    rows = tuple((f"Item {n}", words if n == 7 else "", "Left to write") for n in range(14))
    headers = ("Item", "From the data", "To write")
    table = DisplayTable("list", "A list", headers, rows, (False, False, False))
    written = Document("A title", (TableBlock(table, 1, True),), "en")
    file = docx.Document(io.BytesIO(build_word_file(written)))
    # The first rows stay with the headers, and the last two together.
    cells = [cell for row in file.tables[0].rows[2:-2] for cell in row.cells]
    kept = {bool(p.paragraph_format.keep_with_next) for cell in cells for p in cell.paragraphs}
    assert kept == {whole}
    assert file.paragraphs[1].paragraph_format.keep_with_next

"""A document before it is a file."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import pytest

from ketgui.reporting.documents.model import Document, FigureBlock, TableBlock
from ketgui.reporting.documents.web import build_web_page
from ketgui.reporting.documents.word import build_word_file
from ketgui.reporting.tables.display_table import DisplayTable
from ketgui.statistics.rows import Text


def test_a_wide_table_lies_across_the_paper():
    headers = [f"column {place}" for place in range(12)]
    line = [Text("two words", from_file=True)] * 12
    wide = Document.from_table(DisplayTable.from_cells("k", "T", headers, [line]))
    section = docx.Document(io.BytesIO(build_word_file(wide))).sections[0]
    assert section.page_width is not None
    assert section.page_width.mm == pytest.approx(297, abs=0.1)
    assert "size: 297mm 210mm" in build_web_page(wide)
    assert not Document.from_table(
        DisplayTable.from_cells("k", "T", headers[:7], [line[:7]])
    ).landscape


def test_labels_of_the_article_and_of_the_supplement_are_numbered_apart():
    table = DisplayTable("k", "Outcomes", ("", "n"), (), (False, True), n=21)
    assert TableBlock(table, 2).caption == "Table 2. Outcomes (N = 21)"
    assert TableBlock(table, 2, supplements=True).label == "Table S2"
    assert TableBlock(table).caption == "Outcomes (N = 21)"
    figure = FigureBlock("k", 1, b"", "", "Figure 1", "A caption.", 160, 80)
    # A composed figure is called by its number alone: its title is not said twice.
    assert (figure.label, figure.words) == ("Figure 1", "A caption.")
    assert replace(figure, title="Scores", supplements=True).words == "Scores. A caption."


def test_the_paper_lies_on_its_long_side_where_it_is_wanted():
    assert Document("T", (), "en").paper_mm == (210.0, 297.0)
    assert Document("T", (), "en", "letter", landscape=True).paper_mm == (279.4, 215.9)

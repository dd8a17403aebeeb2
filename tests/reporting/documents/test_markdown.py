"""Documents as Markdown."""

from __future__ import annotations

from ketgui.reporting.documents.markdown import format_markdown
from ketgui.reporting.documents.model import (
    Document,
    FigureBlock,
    Heading,
    Paragraph,
)
from ketgui.reporting.tables.display_table import (
    DisplayTable,
    HeaderGroup,
)
from ketgui.statistics.rows import (
    Count,
    Text,
)
from tests.paragraphs import report_markdown
from tests.reporting.documents.drawings import NB


def test_markdown_says_that_the_example_is_invented(example, analysis_of):
    assert "> **Invented example, not patient data. Not of the paper: PHQ-9" in report_markdown(
        example
    )
    assert "Invented" not in report_markdown(analysis_of([(30, 15)]))


def test_markdown_rows_have_as_many_cells_as_headers(example):
    for block in report_markdown(example).split("\n\n"):
        lines = [line for line in block.split("\n") if line.startswith("|")]
        cells = {line.replace("\\|", "").count("|") for line in lines}
        assert len(cells) <= 1, lines


def test_markdown_says_the_same(document):
    text = format_markdown(document)
    for block in document.blocks:
        if isinstance(block, Heading | Paragraph):
            assert block.text in text
        elif isinstance(block, FigureBlock):
            assert block.words in text


def test_merged_headings_and_indents_in_markdown():
    table = DisplayTable.from_cells("k", "T", ("", "n", "%"), ((Text("a"), Count(1), Count(2)),),
                     groups=(HeaderGroup("", 1), HeaderGroup("Mild", 2)), indents=(1,),
                     note="Note.")  # fmt: skip
    text = format_markdown(Document.from_table(table))
    assert "|  | Mild – n | Mild – % |" in text
    assert f"| {NB * 4}a | 1 | 2 |" in text
    assert "*Note.*" in text

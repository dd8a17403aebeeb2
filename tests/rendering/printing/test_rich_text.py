"""A document in the HTML that Qt lays out."""

from __future__ import annotations

from PySide6.QtGui import QTextDocument

from ketgui.rendering.printing.rich_text import write_rich_text
from ketgui.reporting.documents.model import (
    BulletList,
    Document,
    FigureBlock,
    Heading,
    Paragraph,
    TableBlock,
)
from ketgui.reporting.tables.display_table import DisplayTable
from ketgui.statistics.rows import Count, Text

TABLE = DisplayTable.from_cells(
    "t", "Events", ("", "Patients"), [(Text("a < b"), Count(3))], note="A note."
)


def plain(*blocks) -> str:
    page = QTextDocument()
    page.setHtml(write_rich_text(Document("A & B", blocks, "en"), 160))
    return page.toPlainText()


def test_every_block_is_there_and_signs_of_markup_are_words(qapp):
    words = plain(
        Heading("Results"), Paragraph("p < .001"), BulletList(("first", "second")),
        TableBlock(TABLE, 1),
    )  # fmt: skip
    for said in ("A & B", "Results", "p < .001", "first", "second", "a < b", "3", "A note."):
        assert said in words


def test_a_figure_without_a_picture_is_its_caption(qapp):
    figure = FigureBlock("key", 1, b"", "", "Title", "Caption.", 80, 60)
    html = write_rich_text(Document("T", (figure,), "en"), 160)
    assert "<img" not in html
    assert "Caption." in html

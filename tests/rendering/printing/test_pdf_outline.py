"""Bookmarks of a PDF, read back by another's reader."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from ketgui.rendering.printing.pdf_outline import Bookmark, add_bookmarks
from ketgui.rendering.printing.report_pdf import draw_report_pdf
from ketgui.reporting.documents.model import Document, Heading, Paragraph

BLOCKS = (
    Heading("Méthodes"), Paragraph("Words."), Heading("Treatment", 2), Paragraph("Words."),
    Heading("Outcomes", 2), *[Paragraph(f"line {n}") for n in range(90)],
    Heading("Results (1)"), Paragraph("Words."),
)  # fmt: skip


@pytest.mark.parametrize(("code", "tag"), [("en", "en-CA"), ("fr", "fr-CA")])
def test_headings_language_and_title_are_in_the_file(qapp, code, tag):
    reader = PdfReader(io.BytesIO(draw_report_pdf(Document("T", BLOCKS, code))), strict=True)
    catalog = reader.trailer["/Root"]
    assert catalog["/Lang"] == tag  # pyright: ignore
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"].value  # pyright: ignore
    first, nested, last = reader.outline
    assert first["/Title"] == "Méthodes"  # pyright: ignore
    assert [each["/Title"] for each in nested] == ["Treatment", "Outcomes"]  # pyright: ignore
    assert last["/Title"] == "Results (1)"  # pyright: ignore
    number = reader.get_destination_page_number(last)  # pyright: ignore
    assert number is not None
    assert number > 0
    assert "Results (1)" in reader.pages[number].extract_text()


def test_a_file_without_headings_has_a_language_and_no_outline(qapp):
    pdf = draw_report_pdf(Document("T", (Paragraph("Words."),), "en"))
    reader = PdfReader(io.BytesIO(pdf), strict=True)
    assert reader.outline == []
    assert reader.pages[0].extract_text().startswith("T")


def test_a_level_may_be_left_out(qapp):
    plain = draw_report_pdf(Document("T", (Paragraph("Words."),), "en"))
    marks = [Bookmark("Deep", 3, 0, 700), Bookmark("Top", 1, 0, 500), Bookmark("Below", 3, 0, 300)]
    reader = PdfReader(io.BytesIO(add_bookmarks(plain, "en-CA", marks)))
    deep, top, nested = reader.outline
    assert (deep["/Title"], top["/Title"]) == ("Deep", "Top")  # pyright: ignore
    assert [each["/Title"] for each in nested] == ["Below"]  # pyright: ignore

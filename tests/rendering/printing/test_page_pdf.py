"""A printed page is a PDF of one page with text that can be found, in any thread."""

from __future__ import annotations

import io
from threading import Thread

from pypdf import PdfReader

from ketgui.rendering.printing.page_pdf import draw_page_pdf
from ketgui.reporting.printouts.page import Box, Dot, Line, PrintedPage, Text

PAGE = PrintedPage(
    "Visit sheet",
    (
        Text(16, 16, 60, "Feuille de visite", bold=True),
        Text(16, 30, 12, "words that are far too long for their place"),
        Box(16, 40, 8, 8),
        Line(16, 60, 60, 60),
        Dot(20, 70),
    ),
    "letter",
)


def test_one_page_of_the_paper_asked_for_with_its_text(qapp):
    reader = PdfReader(io.BytesIO(draw_page_pdf(PAGE)))
    (page,) = reader.pages
    assert [round(float(side) / 72 * 25.4, 1) for side in page.mediabox[2:]] == [215.9, 279.4]
    text = page.extract_text()
    assert "Feuille de visite" in text
    assert "…" in text
    assert "place" not in text


def test_the_same_page_is_the_same_bytes_in_another_thread_too(qapp):
    drawn: list[bytes] = []
    thread = Thread(target=lambda: drawn.append(draw_page_pdf(PAGE)))
    thread.start()
    thread.join(timeout=20)
    assert drawn == [draw_page_pdf(PAGE)]

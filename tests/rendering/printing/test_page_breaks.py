"""Where the pages of a report are broken: read back by another's reader."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from ketgui.rendering.printing.report_pdf import draw_report_pdf
from ketgui.reporting.documents.model import Document, Paragraph, TableBlock
from ketgui.reporting.tables.display_table import DisplayTable
from ketgui.statistics.rows import Count, Text

POINTS_PER_MM = 72 / 25.4


def read(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


def rows(count: int) -> DisplayTable:
    cells = [(Text(f"row {place}"), Count(place)) for place in range(count)]
    return DisplayTable.from_cells("k", "Long", ("", "n"), cells, note="The note.")


def _heights(page) -> list[float]:
    """Return how high above the foot of the page its words stand, in points."""
    found: list[float] = []

    def visit(said, current, text_matrix, _font, _size):
        if said.strip():
            found.append(text_matrix[5] * current[3] + current[5])

    page.extract_text(visitor_text=visit)
    return found


def grouped(count: int) -> DisplayTable:
    """Return a table of groups: a heading and two rows each, of which one is of three lines."""
    cells = [
        (Text(f"group {place}"), Text(""))
        if place % 3 == 0
        else (Text(f"member {place}"), Text("many words " * 25 if place % 3 == 2 else "few"))
        for place in range(count)
    ]
    indents = [int(place % 3 > 0) for place in range(count)]
    return DisplayTable.from_cells("k", "Groups", ("", "Words"), cells, indents=indents)


@pytest.mark.parametrize("lines", [0, 7, 18, 31])
def test_a_table_goes_on_between_its_rows_and_no_page_is_a_third_white(qapp, lines):
    before = [Paragraph(f"line {place}") for place in range(lines)]
    blocks = (*before, TableBlock(grouped(60), 1), TableBlock(rows(30), 2), TableBlock(rows(35), 3))
    reader = read(draw_report_pdf(Document("T", blocks, "en")))
    for page in reader.pages[:-1]:
        # Above the page's number, which is at its foot.
        lowest = sorted(_heights(page))[1]
        assert (lowest / POINTS_PER_MM - 30) / (297 - 2 * 22 - 8) < 1 / 3
    texts = [" ".join(page.extract_text().split()) for page in reader.pages]
    for place in range(60):
        (page,) = (n for n, text in enumerate(texts) if f" {_name(place)} " in text)
        # A row of many lines is on one page, and a heading with the first row of its group.
        if place % 3 == 2:
            following = texts[page].split(f" {_name(place)} ", 1)[1]
            assert following.split(" group ", 1)[0].count("many words") == 25
        elif place % 3 == 0:
            assert f" {_name(place + 1)} " in texts[page]


@pytest.mark.parametrize(("lines", "above"), [(18, 20), (21, 15)])
def test_the_headers_of_a_table_that_begins_a_page_are_printed_once(qapp, lines, above):
    # Qt would repeat them where the empty line before the table is left on the page before.
    before = [Paragraph(f"line {place}") for place in range(lines)]
    blocks = (*before, TableBlock(rows(above), 1), TableBlock(rows(6), 2))
    reader = read(draw_report_pdf(Document("T", blocks, "en")))
    texts = [page.extract_text() for page in reader.pages]
    assert [text.count("Table 2. Long") for text in texts] == [0, 1]


def _name(place: int) -> str:
    return f"member {place}" if place % 3 else f"group {place}"

"""No page of the example's PDFs is more than a third white, but the last of a document."""

from __future__ import annotations

import shutil
import subprocess

import numpy as np
import pytest

from ketgui.figures.catalogue import FIGURES, MAIN_FIGURES
from ketgui.rendering.printing.report_pdf import draw_figure_png, draw_report_pdf
from ketgui.reporting.documents.model import Document, FigureBlock, Heading, Paragraph
from ketgui.reporting.documents.report import build_report
from ketgui.text import LANGUAGES, language

MARGIN_MM, FOOT_MM, DPI = 22.0, 8.0, 40

pytestmark = pytest.mark.skipif(not shutil.which("pdftoppm"), reason="Poppler draws the PDF")


@pytest.fixture
def find_shares(tmp_path, pixels):
    """Return the share of each page that is empty above the page's number."""

    def find(document: Document) -> list[float]:
        path, pages = tmp_path / "r.pdf", tmp_path / "pages"
        shutil.rmtree(pages, ignore_errors=True)
        pages.mkdir()
        path.write_bytes(draw_report_pdf(document))
        subprocess.run(["pdftoppm", "-r", str(DPI), "-png", path, pages / "page"], check=True)
        return [_find_share(pixels(page)) for page in sorted(pages.glob("*.png"))]

    return find


def _find_share(page: np.ndarray) -> float:
    per_mm = DPI / 25.4
    text = page[round(MARGIN_MM * per_mm) : -round((MARGIN_MM + FOOT_MM) * per_mm)]
    inked = np.flatnonzero((text < 200).any(axis=(1, 2)))
    return 1 - (inked[-1] + 1) / len(text)


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_page_but_the_last_is_more_than_a_third_white(qapp, example, find_shares, code):
    with language(code):
        whole = build_report(example, FIGURES, draw_figure_png)
        parts = [find_shares(part) for part in (whole, whole.article, whole.supplement)]
    assert [len(pages) > 3 for pages in parts] == [True] * 3
    assert max(share for pages in parts for share in pages[:-1]) <= 1 / 3


def test_a_figure_is_made_smaller_where_a_third_of_the_page_would_be_white(
    qapp, example, find_shares
):
    image = draw_figure_png(MAIN_FIGURES[1].build(example), 100)
    figure = FigureBlock("key", 1, image, "", "Title", "Words.", 100, 90)
    seen = []
    for lines in range(22, 40):
        before = [Paragraph(f"line {place}") for place in range(lines)]
        seen.append(find_shares(Document("T", (*before, Heading("Figures"), figure), "en")))
    assert {len(pages) for pages in seen} == {1, 2}
    assert max(pages[0] for pages in seen if len(pages) > 1) <= 1 / 3

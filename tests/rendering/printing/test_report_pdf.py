"""The report as PDF: read back by another's reader."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from pypdf import PdfReader
from PySide6.QtCore import QHashSeed

from ketgui.figures.catalogue import MAIN_FIGURES
from ketgui.rendering import lettering
from ketgui.rendering.printing.report_pdf import draw_figure_png, draw_report_pdf
from ketgui.reporting.documents.model import (
    BulletList,
    Document,
    FigureBlock,
    Heading,
    Paragraph,
    TableBlock,
)
from ketgui.reporting.documents.report import build_report
from ketgui.reporting.paragraphs.typography import remove_markup
from ketgui.reporting.tables.display_table import DisplayTable, HeaderGroup
from ketgui.statistics.rows import Count, Text
from ketgui.text import LANGUAGES, language

POINTS_PER_MM = 72 / 25.4
SIZES = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}


def read(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


def squeezed(words: str) -> str:
    return re.sub(r"\s", "", words)


def words(reader: PdfReader) -> str:
    """Return all words but the pages' numbers, without spaces: a line may end after a dash."""
    texts = (re.sub(r"\d+ / \d+$", "", page.extract_text().rstrip()) for page in reader.pages)
    return squeezed("".join(texts))


def pages_with(reader: PdfReader, said: str) -> list[int]:
    texts = (" ".join(page.extract_text().split()) for page in reader.pages)
    return [place for place, text in enumerate(texts) if said in text]


@pytest.mark.parametrize(("paper", "code"), [*zip(SIZES, LANGUAGES, strict=False)])
def test_words_pages_fonts_and_pictures_of_the_example(qapp, example, code, paper):
    with language(code):
        document = build_report(example, MAIN_FIGURES, draw_figure_png, paper=paper)
        reader = read(draw_report_pdf(document))
        captions = [b.caption for b in document.blocks if isinstance(b, TableBlock)]
    said = words(reader)
    assert [c for c in captions if squeezed(c) not in said] == []
    for block in document.blocks:
        if isinstance(block, Heading | Paragraph):
            assert squeezed(remove_markup(block.text)) in said
    for place, page in enumerate(reader.pages, 1):
        width, height = (float(side) / POINTS_PER_MM for side in page.mediabox[2:])
        assert (width, height) == pytest.approx(SIZES[paper], abs=0.5)
        assert page.extract_text().rstrip().endswith(f"{place} / {len(reader.pages)}")
    assert reader.metadata is not None
    assert reader.metadata.title == document.title
    fonts = [
        font.get_object()
        for page in reader.pages
        for font in page["/Resources"].get("/Font", {}).values()  # pyright: ignore
    ]
    assert fonts
    assert all("/FontFile2" in _descriptor(font) for font in fonts)
    assert sum(len(page.images) for page in reader.pages) == 1


@pytest.fixture(scope="module")
def long_cohort(analysis_of):
    """A cohort whose text and tables run over many pages: ten TMS protocols, many patients."""
    patients = [{"patient_id": f"P{n:02d}", "age": 20.0 + n, "sex": "female"} for n in range(1, 61)]
    courses = [
        {"patient_id": one["patient_id"], "stimulator": f"Stimulator {n % 10}",
         "coil": f"Coil {n % 10}", "frequency_hz": 10.0 + n % 10, "sessions": 20 + n % 10}
        for n, one in enumerate(patients)
    ]  # fmt: skip
    events = [
        {"patient_id": one["patient_id"], "term": f"event {n % 25}", "serious": False}
        for n, one in enumerate(patients)
    ]
    pairs = [(30.0 + n % 7, 12.0 + n % 20) for n in range(60)]
    return analysis_of(pairs, patients=patients, tms_courses=courses, adverse_events=events)


@pytest.mark.parametrize(("paper", "code"), [*zip(SIZES, LANGUAGES, strict=False)])
def test_a_long_report_says_every_sentence_once_and_within_the_page(qapp, long_cohort, code, paper):
    with language(code):
        document = build_report(long_cohort, (), paper=paper)
        reader = read(draw_report_pdf(document))
    assert len(reader.pages) > 8
    said = words(reader)
    lines = [b.text for b in document.blocks if isinstance(b, Paragraph)]
    lines += [text for b in document.blocks if isinstance(b, BulletList) for text in b.items]
    quoted = squeezed(
        "".join(remove_markup(c) for t in document.tables for row in t.rows for c in row)
    )
    expected = {
        text: 1 + quoted.count(text) for text in (squeezed(remove_markup(one)) for one in lines)
    }
    assert {text: said.count(text) for text in expected} == expected
    headings = [squeezed(b.text) for b in document.blocks if isinstance(b, Heading)]
    assert [text for text in headings if text not in said] == []
    cells = [row[0] for table in document.tables for row in table.rows if len(row[0]) > 1]
    assert [cell for cell in cells if squeezed(remove_markup(cell)) not in said] == []
    for page in reader.pages:
        captions = [squeezed(b.caption) for b in document.blocks if isinstance(b, TableBlock)]
        shown = squeezed(page.extract_text())
        assert [caption for caption in captions if shown.count(caption) > 1] == []
        heights = _heights(page)
        bottom, top = 22 * POINTS_PER_MM, float(page.mediabox[3]) - 22 * POINTS_PER_MM
        assert bottom - 1 < min(heights) <= max(heights) < top + 1


def _heights(page) -> list[float]:
    """Return how high above the foot of the page its words stand, in points."""
    found: list[float] = []

    def visit(said, current, text_matrix, _font, _size):
        if said.strip():
            found.append(text_matrix[5] * current[3] + current[5])

    page.extract_text(visitor_text=visit)
    return found


def _descriptor(font) -> str:
    return str(font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object().keys())


def test_a_figure_is_as_wide_as_it_says_and_within_the_page(qapp, example):
    document = build_report(example, MAIN_FIGURES[:1], draw_figure_png)
    (figure,) = (block for block in document.blocks if isinstance(block, FigureBlock))
    reader = read(draw_report_pdf(document))
    (page,) = (page for page in reader.pages if page.images)
    found: list[tuple[float, float]] = []

    def visit(operator, operands, matrix, _text):
        if operator == b"Do":
            found.append((matrix[0], matrix[4]))

    page.extract_text(visitor_operand_before=visit)
    width, left = found[0]
    assert width / POINTS_PER_MM == pytest.approx(figure.width_mm, abs=0.6)
    assert (left + width) / POINTS_PER_MM < 210


def rows(count: int) -> DisplayTable:
    cells = [(Text(f"row {place}"), Count(place)) for place in range(count)]
    groups = (HeaderGroup("", 1), HeaderGroup("All", 1))
    return DisplayTable.from_cells("k", "Long", ("", "n"), cells, groups=groups, note="The note.")


def test_a_long_table_has_its_caption_and_headers_on_every_page(qapp):
    reader = read(draw_report_pdf(Document("T", (TableBlock(rows(150), 1),), "en")))
    assert len(reader.pages) > 1
    assert pages_with(reader, "Table 1. Long") == list(range(len(reader.pages)))
    assert pages_with(reader, "The note.") == [len(reader.pages) - 1]


def test_a_table_that_fits_on_one_page_is_not_torn(qapp):
    blocks = (
        TableBlock(rows(40), 1),
        Heading("Next"),
        Paragraph("Words."),
        TableBlock(rows(35), 2),
    )
    reader = read(draw_report_pdf(Document("T", blocks, "en")))
    assert len(pages_with(reader, "Table 2. Long")) == 1
    assert pages_with(reader, "Next") == pages_with(reader, "Words.")


@pytest.mark.skipif(not shutil.which("pdftoppm"), reason="Poppler draws the PDF")
def test_a_table_that_moves_to_the_next_page_leaves_no_rule_behind(qapp, tmp_path, pixels):
    path, drawn = tmp_path / "r.pdf", tmp_path / "drawn"
    tables = (TableBlock(rows(40), 1), TableBlock(rows(35), 2))
    path.write_bytes(draw_report_pdf(Document("T", tables, "en")))
    first = ["-r", "100", "-f", "1", "-l", "1", "-singlefile"]
    subprocess.run(["pdftoppm", "-png", *first, path, drawn], check=True)
    dark = (pixels(drawn.with_suffix(".png")) < 128).all(axis=2)
    inked = np.flatnonzero(dark.mean(axis=1) > 0.07)
    # The table's own rules: around its caption, under its headers and its last row.
    assert len(inked[np.diff(inked, prepend=-9) > 1]) == 3


def test_a_narrow_table_is_no_wider_than_it_needs_to_be(qapp):
    page = read(draw_report_pdf(Document("T", (TableBlock(rows(3), 1),), "en"))).pages[0]
    places: dict[str, float] = {}

    def visit(said, current, text_matrix, _font, _size):
        if said.strip():
            places[said.strip()] = text_matrix[4] * current[0] + current[4]

    page.extract_text(visitor_text=visit)
    assert places["2"] / POINTS_PER_MM < 80


def test_a_heading_stays_with_what_follows(qapp):
    for lines in range(40, 60):
        blocks = (
            *[Paragraph(f"line {place}") for place in range(lines)],
            Heading("Part"), Heading("Section", 2), Paragraph("After."),
        )  # fmt: skip
        reader = read(draw_report_pdf(Document("T", blocks, "en")))
        assert pages_with(reader, "Part") == pages_with(reader, "After.")


def test_a_heading_stays_with_the_table_below_it(qapp):
    for lines in range(30, 56, 3):
        blocks = (
            *[Paragraph(f"line {place}") for place in range(lines)],
            Heading("Part"),
            TableBlock(rows(20), 1),
        )
        reader = read(draw_report_pdf(Document("T", blocks, "en")))
        (page,) = pages_with(reader, "Part")
        assert page == pages_with(reader, "Table 1. Long")[0]
        # A table goes on between rows: at least two stay, and at least two follow.
        assert pages_with(reader, "row 0 0 row 1 1")[0] == page
        assert len(pages_with(reader, "row 18 18 row 19 19")) == 1


def test_two_small_figures_share_a_page_and_a_caption_stays_with_its_figure(qapp, example):
    images = [draw_figure_png(figure.build(example), 100) for figure in MAIN_FIGURES[:3]]

    def figure(number: int, height: float) -> FigureBlock:
        key, image = f"key{number}", images[number - 1]
        return FigureBlock(key, number, image, "", f"Title {number}", "Words.", 100, height)

    for lines in range(0, 50, 7):
        before = [Paragraph(f"line {place}") for place in range(lines)]
        blocks = (*before, Heading("Figures"), figure(1, 90), figure(2, 90), figure(3, 190))
        reader = read(draw_report_pdf(Document("T", blocks, "en")))
        titles = [pages_with(reader, f"Title {number}.")[0] for number in (1, 2, 3)]
        assert pages_with(reader, "Figures") == [titles[0]]
        drawn = [n for n, page in enumerate(reader.pages) for _image in page.images]
        assert drawn == titles
        if lines == 0:
            assert titles == [0, 0, 1]


def test_headings_have_the_size_they_are_given(qapp):
    sizes: dict[str, float] = {}

    def visit(said, current, text_matrix, _font, size):
        if said.strip():
            sizes[said.strip()] = round(size * abs(text_matrix[0] * current[0]), 1)

    blocks = (Heading("First"), Heading("Second", 2), Paragraph("Words."))
    page = read(draw_report_pdf(Document("T", blocks, "en"))).pages[0]
    page.extract_text(visitor_text=visit)
    assert sizes["T"] > sizes["First"] > sizes["Second"] > sizes["Words."]
    assert sizes["First"] / sizes["Words."] == pytest.approx(13 / 9.5, rel=0.05)


def test_a_document_that_ends_with_a_heading_is_drawn(qapp):
    assert "Last" in words(read(draw_report_pdf(Document("T", (Heading("Last"),), "en"))))


def test_another_thread_makes_the_same_pdf(qapp, example):
    document = build_report(example, MAIN_FIGURES[:1], draw_figure_png)
    with ThreadPoolExecutor(2) as pool:
        made = set(pool.map(draw_report_pdf, [document] * 4))
    assert made == {draw_report_pdf(document)}


def test_a_wide_table_lies_across_the_paper(qapp):
    wide = DisplayTable.from_cells(
        "k", "Wide", [f"c{n}" for n in range(9)], [[Count(n) for n in range(9)]]
    )
    page = read(draw_report_pdf(Document.from_table(wide))).pages[0]
    width, height = float(page.mediabox.width), float(page.mediabox.height)
    assert (width > height) != (page.rotation % 180 == 90)


def test_figures_keep_their_own_font(qapp, example):
    size = lettering.make_font().pixelSize()
    draw_report_pdf(Document("T", (Paragraph("Words."),), "en"))
    assert lettering.make_font().pixelSize() == size > 0


def test_the_same_report_makes_the_same_bytes(qapp, example):
    document = build_report(example, MAIN_FIGURES[:1], draw_figure_png)
    first = draw_report_pdf(document)
    time.sleep(1.1)
    assert draw_report_pdf(document) == first


def test_the_same_report_makes_the_same_bytes_in_whichever_order_qt_keeps_its_fonts(qapp):
    document = Document("T", (Heading("Bold"), Paragraph("Plain.")), "en")
    made: set[bytes] = set()
    for _time in range(6):
        QHashSeed.resetRandomGlobalSeed()
        made.add(draw_report_pdf(document))
    assert len(made) == 1

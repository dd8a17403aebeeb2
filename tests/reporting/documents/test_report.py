"""The report's documents, read back: the same words, tables and figures in each."""

from __future__ import annotations

import base64
import io
import re
from html.parser import HTMLParser

import docx
import pytest

from ketgui.domain.cohort import Cohort
from ketgui.domain.plan import AnalysisPlan
from ketgui.figures.catalogue import MAIN_FIGURES
from ketgui.figures.catalogue.outcomes import raincloud, waterfall
from ketgui.reporting.documents.column_widths import compute_column_widths
from ketgui.reporting.documents.markdown import format_markdown
from ketgui.reporting.documents.model import (
    BulletList,
    Document,
    FigureBlock,
    Heading,
    Paragraph,
    TableBlock,
)
from ketgui.reporting.documents.report import build_report, build_result_tables
from ketgui.reporting.documents.web import build_web_page
from ketgui.reporting.documents.word import build_word_file
from ketgui.reporting.paper import PAPERS
from ketgui.reporting.sentence_edits import SentenceEdits
from ketgui.reporting.sentences import compose_sentences
from ketgui.reporting.style import use_style
from ketgui.reporting.tables.display_table import DisplayTable, HeaderGroup, build_tables
from ketgui.reporting.tables.markup import format_table_html
from ketgui.reporting.typography import remove_markup
from ketgui.statistics.analysis import analyse
from ketgui.statistics.rows import Count, Text
from ketgui.text import LANGUAGES, language, number
from tests.stub_renderer import png

NB = "\u00a0"
EXTERNAL = re.compile(r"""(?:src|href|url\(|@import|srcset)\s*=?\s*["'(]?\s*(?!data:)[\w/.]""")


# Figure 1 with its panels, which stand for themselves in it, and two that supplement it.
CHOSEN = (*MAIN_FIGURES, waterfall.FIGURE, raincloud.FIGURE)


def drawn(_spec, _width_mm) -> bytes:
    return png()


@pytest.fixture(params=LANGUAGES)
def spoken(request):
    with language(request.param):
        yield request.param


@pytest.fixture
def document(example, spoken) -> Document:
    return build_report(example, CHOSEN, drawn)


def words_of(document: Document) -> list[str]:
    said: list[str] = [document.title]
    for block in document.blocks:
        match block:
            case Heading(text) | Paragraph(text):
                said.append(text)
            case BulletList(items):
                said += items
            case TableBlock(table):
                said += [table.heading, *table.headers, *(c for row in table.rows for c in row)]
            case FigureBlock():
                said += [block.label, block.words]
    return [words for words in said if words]


def test_the_parts_come_in_the_order_of_an_article(example):
    found = [b.text for b in build_report(example).blocks if isinstance(b, Heading)]
    assert found == [
        "Methods", "Treatment", "Outcomes", "Statistics", "Results", "Patients", "Safety",
        "Effect", "Discussion", "Limitations to consider", "Figures", "Supplementary tables",
        "Supplementary figures", "Reporting lists", "Software",
    ]  # fmt: skip
    first = next(b for b in build_report(example).blocks if isinstance(b, TableBlock))
    assert (first.label, first.table.key) == ("Table 1", "demographics")
    figures = [b for b in build_report(example).blocks if isinstance(b, FigureBlock)]
    labels = ["Figure 1", *(f"Figure S{place}" for place in range(1, len(figures)))]
    assert [b.label for b in figures] == labels
    # The example holds no item scores: a figure of nothing but its reason is left out.
    assert "item_heat_map" not in {b.key for b in figures}
    # What is a panel of Figure 1 does not stand there twice.
    assert not {"before_after", "demographics"}.intersection(b.key for b in figures)
    tables = [b for b in build_report(example).blocks if isinstance(b, TableBlock)]
    assert next(b.label for b in tables if b.table.key == "robust_change") == "Table S1"


def test_single_figures_stand_in_the_article_where_none_is_put_together(example):
    document = build_report(example, (waterfall.FIGURE, raincloud.FIGURE))
    labels = [b.label for b in document.blocks if isinstance(b, FigureBlock)]
    assert labels == ["Figure 1", "Figure 2"]


def test_a_figure_is_as_wide_as_it_is_asked_for_where_the_page_has_the_room(example):
    for asked, shown in ((90.0, 90.0), (180.0, 160.0)):
        document = build_report(example, MAIN_FIGURES[:1], drawn, width_mm=asked)
        (block,) = (b for b in document.blocks if isinstance(b, FigureBlock))
        assert block.width_mm == shown


def test_events_are_told_in_sum_by_class_and_by_severity(example, analysis_of):
    keys = [table.key for table in build_report(example).tables if "events" in table.key]
    assert keys == ["adverse_events_summary", "adverse_events_soc_term", "adverse_events_severity"]
    silent = build_report(analysis_of([(30, 15)]))
    assert not [table.key for table in silent.tables if "events" in table.key]


def test_no_patient_stands_in_a_line_of_a_document_but_in_the_workbook(example):
    assert "SYN07" not in format_markdown(build_report(example))
    assert any(
        "SYN07" in cell for t in build_result_tables(example) for row in t.rows for cell in row
    )


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
        assert [c.text for c in grid.rows[0].cells] == list(table.headers)
        shown = [[c.text for c in row.cells] for row in list(grid.rows)[1:]]
        assert shown == [list(map(remove_markup, row)) for row in table.rows]
    lowered = [r.text for p in read.paragraphs for r in p.runs if r.font.subscript]
    assert lowered.count("z") == " ".join(words_of(document)).count("d_z") - 1
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


def test_properties_of_paragraphs_stand_in_the_order_that_word_wants(document):
    order = ["pStyle", "keepNext", "keepLines", "spacing", "ind", "jc", "rPr"]
    read = docx.Document(io.BytesIO(build_word_file(document)))
    for found in read.element.xpath("//w:pPr"):
        names = [child.tag.rpartition("}")[2] for child in found]
        assert names == sorted(names, key=order.index)


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.attributes: list[tuple[str, str, str]] = []
        self.words: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in ("meta", "img", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


def test_html_is_one_file_that_fetches_nothing(document, spoken):
    text = build_web_page(document)
    page = Page()
    page.feed(text)
    assert page.open == []
    sources = [value for _tag, name, value in page.attributes if name in ("src", "href")]
    assert sources
    assert all(value.startswith("data:image/png;base64,") for value in sources)
    assert base64.b64decode(sources[0].partition(",")[2]) == png()
    assert not EXTERNAL.search(re.sub(r'src="data:[^"]*"', "", text))
    assert ("html", "lang", spoken) in page.attributes
    assert all(value for tag, name, value in page.attributes if (tag, name) == ("img", "alt"))
    said = "".join(page.words)
    for words in words_of(document):
        assert remove_markup(words) in said


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.key)
def test_the_page_is_of_the_paper_that_is_asked_for(example, paper):
    document = build_report(example, (), paper=paper.key)
    section = docx.Document(io.BytesIO(build_word_file(document))).sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    found = (section.page_width.mm, section.page_height.mm)
    assert found == pytest.approx((paper.width_mm, paper.height_mm), abs=0.1)
    assert f"size: {paper.width_mm:g}mm" in build_web_page(document)


def test_a_short_table_of_a_page_is_not_torn_and_its_caption_stays_with_it():
    for rows, whole in ((30, True), (31, False)):
        page = format_table_html(
            DisplayTable.from_cells("k", "T", ("", "n"), [(Text("a"), Count(1))] * rows)
        )
        assert ("page-break-inside:avoid" in page) == whole
        assert "page-break-after:avoid" in page


def test_what_shows_one_patient_supplements_nothing(example):
    keys = {b.key for b in build_report(example).blocks if isinstance(b, FigureBlock)}
    assert "swimmer" in keys
    assert "adverse_event_timeline" not in keys


def test_intervals_are_named_below_the_tables_that_hold_them(example):
    notes = {table.key: table.note for table in build_report(example).tables}
    assert notes["paired_change"] == f"Intervals: 95{NB}% CI."
    assert notes["outcomes"] == f"Intervals: 95{NB}% CI (Clopper–Pearson)."
    assert notes["demographics"] == ""


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


def test_a_document_stays_in_its_language_whoever_writes_it(example):
    with language("fr"):
        document = build_report(example, MAIN_FIGURES, drawn)
        spoken_there = [
            make(document) for make in (build_word_file, build_web_page, format_markdown)
        ]
    assert [
        make(document) for make in (build_word_file, build_web_page, format_markdown)
    ] == spoken_there


def test_markdown_says_the_same(document):
    text = format_markdown(document)
    for block in document.blocks:
        if isinstance(block, Heading | Paragraph):
            assert block.text in text
        elif isinstance(block, FigureBlock):
            assert block.words in text


def test_without_a_hand_that_draws_the_captions_stay(example):
    document = build_report(example, CHOSEN)
    assert b"image/png" not in build_web_page(document).encode()
    read = docx.Document(io.BytesIO(build_word_file(document)))
    assert not read.inline_shapes
    assert any(p.text.startswith("Figure S2. ") for p in read.paragraphs)


def test_numbers_follow_the_language_and_the_style(example, spoken):
    with use_style("journal"):
        text = format_markdown(build_report(example))
    assert f"{number(27.619)}{NB}±" in text
    assert {"en": "p < 0.001", "fr": "p\u00a0<\u00a00,001"}[spoken] in text
    numbers = re.sub(r"KetGUI.*|doi .*", "", text)
    assert not re.search({"en": r"\d,\d", "fr": r"\d\.\d"}[spoken], numbers)


def test_what_the_user_wrote_stands_in_the_place_of_the_sentence(example):
    found = {s.key: s for s in compose_sentences(example)}
    edits = SentenceEdits().rewrite(found["results.change"], "Scores fell by nine points.")
    edits = edits.rewrite(found["statistics.software"], "")
    text = format_markdown(build_report(example, (), None, edits)).partition("## Discussion")[0]
    assert "Scores fell by nine points." in text
    assert found["results.change"].text not in text
    assert "The analysis was made with" not in text


def test_an_empty_cohort_has_no_methods_and_no_limitation():
    nothing = build_report(analyse(Cohort(), AnalysisPlan()), ())
    headings = [b.text for b in nothing.blocks if isinstance(b, Heading)]
    assert "Methods" not in headings
    assert "Discussion" not in headings


def test_columns_fit_the_page_and_break_no_word(spoken, example):
    for table in build_tables(example):
        widths = compute_column_widths(table, 160.0)
        assert sum(widths) <= 160.0 + 1e-9
        assert min(widths) > 0


def test_merged_headings_and_indents_in_markdown():
    table = DisplayTable.from_cells("k", "T", ("", "n", "%"), ((Text("a"), Count(1), Count(2)),),
                     groups=(HeaderGroup("", 1), HeaderGroup("Mild", 2)), indents=(1,),
                     note="Note.")  # fmt: skip
    text = format_markdown(Document.from_table(table))
    assert "|  | Mild – n | Mild – % |" in text
    assert f"| {NB * 4}a | 1 | 2 |" in text
    assert "*Note.*" in text

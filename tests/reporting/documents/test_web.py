"""The report as one HTML file."""

from __future__ import annotations

import base64
import io
import re
from html.parser import HTMLParser

import docx
import pytest

from ketgui.reporting.documents.report import build_report
from ketgui.reporting.documents.web import build_web_page
from ketgui.reporting.documents.word import build_word_file
from ketgui.reporting.paper import PAPERS
from ketgui.reporting.paragraphs.typography import remove_markup
from tests.reporting.documents.drawings import words_of
from tests.stub_renderer import png

EXTERNAL = re.compile(r"""(?:src|href|url\(|@import|srcset)\s*=?\s*["'(]?\s*(?!data:)[\w/.]""")


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


def test_tables_have_row_and_column_headers_and_a_caption(document):
    page = Page()
    text = build_web_page(document)
    page.feed(text)
    scopes = [value for tag, name, value in page.attributes if (tag, name) == ("th", "scope")]
    rows = [row for table in document.tables for row in table.rows if row[0]]
    assert scopes.count("row") == len(rows)
    assert scopes.count("col") == sum(len(table.headers) for table in document.tables)
    assert text.count("<caption") == text.count("<table") == len(document.tables)
    figures = text.count("<figure")
    assert text.count("<figcaption>") == figures > 0

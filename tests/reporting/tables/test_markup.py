"""A table as HTML and as text for the clipboard."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from ketgui.reporting.tables.display_table import DisplayTable
from ketgui.reporting.tables.markup import format_table_html, format_table_text
from ketgui.statistics.rows import Count, Text


def test_a_short_table_of_a_page_is_not_torn_and_its_caption_stays_with_it():
    for rows, whole in ((30, True), (31, False)):
        page = format_table_html(
            DisplayTable.from_cells("k", "T", ("", "n"), [(Text("a"), Count(1))] * rows)
        )
        assert ("page-break-inside:avoid" in page) == whole
        assert "page-break-after:avoid" in page


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)


def test_html_for_the_clipboard_has_merged_headings_and_escapes(table):
    tags = Tags()
    tags.feed(format_table_html(table))
    spans = [attrs.get("colspan") for tag, attrs in tags.seen if tag == "th"]
    assert spans[:3] == ["1", "2", "2"]
    assert "<b> & x" in tags.words
    assert not [tag for tag, _attrs in tags.seen if tag == "b"]
    assert "margin-left:0.4cm" in format_table_html(table)


def test_text_for_the_clipboard_is_one_line_a_row(table):
    lines = format_table_text(table).split("\n")
    assert len(lines) == 2 + 3
    assert {line.count("\t") for line in lines} == {4}
    assert lines[0].split("\t") == ["", "N = 21", "", "All", ""]


@pytest.mark.parametrize("words", ["=1+1", "+x", "-drowsy", "@home"])
def test_nothing_on_the_clipboard_is_a_formula(words):
    table = DisplayTable.from_cells(
        "k", "T", ("", words), [(Text(words, from_file=True), Text("a = b"))]
    )
    assert format_table_text(table).split("\n") == [f"\t'{words}", f"'{words}\ta = b"]
    tags = Tags()
    tags.feed(format_table_html(table))
    looks = [str(attrs["style"]) for tag, attrs in tags.seen if tag in ("th", "td")]
    # Excel's own word for a cell of text, then LibreOffice's.
    assert ["mso-number-format:'\\@'" in look for look in looks] == [False, True, True, False]
    formats = [attrs.get("sdnum") for tag, attrs in tags.seen if tag in ("th", "td")]
    assert formats == [None, "1033;0;@", "1033;0;@", None]

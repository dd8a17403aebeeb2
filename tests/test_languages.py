"""Each language has its row and its catalogue, and a further one needs nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ketgui import paths, text
from ketgui.figures.catalogue.outcomes import response_remission
from ketgui.languages import ENGLISH, LANGUAGES, Language, Notation
from ketgui.reporting.files import take_steps, write_report
from ketgui.reporting.request import ReportRequest
from ketgui.views.dialogs.help import read_page
from tests.stub_renderer import STUB

ROOT = Path(__file__).resolve().parent.parent
INVENTED = Language(
    "zz",
    "Zzyzx",
    "zz-ZZ",
    plural_forms=3,
    # As in Polish: one; two to four, but not twelve to fourteen; all others.
    plural_form=lambda n: (
        0 if n == 1 else 1 if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) else 2
    ),
    decimal_mark="·",
    thousands_mark="'",
    list_mark=" / ",
    interval_mark=" .. ",
    quotes=(">>", "<<"),
    notation=Notation(),
)
CATALOGUE = {
    "{n} row": ["{n} rez", "{n} rezy", "{n} rezow"],
    "{first} and {last}": "{first} zo {last}",
    "Response and remission": "Rezpon zo remiz",
    "Results": "Rezulti",
    "{scale} before and after ketamine: {n} patient": [
        "{scale} pre zo post ketamin: {n} pacient",
        "{scale} pre zo post ketamin: {n} pacienti",
        "{scale} pre zo post ketamin: {n} pacientow",
    ],
}


@pytest.fixture
def invented(monkeypatch, tmp_path) -> Iterator[Language]:
    """A language that is one row and one catalogue."""
    resource = paths.find_resource
    catalogue = tmp_path / "zz.json"
    catalogue.write_text(json.dumps(CATALOGUE), encoding="utf-8")
    monkeypatch.setitem(LANGUAGES, INVENTED.code, INVENTED)
    monkeypatch.setattr(
        text,
        "find_resource",
        lambda *names: catalogue if names == ("locale", "zz.json") else resource(*names),
    )
    with text.language("zz"):
        yield INVENTED
    text._catalogue.cache_clear()  # pyright: ignore[reportPrivateUsage]


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_row_says_how_a_language_is_written(code):
    row = LANGUAGES[code]
    assert row.code == code
    assert row.tag.startswith(f"{code}-")
    assert row.decimal_mark not in (row.thousands_mark, row.interval_mark.strip())
    assert {row.plural_form(n) for n in range(200)} == set(range(row.plural_forms))


def test_every_language_but_english_has_a_catalogue():
    catalogues = {path.stem for path in (ROOT / "resources" / "locale").glob("*.json")}
    assert catalogues == set(LANGUAGES) - {ENGLISH.code}


def test_no_code_asks_which_language_it_is():
    asks = re.compile(r"""[=!]=\s*["'](en|fr)["']|["'](en|fr)["']\s*[=!]=|QLocale\.Language\.""")
    for path in sorted((ROOT / "ketgui").rglob("*.py")):
        assert not asks.search(path.read_text(encoding="utf-8")), path


def test_three_forms_of_a_plural(invented):
    counted = [text.plural("{n} row", "{n} rows", n) for n in (0, 1, 2, 5, 12, 22, 12_345)]
    assert counted == [
        "0 rezow", "1 rez", "2 rezy", "5 rezow", "12 rezow", "22 rezy", "12'345 rezow",
    ]  # fmt: skip


def test_what_is_not_translated_is_english_with_english_plurals(invented):
    assert text.plural("{n} zork", "{n} zorks", 5) == "5 zorks"
    assert text._("no such message") == "no such message"


def test_numbers_lists_and_intervals(invented):
    assert text.number(-27.61) == "−27·6"
    assert text.interval(5.4, 41.9) == "[5·4 .. 41·9]"
    assert text.quote("P01") == ">>P01<<"
    assert text.p_value(0.031) == "p = ·031"
    assert text.joined(["a", "b", "c"]) == "a / b zo c"


def test_a_figure_is_in_the_language(invented, example):
    spec = response_remission.build(example)
    assert spec.title == "Rezpon zo remiz"
    assert any("19·0" in cell for table in spec.make_tables() for row in table.rows for cell in row)


def test_a_document_is_in_the_language(invented, example, tmp_path):
    from docx import Document
    from docx.oxml.ns import qn

    request = ReportRequest(figures=(response_remission.KEY,), documents=("md", "docx"))
    take_steps(write_report(example, request, STUB, tmp_path))
    words = (tmp_path / "results.md").read_text(encoding="utf-8")
    assert "MADRS pre zo post ketamin: 21 pacientow" in words
    assert "Rezulti" in words
    assert "7·212" in words
    styles = Document(str(tmp_path / "report.docx")).styles.element
    assert {one.get(qn("w:val")) for one in styles.iter(qn("w:lang"))} == {"zz-ZZ"}


def test_the_help_is_english_until_it_is_translated(invented):
    with text.language("en"):
        english = read_page("cohort")
    assert read_page("cohort") == english

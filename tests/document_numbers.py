"""Every number of every document is the report's, and every number of its sentences the analysis's.

What is in the tables is held against the results by ``test_words``.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, TypeGuard

import docx
import numpy as np
from python_calamine import CalamineWorkbook

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
from ketgui.reporting.documents.workbook import build_workbook
from ketgui.reporting.paragraphs.methods import assess_completeness
from ketgui.reporting.paragraphs.sentences import compose_sentences
from ketgui.reporting.paragraphs.typography import remove_markup
from ketgui.reporting.tables.cell_parts import split_cell
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.treatment.courses import Courses
from ketgui.text import language
from tests.number_reading import bare, numbers_of, plain, read_numbers_in_words, tokens

# Numbers that a reader knows: a confidence level's own, p at its bounds, a rate of nobody or all.
KNOWN = (0.001, 0.999, 0.0, 100.0)


def find_wrong_numbers(analysis: Analysis, code: str) -> list[str]:
    """Return what a document adds or loses, and each number of a sentence of no result."""
    with language(code):
        document = build_report(analysis, ())
        expected = Counter(_read(_list_texts(document)))
        written = {
            "docx": _read(_list_word_texts(build_word_file(document))),
            "html": _read([_strip_html(build_web_page(document))]),
            "md": _read([format_markdown(document).replace("\\", "")]),
        }
        differences = [
            f"{kind}: {(found - expected) + (expected - found)}"
            for kind, numbers in written.items()
            if (found := Counter(numbers)) != expected
        ]
        return [*differences, *_check_workbook(analysis), *_check_sentences(analysis, code)]


def _read(texts: Iterable[str]) -> list[str]:
    return [token for text in texts for token in tokens(remove_markup(text))]


def _list_texts(document: Document) -> Iterator[str]:
    yield document.title
    for block in document.blocks:
        match block:
            case Heading(text) | Paragraph(text):
                yield text
            case BulletList(items):
                yield from items
            case TableBlock(table):
                yield from (block.caption, *table.headers, table.note)
                yield from (group.title for group in table.groups)
                yield from (cell for row in table.rows for cell in row)
            case FigureBlock():
                yield f"{block.label}. {block.words}"


def _list_word_texts(data: bytes) -> Iterator[str]:
    file = docx.Document(io.BytesIO(data))
    yield from (paragraph.text for paragraph in file.paragraphs)
    for grid in file.tables:
        # A merged cell is one cell, however many columns it spans.
        for row in grid._tbl.tr_lst:
            for cell in row.tc_lst:
                yield " ".join("".join(t.text or "" for t in p.iter(_TEXT)) for p in cell.p_lst)


_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"


def _strip_html(page: str) -> str:
    body = page.partition("<main>")[2]
    # A tag within a word joins its parts; any other ends a text.
    joined = re.sub(r"</?(?:i|sub)>", "", body)
    text = re.sub(r"<[^>]*>", " ", joined)
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#x27;", "'")):
        text = text.replace(entity, sign)
    return text.replace("&amp;", "&")


def _check_workbook(analysis: Analysis) -> list[str]:
    tables = build_result_tables(analysis)
    if not tables:
        return []
    book = CalamineWorkbook.from_filelike(io.BytesIO(build_workbook(tables, "T")))
    wrong: list[str] = []
    for name, table in zip(book.sheet_names, tables, strict=True):
        cells = book.get_sheet_by_name(name).to_python()
        shown = [cell for row in cells for cell in row if _is_number(cell)]
        parts = [part.value for line in table.cells for cell in line for part in split_cell(cell)]
        expected = np.array([float(value) for value in parts if _is_number(value)])
        # A spreadsheet keeps fifteen digits.
        wrong += [
            f"xlsx, {name}: {value}"
            for value in shown
            if not np.isclose(expected, float(value), rtol=1e-12, atol=0).any()
        ]
    return wrong


def _is_number(value: Any) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _check_sentences(analysis: Analysis, code: str) -> list[str]:
    known = _list_known(analysis)
    wrong: list[str] = []
    for sentence in compose_sentences(analysis):
        if not sentence.key.startswith(("results.", "limitations.")):
            continue
        text = read_numbers_in_words(remove_markup(sentence.text), code)
        for scale in (line.title for line in analysis.plan.scales):
            text = text.replace(scale, "")
        # The names of scales have numbers of their own.
        text = re.sub(r"\b(?:PHQ|QIDS-SR|GAD|BDI|HAM-D|CADSS|BPRS)[- ]?\d*\b", "", text)
        found = [token for token in tokens(text) if not _is_known(token, known)]
        wrong += [f"{sentence.key}: {token} in {sentence.text}" for token in found]
    return wrong


def _list_known(analysis: Analysis) -> list[float]:
    """Return every number that a sentence may say, from the results and the plan."""
    known = [*KNOWN]
    for result in analysis.results.values():
        known += numbers_of(result.as_dict())
        known += (
            number
            for row in result.rows()
            for cell in row.cells
            for part in split_cell(cell)
            for number in ([float(part.value)] if _is_number(part.value) else [])
        )
    known += numbers_of([analysis.plan.as_dict(), analysis.plan.resolve_definitions()])
    completeness = assess_completeness(analysis)
    known += [completeness.wanted, len(completeness.missing), 100 * analysis.plan.confidence_level]
    known += [analysis.cohort.enrolled, analysis.pairs.analysed]
    known += [analysis.cohort.enrolled - analysis.pairs.analysed]
    known.append(sum(course.acute for course in analysis[Courses].patients))
    # Percentages are of the patients counted; worsening is said without a minus.
    results = [result.as_dict() for result in analysis.results.values()]
    totals = {analysis.cohort.enrolled, analysis.pairs.analysed, *_list_denominators(results)}
    known += [100 * count / n for n in totals for count in range(n + 1) if n]
    return [*known, *(-value for value in known), *(100 * v for v in known if 0 < v < 1)]


def _list_denominators(value: Any) -> Iterator[int]:
    """Return every number of patients that a result gives a share of."""
    if isinstance(value, dict):
        for name in ("n", "patients", "responders", "followed"):
            if isinstance(n := value.get(name), int) and n < 200:
                yield n
        value = list(value.values())
    if isinstance(value, list | tuple):
        for item in value:
            yield from _list_denominators(item)


def _is_known(token: str, known: list[float]) -> bool:
    places = len(token.partition(".")[2])
    target, unit = float(token), 10.0**-places
    return any(
        abs(value - target) <= unit and (plain(value, places) == token or bare(value) == token)
        for value in known
    )

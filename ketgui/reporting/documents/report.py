"""The report of an analysis: one content for every kind of document."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from ketgui.domain.invention import describe_invention
from ketgui.figures.catalogue import FIGURES
from ketgui.figures.figure import Figure
from ketgui.figures.page import fit_to_width
from ketgui.figures.spec import FigureSpec
from ketgui.reporting.checklists import CHECKLISTS
from ketgui.reporting.checklists.item import build_checklist_table
from ketgui.reporting.documents.history import HistoryLine, build_history_table
from ketgui.reporting.documents.model import (
    Block,
    BulletList,
    Document,
    FigureBlock,
    Heading,
    Paragraph,
    TableBlock,
)
from ketgui.reporting.paper import A4
from ketgui.reporting.paragraphs.analysis_methods import cite_software
from ketgui.reporting.paragraphs.sentence_edits import SentenceEdits
from ketgui.reporting.paragraphs.sentences import (
    EFFECT,
    LIMITATIONS,
    PARTS,
    PATIENTS,
    SAFETY,
    compose_sentences,
)
from ketgui.reporting.tables.data_notes import build_data_notes
from ketgui.reporting.tables.display_table import DisplayTable, build_published_table
from ketgui.reporting.tables.event_counts import build_event_count_table
from ketgui.reporting.tables.reasons import has_values, move_reasons_to_note
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.events import build_event_table
from ketgui.statistics.events.view import EventView, ViewKey
from ketgui.statistics.results import RESULTS, list_results_of_section
from ketgui.statistics.study import ReportSection, Result
from ketgui.text import _, current_language, plural

# Draws a figure at a width in millimetres, as PNG.
Draw = Callable[[FigureSpec, float], bytes]
WIDEST_MM, _HIGHEST_MM = 160.0, 200.0
# Two figures of a supplement and their captions share a page, of A4 and of letter.
_HALF_PAGE_MM = 90.0
# The heading above the results of each section.
_SECTIONS: dict[str, ReportSection] = {PATIENTS: "patients", SAFETY: "safety", EFFECT: "effect"}
# Documents show these views of adverse events instead of the result itself, which holds them all:
# the first in the article, the others in the supplement.
_EVENT_VIEWS: tuple[ViewKey, ...] = ("soc_term", "summary", "severity")


# A figure, and its width on paper in millimetres.
FittedFigure = tuple[FigureSpec, float]
Fit = Callable[[FigureSpec, float], FittedFigure]
_Numbered = TypeVar("_Numbered", TableBlock, FigureBlock)


@dataclass(frozen=True)
class _Sources:
    analysis: Analysis
    sentences: dict[str, tuple[str, ...]]
    figures: tuple[Figure, ...]
    supplementary: tuple[Figure, ...]
    draw: Draw | None
    width_mm: float
    history: tuple[HistoryLine, ...] = ()


def build_report(
    analysis: Analysis,
    figures: Sequence[Figure] = FIGURES,
    draw: Draw | None = None,
    edits: SentenceEdits | None = None,
    paper: str = A4.key,
    width_mm: float = WIDEST_MM,
    history: Sequence[HistoryLine] = (),
) -> Document:
    """Return the report in the current language and style.

    Parameters
    ----------
    draw : callable, optional
        Draws a figure; without it the report has captions only.
    edits : SentenceEdits, optional
        The user's edits of sentences.
    paper : str
        Key of the paper size.
    width_mm : float
        Width of the figures, at most that of the text.
    history : sequence of HistoryLine
        The study's changes, as an appendix; empty for none.
    """
    texts: dict[str, list[str]] = {}
    for edited in (edits or SentenceEdits()).apply(compose_sentences(analysis)):
        texts.setdefault(edited.sentence.heading, []).append(edited.text)
    sentences = {heading: tuple(filter(None, lines)) for heading, lines in texts.items()}
    sources = _Sources(analysis, sentences, *split_figures(figures), draw, width_mm, tuple(history))
    article, supplement = tuple(_build_article(sources)), tuple(_build_supplement(sources))
    # Numbered last: empty tables are left out, and the numbers must have no gap.
    blocks = tuple(_number_blocks((*article, *supplement)))
    return Document(
        _compose_title(analysis),
        blocks,
        current_language(),
        paper,
        article_blocks=len(article),
    )


def build_result_tables(analysis: Analysis) -> tuple[DisplayTable, ...]:
    """Return the tables of all results that have content, also those with a row a patient."""
    tables = (build_published_table(analysis, kind) for kind in RESULTS)
    others = (*_build_event_tables(analysis), build_data_notes(analysis))
    return tuple(filter(_has_content, (*tables, *others)))


def _compose_title(analysis: Analysis) -> str:
    return plural(
        "{scale} before and after ketamine: {n} patient",
        "{scale} before and after ketamine: {n} patients",
        analysis.cohort.enrolled,
        scale=analysis.plan.rating_scale.title,
    )


def _build_article(sources: _Sources) -> Iterator[Block]:
    analysis = sources.analysis
    # First of all: nobody must take a report of the example for one of patients.
    if analysis.cohort.invented:
        yield Paragraph(describe_invention(analysis.cohort), "warning")
    yield Paragraph(analysis.plan.summarise(), "note")
    for title, headings in PARTS:
        blocks = [block for heading in headings for block in _build_part(sources, heading)]
        if blocks:
            yield Heading(_(title))
            yield from blocks
    # The figures last, as journals ask for: a figure may begin a page, and no text follows it.
    yield Heading(_("Software"))
    yield Paragraph(cite_software(analysis))
    yield from _add_heading(_("Figures"), _draw_figures(sources, sources.figures, fit_to_page))


def _build_supplement(sources: _Sources) -> Iterator[Block]:
    analysis = sources.analysis
    tables = (
        *_build_table_blocks(analysis, list_results_of_section("supplement")),
        *_build_event_blocks(analysis, _EVENT_VIEWS[1:]),
    )
    yield from _add_heading(_("Supplementary tables"), map(_mark_supplementary, tables))
    notes = filter(_has_content, (build_data_notes(analysis),))
    yield from _add_heading(_("Data notes"), map(_mark_supplementary, map(TableBlock, notes)))
    figures = _draw_figures(sources, sources.supplementary, fit_to_half_page)
    yield from _add_heading(_("Supplementary figures"), map(_mark_supplementary, figures))
    yield from _add_heading(
        _("Reporting lists"), map(_mark_supplementary, _build_checklists(analysis))
    )
    # Last of all: it may be longer than everything before it.
    if sources.history:
        yield Heading(_("History of the study"))
        yield _mark_supplementary(TableBlock(build_history_table(sources.history)))


def _build_part(sources: _Sources, title: str) -> Iterator[Block]:
    sentences = sources.sentences.get(title, ())
    section = _SECTIONS.get(title)
    tables = _build_table_blocks(
        sources.analysis, list_results_of_section(section) if section else ()
    )
    if title == SAFETY:
        tables = (*_build_event_blocks(sources.analysis, _EVENT_VIEWS[:1]), *tables)
    if not sentences and not tables:
        return
    yield Heading(_(title), 2)
    if sentences:
        yield BulletList(sentences) if title == LIMITATIONS else Paragraph(" ".join(sentences))
    yield from tables


def _add_heading(title: str, blocks: Iterable[Block]) -> Iterator[Block]:
    content = tuple(blocks)
    if content:
        yield Heading(title)
        yield from content


def _build_table_blocks(
    analysis: Analysis, kinds: Sequence[type[Result]]
) -> tuple[TableBlock, ...]:
    tables = (build_published_table(analysis, kind) for kind in kinds)
    return _make_table_blocks(tables)


def _build_event_blocks(analysis: Analysis, views: Sequence[ViewKey]) -> tuple[TableBlock, ...]:
    return _make_table_blocks(_build_event_tables(analysis, views))


def _make_table_blocks(tables: Iterable[DisplayTable]) -> tuple[TableBlock, ...]:
    return tuple(TableBlock(move_reasons_to_note(table)) for table in tables if _has_content(table))


def _build_event_tables(
    analysis: Analysis, keys: Sequence[ViewKey] = _EVENT_VIEWS
) -> tuple[DisplayTable, ...]:
    views = (build_event_table(analysis.study, EventView(by)) for by in keys)
    return tuple(build_event_count_table(table, analysis.plan) for table in views)


def _build_checklists(analysis: Analysis) -> tuple[TableBlock, ...]:
    if analysis.cohort.enrolled == 0:
        return ()
    return tuple(TableBlock(build_checklist_table(checklist, analysis)) for checklist in CHECKLISTS)


def _has_content(table: DisplayTable) -> bool:
    """Whether a table holds more than labels and reasons for missing values."""
    return any(has_values(line[1:]) for line in table.cells)


def split_figures(figures: Sequence[Figure]) -> tuple[tuple[Figure, ...], tuple[Figure, ...]]:
    """Return the figures of the article and those of the supplement.

    A composed figure replaces its panels in the article. A figure of a single patient never goes
    into a supplement, because it would identify that patient.
    """
    composed = tuple(figure for figure in figures if figure.parts)
    if not composed:
        return tuple(figures), ()
    panels = {key for figure in composed for key in figure.parts}
    others = (figure for figure in figures if not figure.parts and figure.key not in panels)
    return composed, tuple(figure for figure in others if not figure.one_patient)


def choose_fits(figures: Sequence[Figure]) -> dict[str, Fit]:
    """Return how each figure of a report is fitted to its page, by the figure's key."""
    article, supplement = split_figures(figures)
    return {figure.key: fit_to_page for figure in article} | {
        figure.key: fit_to_half_page for figure in supplement
    }


def _draw_figures(sources: _Sources, figures: Sequence[Figure], fit: Fit) -> Iterator[FigureBlock]:
    for figure in figures:
        spec = figure.build(sources.analysis)
        # A figure whose panels only say why they are empty has no place in a report.
        if all(panel.reason for panel in spec.panels):
            continue
        spec, width = fit(spec, sources.width_mm)
        image = sources.draw(spec, width) if sources.draw else b""
        yield FigureBlock(
            spec.key, 0, image, spec.summary, spec.title, spec.caption,
            width, width * spec.height_ratio,
        )  # fmt: skip


def fit_to_page(spec: FigureSpec, width_mm: float = WIDEST_MM) -> FittedFigure:
    """Return a figure fitted to a page, and its width in millimetres."""
    width = min(width_mm, WIDEST_MM)
    return fit_to_width(spec, width, _HIGHEST_MM), width


def fit_to_half_page(spec: FigureSpec, width_mm: float = WIDEST_MM) -> FittedFigure:
    """Return a figure fitted to half a page, and its width."""
    # On axes of one scale both ways a figure stays square; any other takes the width there is.
    is_square = math.isclose(spec.height_ratio, 1)
    width = min(width_mm, _HALF_PAGE_MM if is_square else WIDEST_MM)
    return fit_to_width(spec, width, _HALF_PAGE_MM), width


def _mark_supplementary(block: _Numbered) -> _Numbered:
    return replace(block, supplements=True)


def _number_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Number tables and figures in order, supplementary ones in a numbering of their own."""
    counts = Counter[tuple[type, bool]]()
    for block in blocks:
        if isinstance(block, TableBlock | FigureBlock):
            counts[type(block), block.supplements] += 1
            yield replace(block, number=counts[type(block), block.supplements])
        else:
            yield block

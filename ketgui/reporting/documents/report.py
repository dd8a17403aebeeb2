"""The report of an analysis: the one content that every kind of document is written from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from ketgui.domain.unavailable import Unavailable
from ketgui.figures.catalogue import FIGURES
from ketgui.figures.figure import Figure
from ketgui.figures.page import fitted
from ketgui.figures.spec import FigureSpec
from ketgui.reporting.analysis_methods import cite_software
from ketgui.reporting.checklists import CHECKLISTS
from ketgui.reporting.checklists.item import build_checklist_table
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
from ketgui.reporting.sentence_edits import SentenceEdits
from ketgui.reporting.sentences import (
    EFFECT,
    LIMITATIONS,
    PARTS,
    PATIENTS,
    SAFETY,
    compose_sentences,
)
from ketgui.reporting.style import set_percent
from ketgui.reporting.tables.display_table import DisplayTable, build_published_table
from ketgui.reporting.tables.event_counts import build_event_count_table
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.events import build_event_table
from ketgui.statistics.events.view import EventView, ViewKey
from ketgui.statistics.results import RESULTS, results_of_section
from ketgui.statistics.rows import Text
from ketgui.statistics.study import Result, Section
from ketgui.text import _, current_language, plural

# A drawing of a figure at a width in millimetres, as PNG.
Draw = Callable[[FigureSpec, float], bytes]
WIDEST_MM, _HIGHEST_MM = 160.0, 200.0
# The sections of the results, below which heading.
_SECTIONS: dict[str, Section] = {PATIENTS: "patients", SAFETY: "safety", EFFECT: "effect"}
# The views of adverse events that stand in the text, in the place of the result itself.
_EVENT_VIEWS: tuple[ViewKey, ...] = ("summary", "soc_term", "severity")


_Numbered = TypeVar("_Numbered", TableBlock, FigureBlock)


@dataclass(frozen=True)
class _Sources:
    analysis: Analysis
    words: dict[str, tuple[str, ...]]
    figures: tuple[Figure, ...]
    further: tuple[Figure, ...]
    draw: Draw | None
    width_mm: float


def build_report(
    analysis: Analysis,
    figures: Sequence[Figure] = FIGURES,
    draw: Draw | None = None,
    edits: SentenceEdits | None = None,
    paper: str = A4.key,
    width_mm: float = WIDEST_MM,
) -> Document:
    """Return the report in the language and style of the moment.

    Parameters
    ----------
    draw : callable, optional
        What draws a figure; without it only the captions are there.
    edits : Edits, optional
        What the user has made of single sentences.
    paper : str
        Key of the paper that it is printed on.
    width_mm : float
        How wide figures are to be, where the page has the room.
    """
    words: dict[str, list[str]] = {}
    for shown in (edits or SentenceEdits()).apply(compose_sentences(analysis)):
        words.setdefault(shown.sentence.heading, []).append(shown.text)
    said = {heading: tuple(filter(None, texts)) for heading, texts in words.items()}
    sources = _Sources(analysis, said, *split_figures(figures), draw, width_mm)
    blocks = tuple(_number_blocks(_build_blocks(sources)))
    return Document(_compose_title(analysis), blocks, current_language(), paper)


def build_result_tables(analysis: Analysis) -> tuple[DisplayTable, ...]:
    """Return the tables of the results that say anything, patient by patient or not."""
    found = (build_published_table(analysis, kind) for kind in RESULTS)
    return tuple(filter(_has_content, (*found, *_build_event_tables(analysis))))


def _compose_title(analysis: Analysis) -> str:
    return plural(
        "{scale} before and after ketamine: {n} patient",
        "{scale} before and after ketamine: {n} patients",
        analysis.cohort.enrolled,
        scale=analysis.plan.rating_scale.title,
    )


def _build_blocks(sources: _Sources) -> Iterator[Block]:
    analysis = sources.analysis
    if analysis.cohort.invented:
        yield Paragraph(_("Invented example, not patient data"), "warning")
    yield Paragraph(analysis.plan.sentence(), "note")
    for title, headings in PARTS:
        parts = [block for heading in headings for block in _build_part(sources, heading)]
        if parts:
            yield Heading(_(title))
            yield from parts
    yield from _add_heading(_("Figures"), _draw_figures(sources, sources.figures))
    supplement = _build_table_blocks(analysis, results_of_section("supplement"))
    yield from _add_heading(_("Supplementary tables"), map(_mark_supplementary, supplement))
    further = _draw_figures(sources, sources.further)
    yield from _add_heading(_("Supplementary figures"), map(_mark_supplementary, further))
    yield from _add_heading(
        _("Reporting lists"), map(_mark_supplementary, _build_checklists(analysis))
    )
    yield Heading(_("Software"))
    yield Paragraph(cite_software(analysis))


def _build_part(sources: _Sources, title: str) -> Iterator[Block]:
    said = sources.words.get(title, ())
    section = _SECTIONS.get(title)
    found = _build_table_blocks(sources.analysis, results_of_section(section) if section else ())
    if title == SAFETY:
        events = filter(_has_content, _build_event_tables(sources.analysis))
        found = (*map(TableBlock, events), *found)
    if not said and not found:
        return
    yield Heading(_(title), 2)
    if said:
        yield BulletList(said) if title == LIMITATIONS else Paragraph(" ".join(said))
    yield from found


def _add_heading(title: str, blocks: Iterable[Block]) -> Iterator[Block]:
    found = tuple(blocks)
    if found:
        yield Heading(title)
        yield from found


def _build_table_blocks(
    analysis: Analysis, kinds: Sequence[type[Result]]
) -> tuple[TableBlock, ...]:
    found = (build_published_table(analysis, kind) for kind in kinds)
    return tuple(TableBlock(table) for table in found if _has_content(table))


def _build_event_tables(analysis: Analysis) -> tuple[DisplayTable, ...]:
    found = (build_event_table(analysis.study, EventView(by)) for by in _EVENT_VIEWS)
    written = (build_event_count_table(table, analysis.plan) for table in found)
    return tuple(replace(table, note=set_percent(table.note)) for table in written)


def _build_checklists(analysis: Analysis) -> tuple[TableBlock, ...]:
    if analysis.cohort.enrolled == 0:
        return ()
    return tuple(TableBlock(build_checklist_table(one, analysis)) for one in CHECKLISTS)


def _has_content(table: DisplayTable) -> bool:
    """Whether a table holds more than its labels and the reasons why there is nothing."""
    return any(
        not isinstance(cell, Unavailable) and not (isinstance(cell, Text) and not cell.text)
        for line in table.cells
        for cell in line[1:]
    )


def split_figures(figures: Sequence[Figure]) -> tuple[tuple[Figure, ...], tuple[Figure, ...]]:
    """Return the figures of the article, and those that supplement them.

    A figure put together of several stands in the article for each of them; what shows a single
    patient supplements nothing.
    """
    whole = tuple(one for one in figures if one.parts)
    if not whole:
        return tuple(figures), ()
    shown = {key for one in whole for key in one.parts}
    single = (one for one in figures if not one.parts and one.key not in shown)
    return whole, tuple(one for one in single if not one.one_patient)


def _draw_figures(sources: _Sources, figures: Sequence[Figure]) -> Iterator[FigureBlock]:
    for figure in figures:
        built = figure.build(sources.analysis)
        if all(panel.reason for panel in built.panels):
            continue
        spec, width = fit_to_page(built, sources.width_mm)
        image = sources.draw(spec, width) if sources.draw else b""
        yield FigureBlock(
            spec.key, 0, image, spec.summary, spec.title, spec.caption,
            width, width * spec.height_ratio,
        )  # fmt: skip


def fit_to_page(spec: FigureSpec, width_mm: float = WIDEST_MM) -> tuple[FigureSpec, float]:
    """Return a figure as it stands in a document, and how wide: as asked for where that fits."""
    width = min(width_mm, WIDEST_MM)
    return fitted(spec, width, _HIGHEST_MM), width


def _mark_supplementary(block: _Numbered) -> _Numbered:
    return replace(block, supplements=True)


def _number_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Number tables and figures, those that supplement apart, in the order in which they come."""
    counts = Counter[tuple[type, bool]]()
    for block in blocks:
        if isinstance(block, TableBlock | FigureBlock):
            counts[type(block), block.supplements] += 1
            yield replace(block, number=counts[type(block), block.supplements])
        else:
            yield block

"""The report's folder: ``analysis.json``, ``tables/*.csv``, figures and documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from ketgui.figures.figure import Figure
from ketgui.figures.spec import FigureSpec
from ketgui.reporting import analysis_json
from ketgui.reporting.documents.document_kind import Content
from ketgui.reporting.documents.history import HistoryLine
from ketgui.reporting.documents.kinds import DocumentKind, get_documents
from ketgui.reporting.documents.report import Draw, Fit, build_report, choose_fits
from ketgui.reporting.metadata import build_figure_metadata
from ketgui.reporting.paper import A4
from ketgui.reporting.paragraphs.sentence_edits import SentenceEdits
from ketgui.reporting.paragraphs.style import PLAIN, use_style
from ketgui.reporting.renderer import Renderer
from ketgui.reporting.request import ReportRequest
from ketgui.reporting.tables.csv_file import format_csv
from ketgui.reporting.tables.display_table import build_tables
from ketgui.statistics.analysis import Analysis
from ketgui.text import _, current_language, language
from ketgui.writing import StagedFolder, replace_file

# The name of the next task, or a function that writes a file and may run in another thread.
Step = str | Callable[[], None]


def write_report(
    analysis: Analysis,
    request: ReportRequest,
    renderer: Renderer,
    folder: Path,
    edits: SentenceEdits | None = None,
    history: Sequence[HistoryLine] = (),
) -> Iterator[Step]:
    """Write numbers, tables, figures and documents into a folder, step by step.

    Figures are drawn between two steps, in the main thread; a language holds within one step, so
    that the window has its own in between.

    Parameters
    ----------
    analysis : Analysis
    request : ReportRequest
        Only what it names is written; style, paper and language have defaults.
    renderer : Renderer
    folder : Path
        Created if it does not exist; files of the same names are replaced, all or none.
    edits : SentenceEdits, optional
        Sentences of the report in the user's words.
    history : sequence of HistoryLine
        The study's changes, which the documents end with if the request says so.

    Yields
    ------
    str or callable
        The name of the next task; or a function that writes files, and may raise ``OSError``.
    """
    staged = StagedFolder(folder)
    staged.begin()
    try:
        for step in _write_parts(analysis, request, renderer, staged.path, edits, history):
            yield step if isinstance(step, str) else partial(_write_staged, staged, step)
    except BaseException:
        staged.discard()
        raise
    # The last step, after those that a worker still has to do.
    yield staged.place


def _write_staged(staged: StagedFolder, write: Callable[[], None]) -> None:
    try:
        write()
    except OSError as error:
        staged.discard()
        raise staged.name_target(error) from None


def _write_parts(
    analysis: Analysis,
    request: ReportRequest,
    renderer: Renderer,
    folder: Path,
    edits: SentenceEdits | None,
    history: Sequence[HistoryLine],
) -> Iterator[Step]:
    code = request.language or current_language()
    kinds = get_documents(request.documents or ())
    figures = request.select_figures()
    illustrations = _find_illustrations(figures, kinds)
    width_mm = request.figure_style.width_mm
    pictures: dict[str, bytes] = {}
    built: list[Figure] = []
    for figure in figures:
        drawing = _("Drawing {title}…", title=_(figure.title))
        yield drawing
        # Captions and letters are in the style of the sentences.
        with language(code), use_style(request.style or PLAIN.key):
            spec = figure.build(analysis)
            metadata = build_figure_metadata(analysis, spec)
        built.append(replace(figure, build=partial(_get_built, spec)))
        # A figure that only says why it is empty is in no document.
        is_empty = all(panel.reason for panel in spec.panels)
        if not is_empty and (fit := illustrations.get(figure.key)):
            pictures[spec.key] = renderer.draw_picture(*fit(spec, width_mm))
        for write in _draw_files(spec, metadata, request, renderer, folder / "figures"):
            yield write or drawing

    # In the main thread, before the worker begins: the window shows it meanwhile.
    yield _("Writing the report…")
    draw = partial(_get_picture, pictures) if illustrations else None
    appendix = history if request.history else ()
    yield partial(_write_rest, analysis, request, renderer, folder, edits, built, draw, appendix)


def _write_rest(
    analysis: Analysis,
    request: ReportRequest,
    renderer: Renderer,
    folder: Path,
    edits: SentenceEdits | None,
    figures: Sequence[Figure],
    draw: Draw | None,
    history: Sequence[HistoryLine],
) -> None:
    """Write numbers, tables and documents, which hold the pictures that are drawn by now."""
    folder.mkdir(parents=True, exist_ok=True)
    width_mm = request.figure_style.width_mm
    with language(request.language or current_language()), use_style(request.style or PLAIN.key):
        write_numbers(analysis, folder)
        kinds = get_documents(request.documents or ())
        if not kinds:
            return
        paper = request.paper or A4.key
        document = build_report(analysis, figures, draw, edits, paper, width_mm, history)
        divides = bool(request.supplement)
        for kind in kinds:
            for file, part in kind.list_parts(document, divides):
                write_content(folder / file, kind.write(analysis, part, renderer))


def write_content(path: Path, content: Content) -> None:
    """Write a file, or a folder of files, replacing files of the same names.

    Raises
    ------
    OSError
        If a file cannot be written; those that were there before stay as they were.
    """
    if isinstance(content, bytes):
        replace_file(path, content)
        return
    path.mkdir(parents=True, exist_ok=True)
    for name, data in content.items():
        replace_file(path / name, data)


def write_numbers(analysis: Analysis, folder: Path) -> None:
    """Write ``analysis.json`` and every table as CSV into an existing folder.

    Raises
    ------
    OSError
        If a file cannot be written; an older file of that name stays as it was.
    """
    replace_file(folder / "analysis.json", analysis_json.write_json(analysis).encode())
    tables_folder = folder / "tables"
    tables_folder.mkdir(exist_ok=True)
    for table in build_tables(analysis):
        # Spreadsheets read CSV as UTF-8 only if it begins with a byte order mark.
        replace_file(tables_folder / f"{table.key}.csv", format_csv(table).encode("utf-8-sig"))


def take_steps(steps: Iterable[Step]) -> None:
    """Run every step at once, in this thread."""
    for step in steps:
        if not isinstance(step, str):
            step()


def _find_illustrations(figures: Sequence[Figure], kinds: Sequence[DocumentKind]) -> dict[str, Fit]:
    """Return how each figure of the documents is fitted to their page, by its key."""
    return choose_fits(figures) if any(kind.holds_pictures for kind in kinds) else {}


def _draw_files(
    spec: FigureSpec,
    metadata: Mapping[str, str],
    request: ReportRequest,
    renderer: Renderer,
    folder: Path,
) -> Iterator[Callable[[], None] | None]:
    """Draw a figure for its files; yield None after each strip, then the function that writes."""
    size = request.figure_style
    for suffix in request.formats or ():
        for write in renderer.draw_file(
            spec,
            folder / f"{spec.key}.{suffix}",
            suffix,
            width_mm=size.width_mm,
            dpi=size.dpi,
            metadata=metadata,
        ):
            yield partial(_write_into, folder, write) if write else None


def _write_into(folder: Path, write: Callable[[], None]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    write()


# Documents use these two: a figure as it was built for its files, and its picture. Neither is made
# again while a document is written, which happens off the main thread.
def _get_built(spec: FigureSpec, _analysis: Analysis) -> FigureSpec:
    return spec


def _get_picture(pictures: Mapping[str, bytes], spec: FigureSpec, _width_mm: float) -> bytes:
    return pictures[spec.key]

"""The report's folder: ``analysis.json``, ``tables/*.csv`` and documents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from ketgui.figures.catalogue import FIGURES
from ketgui.figures.figure import Figure
from ketgui.reporting import analysis_json
from ketgui.reporting.documents.markdown import format_markdown
from ketgui.reporting.documents.model import Document, Paper
from ketgui.reporting.documents.report import WIDEST_MM, Draw, build_report, build_result_tables
from ketgui.reporting.documents.web import build_web_page
from ketgui.reporting.documents.word import build_word_file
from ketgui.reporting.documents.workbook import build_workbook
from ketgui.reporting.sentence_edits import SentenceEdits
from ketgui.reporting.tables.csv_file import format_csv
from ketgui.reporting.tables.display_table import build_tables
from ketgui.statistics.analysis import Analysis
from ketgui.writing import replace_file

ToPdf = Callable[[Document], bytes]
# What each kind of document is called in the folder.
DOCUMENTS: dict[str, str] = {
    "docx": "report.docx",
    "html": "report.html",
    "xlsx": "tables.xlsx",
    "md": "results.md",
    "pdf": "report.pdf",
}


def write_report(
    analysis: Analysis,
    folder: Path,
    figures: Sequence[Figure] = FIGURES,
    documents: Sequence[str] = ("md",),
    *,
    draw: Draw | None = None,
    to_pdf: ToPdf | None = None,
    edits: SentenceEdits | None = None,
    paper: Paper = "a4",
    width_mm: float = WIDEST_MM,
) -> None:
    """Write numbers, tables and documents into a folder; figures of their own are not written.

    Parameters
    ----------
    documents : sequence of str
        Keys of ``DOCUMENTS``.
    draw, to_pdf : callable, optional
        What draws a figure, and what makes a PDF of a document; without the one, documents hold
        the captions alone, without the other there is no PDF.
    edits : Edits, optional
        What the user has made of single sentences.
    paper : {"a4", "letter"}
        What documents are printed on.
    width_mm : float
        How wide figures are to be in documents, where the page has the room.

    Raises
    ------
    OSError
        If a file cannot be written; those that were there before stay as they were.
    """
    replace_file(folder / "analysis.json", analysis_json.as_text(analysis).encode())
    into = folder / "tables"
    into.mkdir(exist_ok=True)
    for table in build_tables(analysis):
        # A spreadsheet takes CSV for UTF-8 only if the file begins with a mark.
        replace_file(into / f"{table.key}.csv", format_csv(table).encode("utf-8-sig"))
    drawn = draw if {"docx", "html", "pdf"}.intersection(documents) else None
    whole = build_report(analysis, figures, drawn, edits, paper, width_mm)
    for kind in documents:
        if kind != "pdf":
            replace_file(folder / DOCUMENTS[kind], _made(kind, whole, analysis))
        elif to_pdf:
            replace_file(folder / DOCUMENTS[kind], to_pdf(whole))


def _made(kind: str, document: Document, analysis: Analysis) -> bytes:
    if kind == "xlsx":
        return build_workbook(
            build_result_tables(analysis) or build_tables(analysis), document.title
        )
    if kind == "docx":
        return build_word_file(document)
    return (build_web_page if kind == "html" else format_markdown)(document).encode()

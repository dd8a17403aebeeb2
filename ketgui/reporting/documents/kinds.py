"""The kinds of document that a report is written as.

The modules that write them are imported when a document is written: the command line lists the
kinds in its help, and the window in a dialog.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketgui.reporting.documents.document_kind import DocumentKind
from ketgui.text import mark

if TYPE_CHECKING:
    from ketgui.reporting.documents.model import Document
    from ketgui.reporting.renderer import Renderer
    from ketgui.statistics.analysis import Analysis


R_FOLDER = "r-script"


def _write_word(_analysis: Analysis, document: Document, _renderer: Renderer) -> bytes:
    from ketgui.reporting.documents.word import build_word_file

    return build_word_file(document)


def _write_pdf(_analysis: Analysis, document: Document, renderer: Renderer) -> bytes:
    return renderer.make_pdf(document)


def _write_web_page(_analysis: Analysis, document: Document, _renderer: Renderer) -> bytes:
    from ketgui.reporting.documents.web import build_web_page

    return build_web_page(document).encode()


def _write_slides(_analysis: Analysis, document: Document, _renderer: Renderer) -> bytes:
    from ketgui.reporting.documents.slides import build_slides

    return build_slides(document)


def _write_workbook(analysis: Analysis, document: Document, _renderer: Renderer) -> bytes:
    from ketgui.reporting.documents.report import build_result_tables
    from ketgui.reporting.documents.workbook import build_workbook
    from ketgui.reporting.tables.display_table import build_tables

    # A cohort without any result still gets its tables, with the reasons why they are empty.
    return build_workbook(build_result_tables(analysis) or build_tables(analysis), document.title)


def _write_markdown(_analysis: Analysis, document: Document, _renderer: Renderer) -> bytes:
    from ketgui.reporting.documents.markdown import format_markdown

    return format_markdown(document).encode()


def _write_r_script(
    analysis: Analysis, _document: Document, _renderer: Renderer
) -> dict[str, bytes]:
    from ketgui.reporting.r_script.folder import build_r_folder

    return build_r_folder(analysis)


DOCUMENTS: tuple[DocumentKind, ...] = (
    DocumentKind(
        "docx", mark("Word document with tables and figures"), "report.docx", True, _write_word,
        "supplement.docx", is_default=True,
    ),
    DocumentKind(
        "pdf", mark("PDF"), "report.pdf", True, _write_pdf, "supplement.pdf", is_default=True
    ),
    DocumentKind(
        "html", mark("Web page, one file"), "report.html", True, _write_web_page, "supplement.html"
    ),
    DocumentKind(
        "pptx", mark("PowerPoint, a figure per slide"), "figures.pptx", True, _write_slides
    ),
    DocumentKind(
        "xlsx", mark("Excel workbook, a sheet per table"), "tables.xlsx", False, _write_workbook,
        is_default=True,
    ),
    DocumentKind(
        "md", mark("Plain text (Markdown)"), "results.md", False, _write_markdown, "supplement.md"
    ),
    DocumentKind(
        "r", mark("R script that computes every number again"), R_FOLDER, False, _write_r_script
    ),
)  # fmt: skip


def get_documents(keys: tuple[str, ...]) -> tuple[DocumentKind, ...]:
    """Return the kinds of these keys, in the order of the keys."""
    by_key = {kind.key: kind for kind in DOCUMENTS}
    return tuple(by_key[key] for key in keys)

"""A single paragraph with a title as a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ketgui.reporting.documents.markdown import format_markdown
from ketgui.reporting.documents.model import Document, Paragraph
from ketgui.reporting.documents.web import build_web_page
from ketgui.reporting.documents.word import build_word_file
from ketgui.writing import replace_file

_BUILDERS: dict[str, Callable[[Document], bytes]] = {
    "docx": build_word_file,
    # With a byte order mark, since older editors on Windows otherwise misread accents.
    "txt": lambda document: _format_plain(document).encode("utf-8-sig"),
    "html": lambda document: build_web_page(document).encode(),
    "md": lambda document: format_markdown(document).encode(),
}


def write_text(title: str, text: str, language: str, path: Path, kind: str) -> None:
    """Write a paragraph to a file; an existing file is replaced completely or not at all.

    Parameters
    ----------
    title, text : str
    language : str
        Code of their language.
    path : Path
    kind : {"docx", "txt", "html", "md"}

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    document = Document(title, (Paragraph(text),), language)
    replace_file(path, _BUILDERS[kind](document))


def _format_plain(document: Document) -> str:
    paragraphs = (block.text for block in document.blocks if isinstance(block, Paragraph))
    return "\n\n".join((document.title, *paragraphs)) + "\n"

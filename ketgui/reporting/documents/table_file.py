"""One table as a separate file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ketgui.reporting.documents.model import Document
from ketgui.reporting.documents.web import build_web_page
from ketgui.reporting.documents.word import build_word_file
from ketgui.reporting.documents.workbook import build_workbook
from ketgui.reporting.tables.csv_file import format_csv
from ketgui.reporting.tables.display_table import DisplayTable
from ketgui.writing import replace_file

_BUILDERS: dict[str, Callable[[DisplayTable], bytes]] = {
    "xlsx": lambda table: build_workbook((table,), table.title),
    # A byte order mark, without which spreadsheets misread accents.
    "csv": lambda table: format_csv(table).encode("utf-8-sig"),
    "docx": lambda table: build_word_file(Document.from_table(table)),
    "html": lambda table: build_web_page(Document.from_table(table)).encode(),
}
TABLE_KINDS: tuple[str, ...] = tuple(_BUILDERS)


def build_table_file(table: DisplayTable, kind: str) -> bytes:
    """Return the bytes of a table's file; `kind` is one of ``TABLE_KINDS``."""
    return _BUILDERS[kind](table)


def write_table(table: DisplayTable, path: Path, kind: str) -> None:
    """Write a table to a file; an existing file is replaced completely or not at all.

    Parameters
    ----------
    kind : {"xlsx", "csv", "docx", "html"}

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    replace_file(path, build_table_file(table, kind))

"""One table as a file of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ketgui.reporting.documents.model import Document
from ketgui.reporting.documents.web import web_page
from ketgui.reporting.documents.word import word_file
from ketgui.reporting.documents.workbook import workbook_bytes
from ketgui.reporting.tables.csv_file import csv_text
from ketgui.reporting.tables.written import Table
from ketgui.writing import replace_file

# Each makes the bytes of a file of its kind.
_MAKERS: dict[str, Callable[[Table], bytes]] = {
    "xlsx": lambda table: workbook_bytes((table,), table.title),
    "csv": lambda table: csv_text(table).encode("utf-8-sig"),
    "docx": lambda table: word_file(Document.of_table(table)),
    "html": lambda table: web_page(Document.of_table(table)).encode(),
}
TABLE_KINDS: tuple[str, ...] = tuple(_MAKERS)


def table_bytes(table: Table, kind: str) -> bytes:
    """Return a table as a file of a kind out of ``TABLE_KINDS``."""
    return _MAKERS[kind](table)


def write_table(table: Table, path: Path, kind: str) -> None:
    """Write a table to a file; an existing one is replaced whole or not at all.

    Parameters
    ----------
    kind : {"xlsx", "csv", "docx", "html"}

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    replace_file(path, table_bytes(table, kind))

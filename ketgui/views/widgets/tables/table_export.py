"""Copying a table, and exporting it to a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from ketgui.session.jobs import Jobs
from ketgui.text import _, integer, mark
from ketgui.views.widgets.dialogs import ask_save, show_notice
from ketgui.writing import explain_failure

if TYPE_CHECKING:
    from ketgui.reporting.tables.display_table import DisplayTable

# What a file is called where it is offered, and among the files of its kind.
KINDS: dict[str, tuple[str, str]] = {
    "xlsx": (mark("Export to Excel…"), mark("Excel workbooks")),
    "csv": (mark("Export to CSV…"), mark("CSV files")),
    "docx": (mark("Export to Word…"), mark("Word documents")),
    "html": (mark("Export to a web page…"), mark("Web pages")),
}
# A document of more rows takes minutes to write and to open; a spreadsheet holds them.
_MOST_IN_DOCUMENT = 5_000
# Up to this many rows are formatted without a noticeable wait.
_FEW = 1_000


class TableExport:
    """Copies and exports the table that a view shows; large ones off the main thread.

    Parameters
    ----------
    view : QWidget
        The view; a notice in its window shows the outcome.
    source : callable
        Called in the main thread; returns a function that makes the table in another thread.
    """

    def __init__(
        self, view: QWidget, source: Callable[[], Callable[[], DisplayTable] | None]
    ) -> None:
        self._view, self._source = view, source
        self._jobs = Jobs(view, newest_wins=False)

    @property
    def busy(self) -> bool:
        """Whether a table is being written."""
        return self._jobs.is_busy

    def add_to(self, menu: QMenu) -> None:
        """Add a command for each kind of file."""
        for kind, (title, _files) in KINDS.items():
            menu.addAction(_(title)).triggered.connect(
                lambda _checked=False, kind=kind: self.ask(kind)
            )

    def copy(self, make: Callable[[], DisplayTable], rows: int) -> None:
        """Put the table that `make` returns on the clipboard; `rows` is its number of rows."""
        # In one go, so that the next Ctrl+V has it.
        if rows <= _FEW:
            self._on_copied(_format_for_clipboard(make))
        else:
            self._jobs.start(lambda: _format_for_clipboard(make), self._on_copied)

    def _on_copied(self, copied: tuple[str, str]) -> None:
        _put_on_clipboard(copied)
        show_notice(self._view, _("Copied"))

    def ask(self, kind: str) -> None:
        """Ask where to write the table, and write it."""
        make = self._source()
        if make is None:
            return
        suffix = f".{kind}"
        kinds = f"{_(KINDS[kind][1])} (*{suffix})"
        suggested = f"{_make_file_name(self._view.accessibleName())}{suffix}"
        path = ask_save(self._view, _("Export table"), suggested, kinds)
        if path:
            # Appended, not replaced: in "table.v2" the part after the dot belongs to the name.
            named = path if path.suffix.lower() == suffix else path.with_name(path.name + suffix)
            self.write(make, named, kind)

    def write(self, make: Callable[[], DisplayTable], path: Path, kind: str) -> None:
        """Write the table that `make` returns to a file; the window shows the outcome."""
        show_notice(self._view, _("Writing {name}…", name=path.name))
        self._jobs.start(lambda: _write_table(make, path, kind), self._on_written)

    def _on_written(self, outcome: tuple[str, Path | None]) -> None:
        show_notice(self._view, *outcome)


def _format_for_clipboard(make: Callable[[], DisplayTable]) -> tuple[str, str]:
    """Return a table as tabbed text for spreadsheets, and as HTML for documents."""
    from ketgui.reporting.tables.markup import format_table_html, format_table_text

    table = make()
    return format_table_text(table), format_table_html(table)


def _put_on_clipboard(copied: tuple[str, str]) -> None:
    text, html = copied
    data = QMimeData()
    data.setText(text)
    data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)


def _write_table(
    make: Callable[[], DisplayTable], path: Path, kind: str
) -> tuple[str, Path | None]:
    """Write the table and return a sentence on the outcome, and the file if there is one."""
    from ketgui.reporting.documents.table_file import write_table

    table = make()
    if kind in ("docx", "html") and len(table.rows) > _MOST_IN_DOCUMENT:
        reason = _(
            "Nothing was written: the table has {n} rows, and a document holds at most {most}. "
            "Export it to Excel or CSV.",
            n=integer(len(table.rows)),
            most=integer(_MOST_IN_DOCUMENT),
        )
        return reason, None
    try:
        write_table(table, path, kind)
    except OSError as error:
        return explain_failure(error), None
    return _("The table is in {path}.", path=path), path


def _make_file_name(title: str) -> str:
    """Return a title as a file can be called on every system."""
    letters = "".join(character if character.isalnum() else " " for character in title)
    return "-".join(letters.split()).lower() or "table"

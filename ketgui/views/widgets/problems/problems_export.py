"""The problems of a file as a CSV list, for the person responsible for the data."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ketgui.text import _
from ketgui.views.widgets.dialogs import ask_save
from ketgui.writing import explain_failure, replace_file

if TYPE_CHECKING:
    from ketgui.importing.issues import Issue


def format_problems(issues: Sequence[Issue]) -> str:
    """Return the issues as CSV, one a row, with file, sheet, row and column of each."""
    from ketgui.importing.issues import list_all
    from ketgui.reporting.tables.csv_file import format_csv
    from ketgui.reporting.tables.display_table import DisplayTable

    headers = (
        _("Severity"), _("File"), _("Sheet"), _("Row"), _("Column"), _("Patient"),
        _("What was found"), _("How to fix it"),
    )  # fmt: skip
    severities = {"error": _("To answer"), "warning": _("Checks"), "note": _("Note")}
    rows = tuple(
        (
            severities[issue.severity], issue.file, issue.sheet,
            "" if issue.row is None else str(issue.row), issue.column, issue.patient_id,
            issue.message, issue.fix,
        )
        for issue in list_all(issues)
    )  # fmt: skip
    return format_csv(
        DisplayTable("problems", _("Problems"), headers, rows, (False,) * len(headers))
    )


def save_problems(parent: QWidget, issues: Sequence[Issue]) -> str:
    """Ask where to write the list; return where it went or why not, empty if nowhere."""
    # Named after the file it is about: the list goes to the person who can correct that file.
    suggested = f"{Path(issues[0].file).stem}-{_('problems')}.csv" if issues else ""
    kinds = f"{_('CSV files')} (*.csv)"
    path = ask_save(parent, _("Save the list of problems"), suggested, kinds)
    if path is None:
        return ""
    path = path if path.suffix else path.with_suffix(".csv")
    try:
        # Without a byte order mark Excel reads the system's encoding, which breaks accents.
        replace_file(path, format_problems(issues).encode("utf-8-sig"))
    except OSError as error:
        return explain_failure(error)
    return _("The list is in {path}.", path=path)

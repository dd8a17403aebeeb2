"""A table as CSV text that a spreadsheet opens without running anything in it."""

from __future__ import annotations

import csv
import io

from ketgui.reporting.tables.written import Table
from ketgui.text import _

# A cell that begins with one of these is a formula to a spreadsheet, whoever typed it.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_text(table: Table) -> str:
    """Return the table as CSV: commas, quotes where needed, CRLF lines.

    CSV has but one line of headings: a group's title stands before the header of each column.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([as_text(header) for header in _headers(table)])
    writer.writerows([as_text(cell) for cell in row] for row in table.rows)
    return out.getvalue()


def _headers(table: Table) -> list[str]:
    if not table.groups:
        return list(table.headers)
    above = [group.title for group in table.groups for _place in range(group.columns)]
    return [
        _("{name}: {value}", name=group, value=header) if group else header
        for group, header in zip(above, table.headers, strict=True)
    ]


def as_text(cell: str) -> str:
    """Return `cell` so that a spreadsheet takes it as text, a formula's start quoted."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell

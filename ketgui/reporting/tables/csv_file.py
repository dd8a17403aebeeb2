"""A table as CSV text that a spreadsheet opens without running anything in it."""

from __future__ import annotations

import csv
import io

from ketgui.reporting.tables.display_table import DisplayTable
from ketgui.text import _

# A cell that begins with one of these is a formula to a spreadsheet, whoever typed it.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def format_csv(table: DisplayTable) -> str:
    """Return the table as CSV: commas, quotes where needed, CRLF lines.

    CSV has but one line of headings: a group's title stands before the header of each column.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([escape_formula(header) for header in _combine_headers(table)])
    writer.writerows([escape_formula(cell) for cell in row] for row in table.rows)
    return out.getvalue()


def _combine_headers(table: DisplayTable) -> list[str]:
    if not table.groups:
        return list(table.headers)
    above = [group.title for group in table.groups for _place in range(group.columns)]
    return [
        _("{name}: {value}", name=group, value=header) if group else header
        for group, header in zip(above, table.headers, strict=True)
    ]


def escape_formula(cell: str) -> str:
    """Return `cell` so that a spreadsheet takes it as text, a formula's start quoted."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell

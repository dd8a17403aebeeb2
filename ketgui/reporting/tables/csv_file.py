"""A table as CSV, safe to open in a spreadsheet: no cell is run as a formula."""

from __future__ import annotations

import csv
import io

from ketgui.reporting.tables.display_table import DisplayTable
from ketgui.text import _, language_rules

# A spreadsheet runs a cell that starts with one of these as a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def format_csv(table: DisplayTable) -> str:
    """Return the table as CSV: quotes where needed, CRLF lines.

    Where the language writes decimals with a comma, so does the spreadsheet: it then separates
    cells by semicolons.

    CSV has only one header row, so that a group's title precedes the header of each column.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if language_rules().decimal_mark == "," else ",")
    # Headers may come from a file, so that they are escaped like cells.
    writer.writerow([escape_formula(header) for header in _combine_headers(table)])
    writer.writerows([escape_formula(cell) for cell in row] for row in table.rows)
    return out.getvalue()


def _combine_headers(table: DisplayTable) -> list[str]:
    if not table.groups:
        return list(table.headers)
    titles = [group.title for group in table.groups for _column in range(group.columns)]
    return [
        _("{name}: {value}", name=group, value=header) if group else header
        for group, header in zip(titles, table.headers, strict=True)
    ]


def escape_formula(cell: str) -> str:
    """Return a cell with a quote before the start of a formula, so that it stays text."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell

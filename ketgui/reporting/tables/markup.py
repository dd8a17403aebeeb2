"""A table as HTML, for a page or for Word by way of the clipboard, and as tab-separated text."""

from __future__ import annotations

from ketgui.reporting.tables.csv_file import escape_formula
from ketgui.reporting.tables.display_table import DisplayTable
from ketgui.reporting.typography import format_html

_RULE = "1px solid #000"
# Word takes a pasted table's look from each cell, not from a style sheet.
_CELL = "padding:2px 8px;vertical-align:top;"
# A pasted cell is text to the one and to the other, whatever it begins with.
_TEXT_IN_EXCEL = "mso-number-format:'\\@'"
_TEXT_IN_LIBREOFFICE = 'sdnum="1033;0;@"'
_INDENT_CM = 0.4
_CAPTION = "margin-top:0.2cm;margin-bottom:0.1cm;text-align:left;page-break-after:avoid"
# Tables of so many rows are not torn between pages.
MAX_UNBROKEN_ROWS = 30


def format_table_html(table: DisplayTable, number: str = "") -> str:
    """Return a ``<table>`` with its caption, merged headings and inline rules.

    Parameters
    ----------
    number : str
        What stands before its title ("Table 1"), empty for none.
    """
    caption = ". ".join(filter(None, (number, table.heading)))
    head = _format_group_row(table) + _format_row(table, table.headers, "th")
    body = "".join(_format_row(table, row, "td", at) for at, row in enumerate(table.rows))
    note = f'<p class="note">{format_html(table.note)}</p>\n' if table.note else ""
    return (
        f'<table cellpadding="4" style="{_format_page_break(table)}border-collapse:collapse;'
        f'border-bottom:{_RULE}">\n'
        f'<caption style="text-align:left"><p style="{_CAPTION}">'
        f"{format_html(caption)}</p></caption>\n<thead>\n{head}</thead>\n"
        f"<tbody>\n{body}</tbody>\n</table>\n{note}"
    )


def _format_page_break(table: DisplayTable) -> str:
    """Keep a table that is short on one page."""
    return "page-break-inside:avoid;" if len(table.rows) <= MAX_UNBROKEN_ROWS else ""


def format_table_text(table: DisplayTable) -> str:
    """Return the headers and rows as tab-separated lines, a cell's own line ends as spaces.

    What a spreadsheet would take for a formula is quoted, as in CSV.
    """
    lines = (*_list_group_cells(table), table.headers, *table.rows)
    return "\n".join(
        "\t".join(escape_formula(" ".join(cell.split())) for cell in line) for line in lines
    )


def _list_group_cells(table: DisplayTable) -> tuple[tuple[str, ...], ...]:
    if not table.groups:
        return ()
    return (tuple(w for g in table.groups for w in (g.title, *[""] * (g.columns - 1))),)


def _format_group_row(table: DisplayTable) -> str:
    if not table.groups:
        return ""
    look = f"{_CELL}border-top:{_RULE};text-align:center"
    cells = "".join(
        f'<th colspan="{group.columns}" scope="colgroup" {_format_attributes(look, group.title)}>'
        f"{_format_paragraph(group.title)}</th>"
        for group in table.groups
    )
    return f"<tr>{cells}</tr>\n"


def _format_row(table: DisplayTable, words: tuple[str, ...], tag: str, row: int = -1) -> str:
    cells = "".join(
        _format_cell(table, tag, place, text, table.indent(row) if row >= 0 and not place else 0)
        for place, text in enumerate(words)
    )
    return f"<tr>{cells}</tr>\n"


def _format_cell(table: DisplayTable, tag: str, place: int, text: str, indent: int) -> str:
    look = f"{_CELL}text-align:{'right' if table.numeric[place] else 'left'}"
    if tag == "th":
        top = "" if table.groups else f";border-top:{_RULE}"
        look += f";border-bottom:{_RULE}{top}"
        return f'<th scope="col" {_format_attributes(look, text)}>{_format_paragraph(text)}</th>'
    # A row is named by its label; a header cell there would be bold in Word.
    return f"<td {_format_attributes(look, text)}>{_format_paragraph(text, indent)}</td>"


def _format_attributes(look: str, text: str) -> str:
    """Return a cell's attributes: what a spreadsheet would take for a formula is marked as text."""
    if escape_formula(text) == text:
        return f'style="{look}"'
    return f'{_TEXT_IN_LIBREOFFICE} style="{look};{_TEXT_IN_EXCEL}"'


def _format_paragraph(text: str, indent: int = 0) -> str:
    # Without one of its own, a cell takes the space after paragraphs of whatever it is pasted into.
    left = f";margin-left:{indent * _INDENT_CM:g}cm" if indent else ""
    return f'<p style="margin-top:0cm;margin-bottom:0cm{left}">{_format_lines(text)}</p>'


def _format_lines(text: str) -> str:
    return format_html(text).replace("\n", "<br>")

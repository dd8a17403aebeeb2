"""A table as HTML for a web page or for pasting into Word, and as tab-separated text."""

from __future__ import annotations

from ketgui.reporting.paragraphs.typography import format_html
from ketgui.reporting.tables.csv_file import escape_formula
from ketgui.reporting.tables.display_table import DisplayTable

_RULE = "1px solid #000"
# Word ignores a style sheet in pasted HTML, so that each cell carries its own style.
_CELL = "padding:2px 8px;vertical-align:top;"
# These keep a pasted cell from being run as a formula, in Excel and in LibreOffice.
_TEXT_IN_EXCEL = "mso-number-format:'\\@'"
_TEXT_IN_LIBREOFFICE = 'sdnum="1033;0;@"'
_INDENT_CM = 0.4
_CAPTION = "margin-top:0.2cm;margin-bottom:0.1cm;text-align:left;page-break-after:avoid"
# Tables of up to so many rows are kept on one page.
MAX_UNBROKEN_ROWS = 30


def format_table_html(table: DisplayTable, number: str = "", *, row_headers: bool = False) -> str:
    """Return a ``<table>`` with its caption, merged headings and inline rules.

    Parameters
    ----------
    number : str
        Label before the title ("Table 1"), empty for none.
    row_headers : bool
        Whether the label of a row is a header cell, which screen readers say with its values. On
        the clipboard it is a plain cell, because Word makes header cells bold.
    """
    # A table on the clipboard has no number.
    caption = ". ".join(filter(None, (number, table.heading)))
    head = _format_group_row(table) + _format_row(table, table.headers, "th")
    label = "th" if row_headers else "td"
    body = "".join(
        _format_row(table, row, "td", index, label) for index, row in enumerate(table.rows)
    )
    note = f'<p class="note">{format_html(table.note)}</p>\n' if table.note else ""
    return (
        f'<table cellpadding="4" style="{_format_page_break(table)}border-collapse:collapse;'
        f'border-bottom:{_RULE}">\n'
        f'<caption style="text-align:left"><p style="{_CAPTION}">'
        f"{format_html(caption)}</p></caption>\n<thead>\n{head}</thead>\n"
        f"<tbody>\n{body}</tbody>\n</table>\n{note}"
    )


def _format_page_break(table: DisplayTable) -> str:
    """Return the style that keeps a short table on one page."""
    return "page-break-inside:avoid;" if len(table.rows) <= MAX_UNBROKEN_ROWS else ""


def format_table_text(table: DisplayTable) -> str:
    """Return the headers and rows as tab-separated lines; line breaks in cells become spaces.

    A cell that a spreadsheet would run as a formula is quoted, as in CSV.
    """
    lines = (*_list_group_cells(table), table.headers, *table.rows)
    return "\n".join(
        "\t".join(escape_formula(" ".join(cell.split())) for cell in line) for line in lines
    )


def _list_group_cells(table: DisplayTable) -> tuple[tuple[str, ...], ...]:
    if not table.groups:
        return ()
    return (
        tuple(
            text for group in table.groups for text in (group.title, *[""] * (group.columns - 1))
        ),
    )


def _format_group_row(table: DisplayTable) -> str:
    if not table.groups:
        return ""
    style = f"{_CELL}border-top:{_RULE};text-align:center"
    cells = "".join(
        f'<th colspan="{group.columns}" scope="colgroup" {_format_attributes(style, group.title)}>'
        f"{_format_paragraph(group.title)}</th>"
        for group in table.groups
    )
    return f"<tr>{cells}</tr>\n"


def _format_row(
    table: DisplayTable, texts: tuple[str, ...], tag: str, row: int = -1, label: str = ""
) -> str:
    indent = table.indent(row) if row >= 0 else 0
    first = _format_label(texts[0], indent) if label == "th" and texts[0] else ""
    cells = first + "".join(
        _format_cell(table, tag, column, text, 0 if column else indent)
        for column, text in enumerate(texts)
        if column or not first
    )
    return f"<tr>{cells}</tr>\n"


def _format_cell(table: DisplayTable, tag: str, column: int, text: str, indent: int) -> str:
    style = f"{_CELL}text-align:{'right' if table.numeric[column] else 'left'}"
    if tag == "th":
        top = "" if table.groups else f";border-top:{_RULE}"
        style += f";border-bottom:{_RULE}{top}"
        return f'<th scope="col" {_format_attributes(style, text)}>{_format_paragraph(text)}</th>'
    return f"<td {_format_attributes(style, text)}>{_format_paragraph(text, indent)}</td>"


def _format_label(text: str, indent: int) -> str:
    style = f"{_CELL}text-align:left;font-weight:normal"
    return (
        f'<th scope="row" {_format_attributes(style, text)}>{_format_paragraph(text, indent)}</th>'
    )


def _format_attributes(style: str, text: str) -> str:
    """Return a cell's attributes; a cell that could be run as a formula is marked as text."""
    if escape_formula(text) == text:
        return f'style="{style}"'
    return f'{_TEXT_IN_LIBREOFFICE} style="{style};{_TEXT_IN_EXCEL}"'


def _format_paragraph(text: str, indent: int = 0) -> str:
    # Without margins of its own, a pasted cell gets the paragraph spacing of the document.
    left = f";margin-left:{indent * _INDENT_CM:g}cm" if indent else ""
    return f'<p style="margin-top:0cm;margin-bottom:0cm{left}">{_format_lines(text)}</p>'


def _format_lines(text: str) -> str:
    return format_html(text).replace("\n", "<br>")

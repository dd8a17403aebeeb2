"""Tables as an XLSX workbook: one sheet for each table, numbers as numbers."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any

from ketgui import __version__
from ketgui.reporting.tables.cell_parts import PART_TITLES, CellPart, split_cell
from ketgui.reporting.tables.display_table import DisplayTable
from ketgui.text import _, language_rules

# A fixed date makes the same tables the same bytes at any time.
FIXED_DATE = datetime(2000, 1, 1)
_MAX_NAME_LENGTH = 31
_MAX_TEXT_LENGTH = 32_767
# Widths in characters: limits of a column, and of a header before it wraps.
_MIN_WIDTH, _MAX_WIDTH, _HEADER_WIDTH = 8, 50, 16
_LINE_POINTS = 15.0


def build_workbook(tables: Sequence[DisplayTable], title: str) -> bytes:
    """Return a workbook with a sheet for every table.

    Parameters
    ----------
    tables : sequence of Table
        At least one.
    title : str
        Title in the file's properties.
    """
    import xlsxwriter  # pyright: ignore[reportMissingTypeStubs]

    out = io.BytesIO()
    # A text from a file must stay text, whatever it starts with.
    book: Any = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False,
                          "strings_to_urls": False, "strings_to_numbers": False})  # fmt: skip
    book.set_properties({"title": title, "author": "", "created": FIXED_DATE,
                         "comments": f"KetGUI {__version__}"})  # fmt: skip
    names: set[str] = set()
    for table in tables:
        _Sheet(book, book.add_worksheet(_choose_sheet_name(table.title, names)), table).write()
    book.close()
    return out.getvalue()


@dataclass(frozen=True)
class _Column:
    """One column of a table and the columns of the spreadsheet that it fills, from `first`."""

    header: str
    first: int
    names: tuple[str, ...]
    numeric: bool

    @property
    def last(self) -> int:
        return self.first + len(self.names) - 1

    def find_column(self, part: CellPart) -> int:
        """Return the spreadsheet's column of a part; text goes to the first."""
        return self.first + (self.names.index(part.name) if part.name else 0)


class _Sheet:
    """Writes one table to one sheet."""

    def __init__(self, book: Any, sheet: Any, table: DisplayTable) -> None:
        self._book, self._sheet, self._table = book, sheet, table
        self._parts = _split_cells(table)
        self._columns = _build_columns(table, self._parts)
        self._formats: dict[str, Any] = {}
        self._longest: dict[int, int] = {}

    def write(self) -> None:
        """Write title, headings, rows and note."""
        last = self._columns[-1].last
        self._write_across(0, 0, last, self._table.heading, "title")
        headers = self._write_groups(1)
        row = self._write_headers(headers)
        self._sheet.freeze_panes(row, 1)
        self._sheet.repeat_rows(0, row - 1)
        for index, line in enumerate(self._parts):
            self._write_row(row + index, line, self._table.indent(index))
        width = self._set_widths(headers)
        if self._table.note:
            self._write_note(row + len(self._parts) + 1, last, width)
        # Most tables are wider than tall; fitting the width keeps all columns on one page.
        self._sheet.set_landscape()
        self._sheet.fit_to_pages(1, 0)

    def _write_note(self, row: int, last: int, width: float) -> None:
        """Write the note across the table: a wider line would shrink the whole sheet in print."""
        self._write_across(row, 0, last, self._table.note, "words")
        self._sheet.set_row(row, ceil(1.2 * len(self._table.note) / width) * _LINE_POINTS)

    def _write_groups(self, row: int) -> int:
        column = 0
        for group in self._table.groups:
            first, last = self._columns[column], self._columns[column + group.columns - 1]
            self._write_across(row, first.first, last.last, group.title, "group")
            column += group.columns
        return row + bool(self._table.groups)

    def _write_headers(self, row: int) -> int:
        is_divided = any(len(column.names) > 1 for column in self._columns)
        for column in self._columns:
            self._write_across(row, column.first, column.last, column.header, "header")
            if is_divided:
                for offset, name in enumerate(column.names):
                    title = PART_TITLES[name]
                    text = _(title) if len(column.names) > 1 else ""
                    self._write_text(row + 1, column.first + offset, text, "header")
        return row + 1 + is_divided

    def _write_row(self, row: int, line: tuple[tuple[CellPart, ...], ...], indent: int) -> None:
        for column, cell in zip(self._columns, line, strict=True):
            for part in cell:
                index = column.find_column(part)
                if isinstance(part.value, str):
                    look = "words right" if column.numeric else "words"
                    look = f"indent {indent}" if indent and not index else look
                    self._write_text(row, index, part.value, look)
                    length = len(part.value) + 2 * indent
                    self._longest[index] = max(self._longest.get(index, 0), length)
                else:
                    self._sheet.write_number(
                        row, index, part.value, self._get_format(part.number_format)
                    )

    def _write_across(self, row: int, first: int, last: int, text: str, look: str) -> None:
        if last > first:
            # The text is written after merging, which would run it as a formula.
            self._sheet.merge_range(row, first, row, last, "", self._get_format(look))
        self._write_text(row, first, text, look)

    def _write_text(self, row: int, column: int, text: str, look: str) -> None:
        self._sheet.write_string(row, column, text[:_MAX_TEXT_LENGTH], self._get_format(look))

    def _get_format(self, look: str) -> Any:
        if look not in self._formats:
            self._formats[look] = self._book.add_format(_get_format_options(look))
        return self._formats[look]

    def _set_widths(self, row: int) -> float:
        """Set the columns' widths and the height of the headers; return the width in characters."""
        lines, total = 1, 0.0
        for column in self._columns:
            header = min(len(column.header) / len(column.names), _HEADER_WIDTH)
            width = 0.0
            for index, name in enumerate(column.names, column.first):
                title = PART_TITLES[name]
                content = max(self._longest.get(index, 0), header, len(_(title)), _MIN_WIDTH)
                width += min(content, _MAX_WIDTH) + 1
                self._sheet.set_column(index, index, min(content, _MAX_WIDTH) + 1)
            lines = max(lines, ceil(1.2 * len(column.header) / width))
            total += width
        self._sheet.set_row(row, lines * _LINE_POINTS)
        return total


def _get_format_options(name: str) -> dict[str, Any]:
    if name in ("title", "group", "header"):
        align = "left" if name == "title" else "center"
        rule = {"bottom": 1} if name != "title" else {}
        return {"bold": True, "align": align, "valign": "vcenter", "text_wrap": name != "title",
                **rule}  # fmt: skip
    if name in ("words", "words right"):
        align = "right" if name == "words right" else "left"
        return {"text_wrap": True, "valign": "top", "align": align}
    if name.startswith("indent "):
        # Spreadsheets indent only cells that are explicitly left-aligned.
        return {**_get_format_options("words"), "indent": int(name.removeprefix("indent "))}
    return {"num_format": name, "valign": "top"}


def _split_cells(table: DisplayTable) -> tuple[tuple[tuple[CellPart, ...], ...], ...]:
    if table.cells:
        return tuple(tuple(map(split_cell, line)) for line in table.cells)
    return tuple(tuple((CellPart("", text),) for text in line) for line in table.rows)


def _build_columns(
    table: DisplayTable, lines: tuple[tuple[tuple[CellPart, ...], ...], ...]
) -> tuple[_Column, ...]:
    columns: list[_Column] = []
    first = 0
    for index, header in enumerate(table.headers):
        names = {part.name for line in lines for part in line[index]}
        column = _Column(
            header,
            first,
            tuple(n for n in PART_TITLES if n in names) or ("value",),
            table.numeric[index],
        )
        columns.append(column)
        first = column.last + 1
    return tuple(columns)


def _choose_sheet_name(title: str, used: set[str]) -> str:
    """Return a valid name that no other sheet has, and add it to `used`."""
    # These characters are forbidden in names of sheets.
    plain = " ".join(re.sub(r"[\[\]:*?/\\]", " ", title).split()).strip("'") or _("Table")
    name, n = shorten_title(plain, _MAX_NAME_LENGTH), 1
    # Names of sheets are compared without case.
    while name.casefold() in used:
        n += 1
        name = f"{shorten_title(plain, _MAX_NAME_LENGTH - len(str(n)) - 1)} {n}"
    used.add(name.casefold())
    return name


def shorten_title(title: str, most: int) -> str:
    """Return a title of at most `most` letters, in whole words.

    A longer one goes without its small words and commas, then without its last words.

    Examples
    --------
    >>> shorten_title("Adverse events, by highest severity", 31)
    'Adverse events highest severity'
    >>> shorten_title("Comparison with published rates of two studies", 31)
    'Comparison published rates two'
    """
    if len(title) <= most:
        return title
    small = language_rules().small_words
    words = [word.strip(",;") for word in title.split() if word.casefold() not in small]
    while len(words) > 1 and len(" ".join(words)) > most:
        words.pop()
    # A single word can be longer than the name of a sheet.
    return " ".join(words)[:most]

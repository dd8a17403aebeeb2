"""Tables as an XLSX workbook: a sheet each, numbers as numbers, words as words."""

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
from ketgui.text import _

# The same tables make the same bytes whenever they are written.
FIXED_DATE = datetime(2000, 1, 1)
_MAX_NAME_LENGTH = 31
_MAX_TEXT_LENGTH = 32_767
# Widths in characters: of a column, and of a header before it is wrapped.
_NARROWEST, _WIDEST, _HEADER = 8, 50, 16
_LINE_POINTS = 15.0


def build_workbook(tables: Sequence[DisplayTable], title: str) -> bytes:
    """Return a workbook with a sheet for every table.

    Parameters
    ----------
    tables : sequence of Table
        At least one.
    title : str
        What the file says it is.
    """
    import xlsxwriter  # pyright: ignore[reportMissingTypeStubs]

    out = io.BytesIO()
    book: Any = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False,
                          "strings_to_urls": False, "strings_to_numbers": False})  # fmt: skip
    book.set_properties({"title": title, "author": "", "created": FIXED_DATE,
                         "comments": f"KetGUI {__version__}"})  # fmt: skip
    taken: set[str] = set()
    for table in tables:
        _Sheet(book, book.add_worksheet(_choose_sheet_name(table.title, taken)), table).write()
    book.close()
    return out.getvalue()


@dataclass(frozen=True)
class _Column:
    """One column of a table and the spreadsheet's columns that it takes, from `first`."""

    header: str
    first: int
    names: tuple[str, ...]
    numeric: bool

    @property
    def last(self) -> int:
        return self.first + len(self.names) - 1

    def place(self, part: CellPart) -> int:
        """Return the column of a part; words stand in the first."""
        return self.first + (self.names.index(part.name) if part.name else 0)


class _Sheet:
    """One table on one sheet."""

    def __init__(self, book: Any, sheet: Any, table: DisplayTable) -> None:
        self._book, self._sheet, self._table = book, sheet, table
        self._parts = _split_cells(table)
        self._columns = _build_columns(table, self._parts)
        self._forms: dict[str, Any] = {}
        self._longest: dict[int, int] = {}

    def write(self) -> None:
        """Write title, headings, rows and note."""
        last = self._columns[-1].last
        self._across(0, 0, last, self._table.heading, "title")
        headers = self._groups(1)
        row = self._headers(headers)
        self._sheet.freeze_panes(row, 1)
        self._sheet.repeat_rows(0, row - 1)
        for at, line in enumerate(self._parts, row):
            self._row(at, line, self._table.indent(at - row))
        width = self._widths(headers)
        if self._table.note:
            self._note(row + len(self._parts) + 1, last, width)
        self._sheet.set_landscape()
        self._sheet.fit_to_pages(1, 0)

    def _note(self, row: int, last: int, width: float) -> None:
        """Write the note as wide as the table: printed, a longer line would make all small."""
        self._across(row, 0, last, self._table.note, "words")
        self._sheet.set_row(row, ceil(1.2 * len(self._table.note) / width) * _LINE_POINTS)

    def _groups(self, row: int) -> int:
        column = 0
        for group in self._table.groups:
            first, last = self._columns[column], self._columns[column + group.columns - 1]
            self._across(row, first.first, last.last, group.title, "group")
            column += group.columns
        return row + bool(self._table.groups)

    def _headers(self, row: int) -> int:
        divided = any(len(column.names) > 1 for column in self._columns)
        for column in self._columns:
            self._across(row, column.first, column.last, column.header, "header")
            if divided:
                for place, name in enumerate(column.names):
                    title = PART_TITLES[name]
                    words = _(title) if len(column.names) > 1 else ""
                    self._string(row + 1, column.first + place, words, "header")
        return row + 1 + divided

    def _row(self, row: int, line: tuple[tuple[CellPart, ...], ...], indent: int) -> None:
        for column, cell in zip(self._columns, line, strict=True):
            for part in cell:
                at = column.place(part)
                if isinstance(part.value, str):
                    look = "words right" if column.numeric else "words"
                    look = f"indent {indent}" if indent and not at else look
                    self._string(row, at, part.value, look)
                    self._longest[at] = max(self._longest.get(at, 0), len(part.value) + 2 * indent)
                else:
                    self._sheet.write_number(row, at, part.value, self._form(part.form))

    def _across(self, row: int, first: int, last: int, words: str, look: str) -> None:
        if last > first:
            # The merged cell is written again, since merging would take words for a formula.
            self._sheet.merge_range(row, first, row, last, "", self._form(look))
        self._string(row, first, words, look)

    def _string(self, row: int, column: int, words: str, look: str) -> None:
        self._sheet.write_string(row, column, words[:_MAX_TEXT_LENGTH], self._form(look))

    def _form(self, look: str) -> Any:
        if look not in self._forms:
            self._forms[look] = self._book.add_format(_get_format_options(look))
        return self._forms[look]

    def _widths(self, row: int) -> float:
        """Give the columns their widths, and the row of headers the height that these leave it.

        Returns the width of the table, in characters.
        """
        lines, whole = 1, 0.0
        for column in self._columns:
            head = min(len(column.header) / len(column.names), _HEADER)
            total = 0.0
            for at, name in enumerate(column.names, column.first):
                title = PART_TITLES[name]
                wanted = max(self._longest.get(at, 0), head, len(_(title)), _NARROWEST)
                total += min(wanted, _WIDEST) + 1
                self._sheet.set_column(at, at, min(wanted, _WIDEST) + 1)
            lines = max(lines, ceil(1.2 * len(column.header) / total))
            whole += total
        self._sheet.set_row(row, lines * _LINE_POINTS)
        return whole


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
        # A cell that is not said to be aligned to the left is not set in.
        return {**_get_format_options("words"), "indent": int(name.removeprefix("indent "))}
    return {"num_format": name, "valign": "top"}


def _split_cells(table: DisplayTable) -> tuple[tuple[tuple[CellPart, ...], ...], ...]:
    if table.cells:
        return tuple(tuple(map(split_cell, line)) for line in table.cells)
    return tuple(tuple((CellPart("", text),) for text in line) for line in table.rows)


def _build_columns(
    table: DisplayTable, lines: tuple[tuple[tuple[CellPart, ...], ...], ...]
) -> tuple[_Column, ...]:
    found: list[_Column] = []
    first = 0
    for place, header in enumerate(table.headers):
        names = {part.name for line in lines for part in line[place]}
        column = _Column(
            header,
            first,
            tuple(n for n in PART_TITLES if n in names) or ("value",),
            table.numeric[place],
        )
        found.append(column)
        first = column.last + 1
    return tuple(found)


def _choose_sheet_name(title: str, taken: set[str]) -> str:
    """Return a name that a spreadsheet allows and no other sheet has."""
    plain = re.sub(r"[\[\]:*?/\\]", " ", title).strip().strip("'") or _("Table")
    name, n = plain[:_MAX_NAME_LENGTH], 1
    while name.casefold() in taken:
        n += 1
        name = f"{plain[: _MAX_NAME_LENGTH - len(str(n)) - 1]} {n}"
    taken.add(name.casefold())
    return name

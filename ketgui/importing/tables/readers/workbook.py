"""Excel and OpenDocument workbooks, through calamine and behind a scan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from ketgui.importing.issues import Issue, about_file
from ketgui.importing.tables.readers.number_formats import with_formats
from ketgui.importing.tables.readers.reader import FileReading, Reader, Reading, Tick
from ketgui.importing.tables.readers.sandbox import StoppedError, begun, run
from ketgui.importing.tables.readers.workbook_cells import RawSheet, RefusedError, raw_sheets
from ketgui.importing.tables.readers.workbook_scan import (
    SheetFacts,
    WorkbookFacts,
    position,
    scan,
)
from ketgui.importing.tables.sources import SourceFile
from ketgui.importing.tables.text_table import CodedText, Grid
from ketgui.text import _, plural

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# A file of so many bytes takes longer to look over than a child takes to start.
_LARGE = 1 << 20
_SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")


def recognises(source: SourceFile) -> bool:
    """Whether the bytes are a zip or an OLE container, or the name says so of no bytes at all."""
    return source.data.startswith((_ZIP, _OLE))


def read(source: SourceFile, how: FileReading, tick: Tick) -> Reading:
    """Read every sheet of the workbook."""
    try:
        facts, sheets = _parsed(source, tick)
    except StoppedError:
        return Reading(issues=(_refusal(source.name, "stopped"),))
    except RefusedError as refused:
        return Reading(issues=(_refusal(source.name, str(refused)),))
    by_name = {sheet.name: sheet for sheet in facts.sheets}
    issues = [_macros(source.name)] if facts.macros else []
    kept: list[Grid] = []
    for grid in _grids(source.name, sheets):
        sheet = by_name.get(grid.sheet)
        if sheet is None:
            kept.append(grid)
            continue
        filled = _filled_down(_with_errors(grid, sheet), sheet)
        shown, mixed = with_formats(filled, sheet.formats)
        kept.append(replace(shown, merged=tuple(map(_across, sheet.merged))))
        issues += [*_sheet_issues(source.name, sheet), *mixed]
    return Reading(tuple(kept), tuple(issues), FileReading(source.name))


def _parsed(source: SourceFile, tick: Tick) -> tuple[WorkbookFacts, list[RawSheet]]:
    """Look the workbook over and parse it: a large file at the same time, in a child."""
    if len(source.data) >= _LARGE:
        with begun(raw_sheets, source.data) as answer:
            return _look(source), answer(tick)
    facts = _look(source)
    small = facts.is_small
    return facts, raw_sheets(source.data) if small else run(raw_sheets, source.data, tick)


def _grids(file: str, sheets: list[RawSheet]) -> Iterator[Grid]:
    for name, columns, rows in sheets:
        if rows:
            cells = tuple(CodedText.of_raw(*column) for column in columns)
            yield Grid(file, name, cells, np.arange(1, rows + 1))


def _look(source: SourceFile) -> WorkbookFacts:
    if source.data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in source.data[: 1 << 20]:
            raise RefusedError("encrypted")
        return WorkbookFacts("xls")
    facts = scan(source.data)
    if facts.kind == "zip":
        raise RefusedError("word" if b"word/document.xml" in source.data else "not_a_workbook")
    return facts


def _with_errors(grid: Grid, sheet: SheetFacts) -> Grid:
    """Put the error's own text where calamine leaves the cell empty."""
    columns = list(grid.columns)
    for (letters, row), word in sheet.errors.items():
        place = position(letters)
        if place < len(columns) and row <= len(grid.rows):
            columns[place] = columns[place].with_cell(row - 1, word)
    return replace(grid, columns=tuple(columns))


def _filled_down(grid: Grid, sheet: SheetFacts) -> Grid:
    """Write the value of merged cells into each row that they cover, as a person sees them."""
    columns = list(grid.columns)
    for ranged in filter(_is_tall, sheet.merged):
        (place, first), (last_place, last) = _ends(ranged)
        if place >= len(columns) or first > len(grid.rows) or last - first > _TALLEST:
            continue
        word = columns[place].at(first - 1)
        # A block of a note across the sheet is one cell of text, and no value of each column.
        for row in range(first, min(last, len(grid.rows))) if place == last_place and word else ():
            columns[place] = columns[place].with_cell(row, word)
    return replace(grid, columns=tuple(columns))


# Taller than any group of one patient's rows.
_TALLEST = 200


def _sheet_issues(file: str, sheet: SheetFacts) -> list[Issue]:
    found: list[Issue] = []
    if sheet.uncomputed:
        letters, row = sheet.uncomputed[0]
        words = plural(
            "{n} formula has no stored result: its cell would look empty.",
            "{n} formulas have no stored result: their cells would look empty.",
            len(sheet.uncomputed),
        )
        fix = _("Open the workbook in Excel, save it, and open it here again.")
        found.append(
            Issue("error", file, sheet.name, row, letters, "", words, fix, key="uncomputed")
        )
    if sheet.state != "visible":
        found.append(
            about_file(
                "warning",
                "hidden_sheet",
                file,
                _("The sheet is hidden in the workbook; it was read."),
                _("Leave the sheet out if it does not belong to the study."),
                sheet.name,
            )
        )
    if body := [ranged for ranged in sheet.merged if _is_tall(ranged)]:
        found.append(_merged(file, sheet.name, body))
    if sheet.hidden_rows or sheet.hidden_columns:
        found.append(
            about_file(
                "warning",
                "hidden_cells",
                file,
                _("Rows or columns are hidden or filtered away in the workbook; they were read."),
                _("Show them in Excel to see whether they belong to the study."),
                sheet.name,
            )
        )
    return found


def _is_tall(ranged: str) -> bool:
    """Tell whether a merged range such as "A2:A5" takes more than one row below the header."""
    (_left, first), (_right, last) = _ends(ranged)
    return last > first and last > 2


def _across(ranged: str) -> tuple[int, int, int]:
    """Return the first row, the first column and the last of a merged range such as "B1:D1"."""
    (left, row), (right, _last) = _ends(ranged)
    return row, left, right


def _ends(ranged: str) -> list[tuple[int, int]]:
    """Return the column, from 0, and the row, from 1, of both ends of a range."""
    parts = [end.partition(re.sub(r"[A-Z]", "", end)) for end in ranged.split(":")]
    return [(position(letters), int(row)) for letters, row, _rest in parts]


def _merged(file: str, sheet: str, ranges: list[str]) -> Issue:
    return about_file(
        "warning",
        "merged_cells",
        file,
        _(
            "Cells are merged ({ranges}); each of their rows holds their value.",
            ranges=", ".join(ranges[:5]),
        ),
        _("Nothing needs to be done if that is right."),
        sheet,
    )


def _macros(file: str) -> Issue:
    return about_file(
        "warning",
        "macros",
        file,
        _("The workbook holds macros; they were not run."),
        _("Nothing needs to be done."),
    )


def _refusal(file: str, reason: str) -> Issue:
    words, fix = {
        "damaged": (
            _("The workbook is damaged, or still being copied."),
            _("Open it in Excel and save it again, or copy the file anew."),
        ),
        "encrypted": (
            _("The workbook is protected by a password."),
            _("Remove the password in Excel (File, Info, Protect workbook) and save it again."),
        ),
        "not_a_workbook": (
            _("The file is a zip archive, not a workbook."),
            _("Unpack it, and open the table that it holds."),
        ),
        "word": (
            _("The file is a Word document, not a table."),
            _("Copy its table into a workbook, and open that."),
        ),
        "strange_names": (
            _("The workbook's parts have names that no spreadsheet gives them; it was not opened."),
            _("Ask who sent it; open it in Excel and save it again if you trust it."),
        ),
        "document_type": (
            _(
                "The workbook holds a document type, which no spreadsheet writes; "
                "it was not opened."
            ),
            _("Ask who sent it; open it in Excel and save it again if you trust it."),
        ),
        "extent": (
            _("The workbook claims far more cells than a study has; it was not opened."),
            _("Delete the empty rows and columns beyond the data in Excel, and save it again."),
        ),
        "too_large": (
            _("The workbook is too large when unpacked; it was not opened."),
            _("Keep only the sheets and columns that the study needs, or save them as CSV."),
        ),
        "stopped": (
            _(
                "Reading the workbook took more memory or time than any study needs; "
                "it was stopped."
            ),
            _("Keep only the sheets and columns that the study needs, or save them as CSV."),
        ),
    }[reason]
    return about_file("error", f"workbook_{reason}", file, words, fix)


READER = Reader("workbook", "Excel, OpenDocument", _SUFFIXES, recognises, read)

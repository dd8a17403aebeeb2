"""Excel and OpenDocument workbooks, through calamine and behind a scan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from ketgui.importing.issues import Issue, make_file_issue
from ketgui.importing.tables.readers.number_formats import apply_formats
from ketgui.importing.tables.readers.reader import FileReading, Reader, Reading, Tick
from ketgui.importing.tables.readers.sandbox import StoppedError, run, start
from ketgui.importing.tables.readers.workbook_cells import RawSheet, RefusedError, parse_sheets
from ketgui.importing.tables.readers.workbook_scan import (
    SheetFacts,
    WorkbookFacts,
    get_column_index,
    scan,
)
from ketgui.importing.tables.sources import SourceFile
from ketgui.importing.tables.text_table import CodedText, Grid
from ketgui.text import _, plural

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# A file of so many bytes takes longer to scan than a child takes to start.
_LARGE = 1 << 20
_SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")


def can_read(source: SourceFile) -> bool:
    """Tell whether the bytes are a zip or an OLE container: ``.xlsx`` and ``.ods``, or ``.xls``."""
    return source.data.startswith((_ZIP, _OLE))


def read(source: SourceFile, _settings: FileReading, tick: Tick) -> Reading:
    """Read every sheet of the workbook."""
    try:
        facts, sheets = _parse(source, tick)
    except StoppedError:
        return Reading(issues=(_refuse(source.name, "stopped"),))
    except RefusedError as refused:
        return Reading(issues=(_refuse(source.name, str(refused)),))
    by_name = {sheet.name: sheet for sheet in facts.sheets}
    issues = [_report_macros(source.name)] if facts.macros else []
    grids: list[Grid] = []
    for grid in _make_grids(source.name, sheets):
        sheet = by_name.get(grid.sheet)
        # The scan reads the XML of .xlsx alone; the other kinds keep what calamine returns.
        if sheet is None:
            grids.append(grid)
            continue
        filled = _fill_merged_down(_restore_errors(grid, sheet), sheet)
        formatted, mixed = apply_formats(filled, sheet.formats)
        grids.append(replace(formatted, merged=tuple(map(_locate_across, sheet.merged))))
        issues += [*_report_sheet(source.name, sheet), *mixed]
    return Reading(tuple(grids), tuple(issues), FileReading(source.name))


def _parse(source: SourceFile, tick: Tick) -> tuple[WorkbookFacts, list[RawSheet]]:
    """Scan the workbook and parse it: a large file at the same time, in a child."""
    if len(source.data) >= _LARGE:
        # What the scan refuses ends the child before its answer is used.
        with start(parse_sheets, source.data) as answer:
            return _scan(source), answer(tick)
    facts = _scan(source)
    # Starting a process takes longer than parsing the workbook of most studies.
    if facts.is_small:
        return facts, parse_sheets(source.data)
    return facts, run(parse_sheets, source.data, tick)


def _make_grids(file: str, sheets: list[RawSheet]) -> Iterator[Grid]:
    for name, columns, rows in sheets:
        if rows:
            cells = tuple(CodedText.of_raw(*column) for column in columns)
            yield Grid(file, name, cells, np.arange(1, rows + 1))


def _scan(source: SourceFile) -> WorkbookFacts:
    """Return what a scan tells of the workbook, refusing what must not be parsed."""
    if source.data.startswith(_OLE):
        # Excel puts an encrypted .xlsx into the container of the old .xls.
        if "EncryptedPackage".encode("utf-16-le") in source.data[: 1 << 20]:
            raise RefusedError("encrypted")
        return WorkbookFacts("xls")
    facts = scan(source.data)
    if facts.kind == "zip":
        raise RefusedError("word" if b"word/document.xml" in source.data else "not_a_workbook")
    return facts


def _restore_errors(grid: Grid, sheet: SheetFacts) -> Grid:
    """Put the error's own text where calamine leaves the cell empty."""
    columns = list(grid.columns)
    for (letters, row), word in sheet.errors.items():
        index = get_column_index(letters)
        # An error outside of what calamine returned belongs to no row of data.
        if index < len(columns) and row <= len(grid.rows):
            columns[index] = columns[index].with_cell(row - 1, word)
    return replace(grid, columns=tuple(columns))


def _fill_merged_down(grid: Grid, sheet: SheetFacts) -> Grid:
    """Write the value of merged cells into each row that they cover, as a person sees them."""
    columns = list(grid.columns)
    for merged in filter(_is_tall, sheet.merged):
        (column, first), (last_column, last) = _split_range(merged)
        if column >= len(columns) or first > len(grid.rows) or last - first > _TALLEST:
            continue
        word = columns[column].at(first - 1)
        # A block of a note across the sheet is one cell of text, and no value of each column.
        if column != last_column or not word:
            continue
        # The rows after the first one; `first` counts from 1, the cells from 0.
        for row in range(first, min(last, len(grid.rows))):
            columns[column] = columns[column].with_cell(row, word)
    return replace(grid, columns=tuple(columns))


# Rows of a merged range; no patient has so many, and a formatted empty column may have a million.
_TALLEST = 200


def _report_sheet(file: str, sheet: SheetFacts) -> list[Issue]:
    """Return what a person should know of a sheet that its cells do not show."""
    issues: list[Issue] = []
    # A program that writes formulas without computing them leaves cells that look empty: a score
    # would be missing without a word.
    if sheet.uncomputed:
        letters, row = sheet.uncomputed[0]
        message = plural(
            "{n} formula has no stored result: its cell would look empty.",
            "{n} formulas have no stored result: their cells would look empty.",
            len(sheet.uncomputed),
        )
        fix = _("Open the workbook in Excel, save it, and open it here again.")
        issues.append(
            Issue("error", file, sheet.name, row, letters, "", message, fix, key="uncomputed")
        )
    if sheet.state != "visible":
        issues.append(
            make_file_issue(
                "warning",
                "hidden_sheet",
                file,
                _("The sheet is hidden in the workbook; it was read."),
                _("Leave the sheet out if it does not belong to the study."),
                sheet.name,
            )
        )
    if body := [merged for merged in sheet.merged if _is_tall(merged)]:
        issues.append(_report_merged(file, sheet.name, body))
    if sheet.hidden_rows or sheet.hidden_columns:
        issues.append(
            make_file_issue(
                "warning",
                "hidden_cells",
                file,
                _("Rows or columns are hidden or filtered away in the workbook; they were read."),
                _("Show them in Excel to see whether they belong to the study."),
                sheet.name,
            )
        )
    return issues


def _is_tall(merged: str) -> bool:
    """Tell whether a merged range such as "A2:A5" takes more than one row below the header."""
    (_left, first), (_right, last) = _split_range(merged)
    return last > first and last > 2


def _locate_across(merged: str) -> tuple[int, int, int]:
    """Return the first row, the first column and the last of a merged range such as "B1:D1"."""
    (left, row), (right, _last) = _split_range(merged)
    return row, left, right


def _split_range(merged: str) -> list[tuple[int, int]]:
    """Return the column, from 0, and the row, from 1, of both ends of a range."""
    addresses = [re.fullmatch(r"([A-Z]+)(\d+)", end) for end in merged.split(":")]
    return [(get_column_index(address[1]), int(address[2])) for address in addresses if address]


def _report_merged(file: str, sheet: str, ranges: list[str]) -> Issue:
    return make_file_issue(
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


def _report_macros(file: str) -> Issue:
    return make_file_issue(
        "warning",
        "macros",
        file,
        _("The workbook holds macros; they were not run."),
        _("Nothing needs to be done."),
    )


def _refuse(file: str, reason: str) -> Issue:
    message, fix = {
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
    return make_file_issue("error", f"workbook_{reason}", file, message, fix)


READER = Reader("workbook", "Excel, OpenDocument", _SUFFIXES, can_read, read)

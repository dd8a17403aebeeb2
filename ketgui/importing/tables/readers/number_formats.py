"""Number formats that change what a person sees: leading zeros of an id, and percents.

A workbook stores 7 for an id that Excel shows as 007, and 0.5 for 50 %; calamine returns what is
stored.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np

from ketgui.importing.issues import Issue
from ketgui.importing.tables.text_table import CodedText, Grid, get_letter
from ketgui.text import _

PERCENT = "%"
_ZEROS = re.compile(r"0{2,}")
_PERCENT = re.compile(r"[0#]+(?:\.0+)?\s*%")
# Excel writes no code for the formats that it numbers itself; of those, these show percents.
_BUILT_IN = {9: "0%", 10: "0.00%"}
# By letter and row of a cell.
Formats = dict[tuple[str, int], str]


def find_visible_formats(xml: bytes) -> dict[int, str]:
    """Return the cell styles of ``styles.xml`` that pad with zeros ("000") or show percents ("%").

    Raises
    ------
    xml.etree.ElementTree.ParseError, ValueError
        If it is not what a workbook holds.
    """
    codes = dict(_BUILT_IN)
    styles: list[str] = []
    for part in ElementTree.fromstring(xml):
        name = part.tag.rpartition("}")[2]
        if name == "numFmts":
            codes |= {int(f.get("numFmtId", "0")): f.get("formatCode", "") for f in part}
        elif name == "cellXfs":
            styles = [codes.get(int(style.get("numFmtId", "0")), "") for style in part]
    # A cell names its style by its place in this list.
    formats = {index: _get_visible_format(code) for index, code in enumerate(styles)}
    return {index: visible for index, visible in formats.items() if visible}


def _get_visible_format(code: str) -> str:
    """Return a number format as far as it adds what the number lacks, empty for all others."""
    if _PERCENT.fullmatch(code):
        return PERCENT
    return code if _ZEROS.fullmatch(code) else ""


def apply_formats(grid: Grid, formats: Formats) -> tuple[Grid, list[Issue]]:
    """Return a sheet with its numbers as their formats show them, and where percents are mixed."""
    columns = list(grid.columns)
    issues: list[Issue] = []
    by_letter: dict[str, dict[int, str]] = {}
    for (letters, row), visible in formats.items():
        by_letter.setdefault(letters, {})[row - 1] = visible
    for index, cells in enumerate(columns):
        by_row = by_letter.get(get_letter(index), {})
        # Excel formats cells below the data too, which calamine does not return.
        by_row = {row: visible for row, visible in by_row.items() if row < len(cells)}
        if by_row:
            columns[index], has_percents = _format_column(cells, by_row)
            if has_percents and _has_bare_numbers(columns[index]):
                issues.append(_report_mixed_percents(grid, index))
    return replace(grid, columns=tuple(columns)), issues


def _format_column(cells: CodedText, by_row: dict[int, str]) -> tuple[CodedText, bool]:
    """Return the column as a person sees it, and whether any cell of it is a percent."""
    codes = cells.codes.copy()
    # The same number may stand in the column with and without the format, so that each pair of
    # a word and a format becomes a word of its own behind the column's words.
    new_codes: dict[tuple[int, str], int] = {}
    words: list[str] = []
    for row, visible in by_row.items():
        key = int(codes[row]), visible
        # A format of numbers does not touch text.
        if not cells.typed[key[0]]:
            continue
        if key not in new_codes:
            new_codes[key] = len(cells.words) + len(words)
            words.append(_format_number(str(cells.words[key[0]]), visible))
        codes[row] = new_codes[key]
    full = np.empty(len(cells.words) + len(words), np.object_)
    full[: len(cells.words)], full[len(cells.words) :] = cells.words, words
    typed = np.append(cells.typed, np.ones(len(words), np.bool_))
    percents = any(word.endswith(PERCENT) for word in words)
    return CodedText(full, codes, typed, distinct=False), percents


def _format_number(word: str, visible: str) -> str:
    """Return a number's text as Excel shows it under this format."""
    try:
        value = float(word)
    # A date or a truth value is typed too, and is no number.
    except ValueError:
        return word
    if visible == PERCENT:
        # Twelve digits hide that 0.07 times 100 is 7.000000000000001.
        return f"{value * 100:.12g} %" if math.isfinite(value) else word
    return word.zfill(len(visible)) if word.isdigit() else word


def _has_bare_numbers(cells: CodedText) -> bool:
    """Tell whether a number without a percent sign is left in a row of the column."""
    chosen = cells.typed & cells.used
    return any(re.fullmatch(r"-?[\d.]+", str(word)) for word in cells.words[chosen])


def _report_mixed_percents(grid: Grid, index: int) -> Issue:
    return Issue(
        "warning", grid.file, grid.sheet, None, get_letter(index), "",
        _("Some cells of the column are percents and others are numbers without a unit."),
        _("Write them alike: 50% and 0.5 are the same to Excel, 50 is not."),
        key="mixed_percent",
    )  # fmt: skip

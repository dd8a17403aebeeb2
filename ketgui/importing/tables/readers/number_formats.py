"""Number formats that change what a person sees: leading zeros of an id, and percents."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np

from ketgui.importing.issues import Issue
from ketgui.importing.tables.text_table import CodedText, Grid, letter
from ketgui.text import _

PERCENT = "%"
_ZEROS = re.compile(r"0{2,}")
_PERCENT = re.compile(r"[0#]+(?:\.0+)?\s*%")
_BUILT_IN = {9: "0%", 10: "0.00%"}
Formats = dict[tuple[str, int], str]


def telling_styles(xml: bytes) -> dict[int, str]:
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
    told = {place: _told(code) for place, code in enumerate(styles)}
    return {place: said for place, said in told.items() if said}


def _told(code: str) -> str:
    if _PERCENT.fullmatch(code):
        return PERCENT
    return code if _ZEROS.fullmatch(code) else ""


def with_formats(grid: Grid, formats: Formats) -> tuple[Grid, list[Issue]]:
    """Return a sheet with its numbers as their formats show them, and where percents are mixed."""
    columns = list(grid.columns)
    issues: list[Issue] = []
    by_letter: dict[str, dict[int, str]] = {}
    for (letters, row), said in formats.items():
        by_letter.setdefault(letters, {})[row - 1] = said
    for place, cells in enumerate(columns):
        told = by_letter.get(letter(place), {})
        told = {row: said for row, said in told.items() if row < len(cells)}
        if told:
            columns[place], shown = _as_shown(cells, told)
            if shown and _bare_numbers(columns[place]):
                issues.append(_mixed(grid, place))
    return replace(grid, columns=tuple(columns)), issues


def _as_shown(cells: CodedText, told: dict[int, str]) -> tuple[CodedText, bool]:
    """Return the column as a person sees it, and whether any cell of it is a percent."""
    codes = cells.codes.copy()
    known: dict[tuple[int, str], int] = {}
    words: list[str] = []
    for row, said in told.items():
        key = int(codes[row]), said
        if not cells.typed[key[0]]:
            continue
        if key not in known:
            known[key] = len(cells.words) + len(words)
            words.append(_seen(str(cells.words[key[0]]), said))
        codes[row] = known[key]
    full = np.empty(len(cells.words) + len(words), np.object_)
    full[: len(cells.words)], full[len(cells.words) :] = cells.words, words
    typed = np.append(cells.typed, np.ones(len(words), np.bool_))
    percents = any(word.endswith(PERCENT) for word in words)
    return CodedText(full, codes, typed, distinct=False), percents


def _seen(word: str, said: str) -> str:
    try:
        value = float(word)
    except ValueError:
        return word
    if said == PERCENT:
        return f"{value * 100:.12g} %" if math.isfinite(value) else word
    return word.zfill(len(said)) if word.isdigit() else word


def _bare_numbers(cells: CodedText) -> bool:
    chosen = cells.typed & cells.used
    return any(re.fullmatch(r"-?[\d.]+", str(word)) for word in cells.words[chosen])


def _mixed(grid: Grid, place: int) -> Issue:
    return Issue(
        "warning", grid.file, grid.sheet, None, letter(place), "",
        _("Some cells of the column are percents and others are numbers without a unit."),
        _("Write them alike: 50 % and 0.5 are the same to Excel, 50 is not."),
        key="mixed_percent",
    )  # fmt: skip

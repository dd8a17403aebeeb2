"""Where a sheet's table begins: its header row, found or as the user says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ketgui.domain.fields import TABLES
from ketgui.domain.folding import fold
from ketgui.importing.changes import Decision, TableChange
from ketgui.importing.issues import Answer, Issue, Severity
from ketgui.importing.mapping.mapping import TableMapping
from ketgui.importing.tables.text_table import (
    CodedText,
    Grid,
    Labels,
    Mask,
    TextTable,
    add_letter,
    get_letter,
)
from ketgui.importing.vocabulary.dates import is_date_like
from ketgui.importing.vocabulary.headers import find_matches, list_known_names
from ketgui.importing.vocabulary.numbers import is_numeric
from ketgui.importing.vocabulary.timepoints import read_header
from ketgui.importing.vocabulary.words import is_missing, tidy
from ketgui.text import _, integer, plural

_SCANNED_ROWS = 30
# A name of several words inside a longer header is not this header's own name.
_SURE = 0.75


@dataclass(frozen=True, eq=False)
class Framed:
    """A grid with its header found: the table, how it was framed, and its problems."""

    table: TextTable | None
    frame: TableMapping
    issues: tuple[Issue, ...] = ()


def frame(grid: Grid, answer: TableMapping | None) -> Framed:
    """Find the header of a sheet, or take it from what is known of the sheet."""
    asked = answer or TableMapping(grid.file, grid.sheet)
    if asked.transposed:
        grid = transpose(grid)
    filled = ~_find_blank(grid)
    if not filled.any():
        return Framed(None, asked)
    if grid.headers is not None:
        return Framed(_make_table(grid, list(grid.headers), filled), asked)
    if asked.header_row == 0:
        names = [""] * len(grid.columns)
        return Framed(_make_table(grid, names, filled), asked)
    top = _find_row(grid, asked.header_row) if asked.header_row else _find_header(grid, filled)
    rows = _count_header_rows(grid, top, filled) if asked.header_row is None else asked.header_rows
    names = _join_headers(grid, top, rows)
    body = filled.copy()
    body[: top + rows] = False
    if below := _count_wordings(grid, top + rows):
        body[: top + rows + below] = False
        grid = _add_wordings(grid, top + rows, names)
    framed = replace(asked, header_row=int(grid.rows[top]), header_rows=rows)
    issues = [
        *_frame_issues(grid, framed, asked, names, filled, top),
        *_find_ragged(grid, names, body, top + rows - 1),
    ]
    gaps = int((~filled[top : int(np.flatnonzero(filled)[-1])]).sum())
    if gaps:
        message = plural("{n} empty row was skipped.", "{n} empty rows were skipped.", gaps)
        issues.append(
            _make_issue(grid, "note", "empty_rows", None, message, _("Nothing needs to be done."))
        )
    if any(issue.key in ("no_header", "transposed") for issue in issues):
        framed = asked
    return Framed(_make_table(grid, names, body), framed, tuple(issues))


def _find_blank(grid: Grid) -> Mask:
    blank = np.ones(len(grid.rows), np.bool_)
    # The columns with the fewest words settle most rows at the least cost.
    for column in sorted(grid.columns, key=lambda cells: len(cells.words)):
        if not blank.any():
            break
        blank &= column.rows_with(column.each(lambda word: not tidy(word)).astype(np.bool_))
    return blank


def _find_row(grid: Grid, row: int) -> int:
    return int(np.clip(np.searchsorted(grid.rows, row), 0, len(grid.rows) - 1))


def _find_header(grid: Grid, filled: Mask) -> int:
    """Return the first row with two different texts: titles above a table stand alone."""
    rows = np.flatnonzero(filled)[:_SCANNED_ROWS]
    for row in rows:
        texts = {tidy(cell) for cell in grid.row(int(row))} - {""}
        if len(texts) > 1:
            return int(row)
    return int(rows[0])


def _count_header_rows(grid: Grid, top: int, filled: Mask) -> int:
    """Return 2 where a header with gaps is continued by a row of words above numbers."""
    after = np.flatnonzero(filled[top + 1 :])[:2] + top + 1
    if len(after) < 2 or after[0] != top + 1:
        return 1
    first, second, third = (grid.row(int(row)) for row in (top, *after))
    width = len(first)
    gaps = sum(not tidy(a) and bool(tidy(b)) for a, b in zip(first, second, strict=True))
    is_text = not any(_is_value(cell) for cell in second)
    values = sum(_is_value(cell) for cell in third)
    is_header = is_text and values >= max(1, width // 3)
    return 2 if is_header and (gaps or _are_asides(second)) else 1


def _are_asides(row: Sequence[str]) -> bool:
    """Tell whether a row explains the names above it: "(years)", "[0-60]", and no id."""
    filled = [tidy(cell) for cell in row if tidy(cell)]
    return bool(filled) and not tidy(row[0]) and all(map(_ASIDE.fullmatch, filled))


_ASIDE = re.compile(r"[(\[].*[)\]]")


# Qualtrics writes each question's wording and number into two rows below the header.
_QUESTION_NUMBER = re.compile(r'\{"ImportId":')


def _count_wordings(grid: Grid, below: int) -> int:
    """Return how many rows below the header hold the questions' wordings and numbers."""
    for at in range(below, min(below + 2, len(grid.rows))):
        if any(_QUESTION_NUMBER.match(tidy(cell)) for cell in grid.row(at)):
            return at - below + 1
    return 0


def _add_wordings(grid: Grid, row: int, names: list[str]) -> Grid:
    """Return a grid whose columns are labelled by the wordings that a row holds."""
    wordings = zip(names, map(tidy, grid.row(row)), strict=True)
    labels = {
        name: Labels(wording)
        for name, wording in wordings
        if name and not _QUESTION_NUMBER.match(wording)
    }
    return replace(grid, labels=labels | dict(grid.labels))


def _is_value(cell: str) -> bool:
    return is_numeric(cell) or is_date_like(cell)


def _join_headers(grid: Grid, top: int, rows: int) -> list[str]:
    """Return the headers, a merged cell's text standing for the columns to its right too."""
    names = [tidy(cell) for cell in grid.row(top)]
    for below in range(top + 1, min(top + rows, len(grid.rows))):
        names = _spread(grid, below - 1, names)
        lower = [tidy(cell) for cell in grid.row(below)]
        times = Counter(map(fold, lower))
        names = [
            _name_column(group, name, is_alone=times[fold(name)] == 1)
            for group, name in zip(names, lower, strict=True)
        ]
    return names


def _spread(grid: Grid, row: int, names: list[str]) -> list[str]:
    """Let each name of a group stand above all of its columns.

    Where cells of the row are merged, they say which columns these are.
    """
    spans = [(first, last) for at, first, last in grid.merged if at == grid.rows[row]]
    filled_names = list(names)
    for index in range(1, len(names)):
        within = any(first < index <= last for first, last in spans)
        if within or not spans:
            filled_names[index] = filled_names[index] or filled_names[index - 1]
    return filled_names


def _name_column(group: str, name: str, is_alone: bool) -> str:
    """Return a column's header: with its group's, unless it is known by its own name alone.

    A name that several groups have, such as the date of each infusion, is never alone.
    """
    # A cell merged down over both rows is one name.
    if fold(group) == fold(name):
        return name
    joined = f"{group} {name}".strip()
    has_known_name = any(match.confidence > _SURE for match in find_matches(joined, TABLES))
    is_known_alone = group and is_alone and fold(name) in list_known_names()
    return name if is_known_alone and not has_known_name else joined


def _make_table(grid: Grid, names: list[str], body: Mask) -> TextTable:
    """Name the columns; drop those that have neither a name nor a cell."""
    columns: list[tuple[str, str, CodedText]] = []
    counted = Counter(names)
    for index, (name, column) in enumerate(zip(names, grid.columns, strict=True)):
        where = get_letter(index)
        cells = column.take(body)
        if not name and not any(tidy(word) for word in cells.words[cells.used]):
            continue
        if not name:
            name = _("Column {letter}", letter=where)
        elif counted[name] > 1:
            name = add_letter(name, where)
        columns.append((name, where, cells))
    return TextTable(
        grid.file,
        grid.sheet,
        tuple(name for name, _where, _cells in columns),
        tuple(where for _name, where, _cells in columns),
        tuple(cells for _name, _where, cells in columns),
        grid.rows[body],
        grid.labels,
    )


def transpose(grid: Grid) -> Grid:
    """Return a sheet whose patients stand in columns with its patients in rows."""
    cells = [[str(cell) for cell in column.texts()] for column in grid.columns]
    columns = tuple(CodedText.of(row) for row in zip(*cells, strict=True))
    return Grid(grid.file, grid.sheet, columns, np.arange(1, len(cells) + 1))


def _frame_issues(
    grid: Grid,
    framed: TableMapping,
    asked: TableMapping,
    names: list[str],
    filled: Mask,
    top: int,
) -> list[Issue]:
    if asked.header_row is not None:
        return []
    issues = [_report_no_header(grid, framed, names)] if _are_values(names) else []
    if not issues and _is_sideways(grid, top):
        issues = [_report_sideways(grid, framed)]
    above = int(filled[:top].sum())
    if above:
        message = _("Row {row} is used as the header.", row=integer(framed.header_row or 0))
        fix = _("Choose another row if the names of the columns stand elsewhere.")
        issues.append(_make_issue(grid, "warning", "header_below", framed.header_row, message, fix))
    if framed.header_rows == 2:
        message = _("The header takes two rows; they were joined.")
        fix = _("Check the names of the columns, and choose a single row if they are wrong.")
        issues.append(
            _make_issue(grid, "warning", "header_two_rows", framed.header_row, message, fix)
        )
    issues += [
        _make_issue(
            grid,
            "warning",
            "header_repeated",
            framed.header_row,
            _("Two columns are called {header}; each was named by its letter too.", header=name),
            _("Give each column a name of its own."),
        )
        for name, times in Counter(names).items()
        if name and times > 1
    ]
    return issues


def _are_values(names: list[str]) -> bool:
    filled = [name for name in names if name]
    return sum(_is_value(name) or is_missing(name) for name in filled) >= max(1, len(filled) / 2)


def _report_no_header(grid: Grid, framed: TableMapping, names: list[str]) -> Issue:
    change = TableChange(grid.file, grid.sheet, header_row=0)
    yes = TableChange(grid.file, grid.sheet, header_row=framed.header_row)
    return Issue(
        "error",
        grid.file,
        grid.sheet,
        framed.header_row,
        "",
        "",
        _("The first row looks like data: the columns have no names."),
        _("Add a row of names above it, or say that there is none and choose each column."),
        key="no_header",
        answers=(
            Answer(_("There is no header"), change),
            Answer(_("This row is the header"), yes),
        ),
    )


def _is_sideways(grid: Grid, top: int) -> bool:
    """Tell a sheet with patients in columns: its first column reads like a header, its top not."""
    if len(grid.columns) < 3 or len(grid.rows) > 200:
        return False
    across = [tidy(cell) for cell in grid.row(top)]
    if _count_known(across[1:]):
        return False
    down = [tidy(str(cell)) for cell in grid.columns[0].texts()][top:]
    return _count_known(down) >= 2 and len(down) > 2


def _count_known(names: list[str]) -> int:
    return sum(
        fold(name) in list_known_names() or bool(read_header(name).scale)
        for name in names
        if name and not _is_value(name)
    )


def _report_sideways(grid: Grid, framed: TableMapping) -> Issue:
    turn = TableChange(grid.file, grid.sheet, transposed=True)
    keep = TableChange(grid.file, grid.sheet, header_row=framed.header_row)
    return Issue(
        "error",
        grid.file,
        grid.sheet,
        framed.header_row,
        "",
        "",
        _("Patients seem to stand in columns, and what is known of them in rows."),
        _("Say whether the table is to be turned, so that each patient has a row."),
        key="transposed",
        answers=(Answer(_("Turn the table"), turn), Answer(_("Keep it as it is"), keep)),
    )


def _find_ragged(grid: Grid, names: list[str], body: Mask, header: int) -> list[Issue]:
    """Find rows with cells beyond the header, or with fewer: one of their cells has moved."""
    if grid.widths is None:
        return []
    width = max((number for number, name in enumerate(names, 1) if name), default=0)
    # A header may end in a column without a name, whose cells have not moved.
    whole = max(width, int(grid.widths[header]))
    odd = np.flatnonzero(body & ((grid.widths < width) | (grid.widths > whole)))
    return [
        _report_ragged(grid, int(row), width)
        for row in odd
        if grid.widths[row] < width or any(tidy(cell) for cell in grid.row(int(row))[whole:])
    ]


def _report_ragged(grid: Grid, row: int, width: int) -> Issue:
    assert grid.widths is not None
    number = int(grid.rows[row])
    message = plural(
        "The row has {n} cell; the header has {width}.",
        "The row has {n} cells; the header has {width}.",
        int(grid.widths[row]),
        width=integer(width),
    )
    fix = _(
        "A cell may have moved into another column: correct the row in the file, or leave it out."
    )
    out = Decision("leave_out", grid.file, grid.sheet, number)
    answers = (
        Answer(_("Leave the row out"), out),
        Answer(_("Keep it"), replace(out, action="keep")),
    )
    return replace(_make_issue(grid, "error", "ragged_row", number, message, fix), answers=answers)


def _make_issue(
    grid: Grid, severity: Severity, key: str, row: int | None, message: str, fix: str
) -> Issue:
    return Issue(severity, grid.file, grid.sheet, row, "", "", message, fix, key=key)

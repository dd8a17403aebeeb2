"""Single cells: what could not be read, and what lies outside the field's range."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ketgui.importing.changes import ColumnChange, Decision
from ketgui.importing.draft import Draft, Piece
from ketgui.importing.mapping import ColumnMapping
from ketgui.importing.privacy import looks_identifying
from ketgui.importing.rules import kind_of, limits
from ketgui.importing.text_table import Mask
from ketgui.importing.validation import Answer, Issue, Severity, few, shown
from ketgui.importing.words import MISSING_NUMBERS
from ketgui.text import _, bare


def unread(draft: Draft) -> Iterator[Issue]:
    """Name the cells whose text the field cannot hold."""
    for piece in draft.pieces:
        for key, marks in piece.unread.items():
            column = piece.columns[key]
            if column.target and marks.any() and not column.question:
                yield from few(
                    _unread_cell(piece, column, key, int(row)) for row in np.flatnonzero(marks)
                )


def outside_range(draft: Draft) -> Iterator[Issue]:
    """Name the numbers outside the range of their scale or field."""
    for piece in draft.pieces:
        for key, column in piece.columns.items():
            if column.target is None or kind_of(column.target) not in ("number", "integer"):
                continue
            low, high = limits(column.target)
            values = piece.values[key]
            with np.errstate(invalid="ignore"):
                odd = np.zeros(len(values), np.bool_)
                if low is not None:
                    odd |= values < low
                if high is not None:
                    odd |= values > high
            yield from few(
                _outside(piece, column, key, int(row), low, high) for row in np.flatnonzero(odd)
            )


def not_whole(draft: Draft) -> Iterator[Issue]:
    """Name the totals that are not whole numbers, such as a mean of two raters."""
    for piece in draft.of("assessments"):
        if column := piece.columns.get("score"):
            values = piece.values["score"]
            odd: Mask = np.isfinite(values) & (values != np.floor(values))
            yield from few(_not_whole(piece, column, int(row)) for row in np.flatnonzero(odd))


def issue_at(
    piece: Piece,
    row: int,
    column: ColumnMapping | None,
    key: str,
    severity: Severity,
    check: str,
    message: str,
    fix: str,
    answers: tuple[Answer, ...] = (),
) -> Issue:
    """Return an issue about one cell of a piece."""
    return Issue(
        severity,
        piece.source.file,
        piece.source.sheet,
        int(piece.rows[row]),
        column.column if column else "",
        key,
        message,
        fix,
        str(piece.ids[row]),
        check,
        answers,
    )


def cell_text(piece: Piece, row: int, column: ColumnMapping) -> str:
    """Return the cell as the file has it."""
    place = piece.source.letters.index(column.column)
    return piece.source.columns[place].at(int(piece.index[row]))


def _quoted(text: str) -> str:
    return _("a text") if looks_identifying(text) else shown(text)


def _unread_cell(piece: Piece, column: ColumnMapping, key: str, row: int) -> Issue:
    text = cell_text(piece, row, column)
    assert column.target is not None
    wanted = {
        "number": _("a number"),
        "integer": _("a whole number"),
        "date": _("a date"),
        "yes_no": _("yes or no"),
        "choice": _("one of the known words"),
    }.get(kind_of(column.target), _("a text"))
    message = _(
        "{header} holds {found} where {wanted} is expected.",
        header=column.header,
        found=_quoted(text),
        wanted=wanted,
    )
    fix = _("Correct the value, or treat it as missing.")
    return issue_at(
        piece,
        row,
        column,
        key,
        "error",
        "unread",
        message,
        fix,
        _cell_answers(piece, row, column, text),
    )


def _cell_answers(piece: Piece, row: int, column: ColumnMapping, text: str) -> tuple[Answer, ...]:
    file, sheet, number = piece.source.file, piece.source.sheet, int(piece.rows[row])
    once = Decision("missing", file, sheet, number, column.column, text)
    always = ColumnChange(file, sheet, column.column, missing=(text,))
    return (
        Answer(_("Treat as missing"), once),
        Answer(_("It always means missing in this column"), always),
        Answer(_("Exclude the patient"), Decision("exclude", file, sheet, number, old=text)),
    )


def _outside(
    piece: Piece, column: ColumnMapping, key: str, row: int, low: float | None, high: float | None
) -> Issue:
    value = float(piece.values[key][row])
    text = cell_text(piece, row, column)
    range_ = _("{low} to {high}", low=bare(low or 0), high=bare(high or 0))
    is_score = piece.table == "assessments" and key != "day"
    answers = _cell_answers(piece, row, column, text)
    if value in MISSING_NUMBERS:
        message = _(
            "{header} holds {found}, which looks like a code for a missing value; {range} is expected.",
            header=column.header, found=shown(text), range=range_,
        )  # fmt: skip
        fix = _("Say whether it means missing, or correct the value.")
        return issue_at(piece, row, column, key, "error", "missing_code", message, fix, answers)
    message = _(
        "{header} is {found}; {range} is expected.",
        header=column.header, found=shown(text), range=range_,
    )  # fmt: skip
    fix = _("Correct the value, treat it as missing, or leave the patient out.")
    severity = "error" if is_score else "warning"
    return issue_at(piece, row, column, key, severity, "outside_range", message, fix, answers)


def _not_whole(piece: Piece, column: ColumnMapping, row: int) -> Issue:
    message = _(
        "{header} is {found}; a total is a whole number.",
        header=column.header, found=shown(cell_text(piece, row, column)),
    )  # fmt: skip
    fix = _("Keep it if it is the mean of two raters; say so in the report.")
    return issue_at(piece, row, column, "score", "warning", "not_whole", message, fix)

"""Single cells: what could not be read, and what lies outside the field's range."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from ketgui.importing.changes import ColumnChange
from ketgui.importing.checks.amounts import has_open_unit
from ketgui.importing.checks.questions import choices_of
from ketgui.importing.checks.spot import Spot, about_column, spots
from ketgui.importing.issues import Answer, Issue, few
from ketgui.importing.recognition.rules import kind_of, limits
from ketgui.importing.rows.draft import Draft, Piece, equal
from ketgui.importing.rows.rated_scales import scale_keys, scales_of
from ketgui.importing.tables.text_table import Mask
from ketgui.importing.vocabulary import numbers
from ketgui.importing.vocabulary.targets import Target
from ketgui.importing.vocabulary.words import MISSING_NUMBERS, is_error, tidy
from ketgui.text import _, bare, integer

_MOST_MEANINGS = 6


def unread(draft: Draft) -> Iterator[Issue]:
    """Name the cells whose text the field cannot hold."""
    for piece in draft.pieces:
        for key, marks in piece.unread.items():
            column = piece.columns[key]
            if not marks.any() or column.question:
                continue
            if marks.all() and len(marks) > 2:
                yield about_column(
                    "error", "nothing_read", piece.source, column,
                    _("Nothing in {header} could be read.", header=column.header),
                    _("Choose what the column holds, or how it is written."),
                )  # fmt: skip
            elif column.target and kind_of(column.target) in ("choice", "yes_no"):
                yield from few(_unknown_word(alike) for alike in _by_word(draft, piece, marks, key))
            else:
                yield from few(_unread(spot) for spot in spots(draft, piece, marks, key))


def _by_word(draft: Draft, piece: Piece, marks: Mask, key: str) -> list[list[Spot]]:
    """Return the rows of each word: what a word stands for is settled for all of them."""
    alike: dict[str, list[Spot]] = {}
    for spot in spots(draft, piece, marks, key):
        alike.setdefault(tidy(spot.text), []).append(spot)
    return list(alike.values())


def _unknown_word(alike: list[Spot]) -> Issue:
    first = alike[0]
    if len(alike) == 1 or is_error(first.text):
        one = _unread(first)
        return replace(one, answers=(*_meanings(first), *one.answers))
    message = _(
        "{header} holds {found} in {n} rows, where {wanted} is expected.",
        header=first.header,
        found=first.quoted,
        n=integer(len(alike)),
        wanted=_wanted(first),
    )
    fix = _("Say what the word stands for; until then it is taken as missing.")
    answers = (*_meanings(first), _always_missing(first))
    return first.issue("warning", "unread", message, fix, answers)


def _meanings(spot: Spot) -> Iterator[Answer]:
    """Offer what a word may stand for, where there are few choices."""
    column, source = spot.column, spot.piece.source
    assert column is not None
    word = tidy(spot.text)
    for key, title in choices_of(column)[:_MOST_MEANINGS]:
        change = ColumnChange(source.file, source.sheet, column.column, codes=((word, key),))
        yield Answer(_("{word} is {title}", word=word, title=title), change)


def _unread(spot: Spot) -> Issue:
    if is_error(spot.text):
        message = _(
            "{header} shows {found}, the mark of a failed formula.",
            header=spot.header,
            found=spot.quoted,
        )
        fix = _("Mend the formula in the workbook; until then the value is taken as missing.")
        return spot.issue("warning", "error_cell", message, fix, _other_answers(spot))
    message = _(
        "{header} holds {found} where {wanted} is expected.",
        header=spot.header, found=spot.quoted, wanted=_wanted(spot),
    )  # fmt: skip
    if _is_endless(spot.text):
        fix = _("Correct the value, or treat it as missing.")
        return spot.issue("error", "not_finite", message, fix, _other_answers(spot))
    fix = _("Correct the value; until then it is taken as missing.")
    return spot.issue("warning", "unread", message, fix, _other_answers(spot))


def _is_endless(text: str) -> bool:
    try:
        return np.isinf(float(text))
    except ValueError:
        return False


def _wanted(spot: Spot) -> str:
    column = spot.column
    assert column is not None
    assert column.target is not None
    return {
        "number": _("a number"),
        "integer": _("a whole number"),
        "date": _("a date"),
        "yes_no": _("yes or no"),
        "choice": _("one of the known words"),
    }.get(kind_of(column.target), _("a text"))


def _answers(spot: Spot) -> tuple[Answer, ...]:
    missing, always, exclude = _other_answers(spot)
    return missing, always, spot.cell(_("Keep it"), "keep"), exclude


def _other_answers(spot: Spot) -> tuple[Answer, Answer, Answer]:
    """Return the ways to settle a cell but for keeping it, which what is unread cannot be."""
    return (
        spot.cell(_("Treat as missing"), "missing"),
        _always_missing(spot),
        spot.whole_row(_("Exclude the patient"), "exclude"),
    )


def _always_missing(spot: Spot) -> Answer:
    column, source = spot.column, spot.piece.source
    assert column is not None
    always = ColumnChange(source.file, source.sheet, column.column, missing=(spot.text,))
    return Answer(_("It always means missing in this column"), always)


def outside_range(draft: Draft) -> Iterator[Issue]:
    """Name the numbers outside the range of their scale or field."""
    for piece in draft.pieces:
        for key, column in piece.columns.items():
            target = column.target
            if target is None or kind_of(target) not in ("number", "integer"):
                continue
            if has_open_unit(piece, key):
                continue
            for rows, (low, high) in _limits(piece, key, target):
                odd = rows & _outside(piece.values[key], low, high)
                if odd.any():
                    found = (_out(spot, low, high) for spot in spots(draft, piece, odd, key))
                    yield from few(found)


Limits = tuple[float | None, float | None]


def _limits(piece: Piece, key: str, target: Target) -> Iterator[tuple[Mask, Limits]]:
    """Return the range of a field's numbers; that of a score is its own row's scale's."""
    if key != "score":
        yield np.ones(len(piece), np.bool_), limits(target)
        return
    for scale in scale_keys(piece):
        stated = replace(target, given=(("scale", scale),))
        yield equal(scales_of(piece), scale), limits(stated)


def _outside(values: np.ndarray, low: float | None, high: float | None) -> Mask:
    with np.errstate(invalid="ignore"):
        below = values < (-np.inf if low is None else low)
        return below | (values > (np.inf if high is None else high))


def _out(spot: Spot, low: float | None, high: float | None) -> Issue:
    value = float(spot.piece.values[spot.field][spot.row])
    expected = _("{low} to {high}", low=bare(low or 0), high=bare(high or 0))
    words = {"header": spot.header, "found": spot.quoted, "range": expected}
    if value in MISSING_NUMBERS:
        message = _(
            "{header} holds {found}, which looks like a code for a missing value; "
            "{range} is expected.",
            **words,
        )
        fix = _("Say whether it means missing, or correct the value.")
        return spot.issue("error", "missing_code", message, fix, _answers(spot))
    is_score = spot.field == "score" or spot.field.startswith("item_")
    message = _("{header} is {found}; {range} is expected.", **words)
    fix = _("Correct the value, treat it as missing, keep it, or exclude the patient.")
    severity = "error" if is_score else "warning"
    return spot.issue(severity, "outside_range", message, fix, _answers(spot))


def converted(draft: Draft) -> Iterator[Issue]:
    """Say which numbers were written with other digits or signs than the keyboard's."""
    for piece in draft.pieces:
        for key, column in piece.columns.items():
            if column.target is None or kind_of(column.target) not in ("number", "integer"):
                continue
            cells = piece.source.columns[piece.source.letters.index(column.column)]
            if "".join(map(str, cells.words)).isascii():
                continue
            odd = cells.each(_was_converted).astype(np.bool_)
            rows = cells.rows_with(odd)[piece.index] & np.isfinite(piece.values[key])
            yield from few(_converted(spot) for spot in spots(draft, piece, rows, key))


def _was_converted(word: str) -> bool:
    return not tidy(word).isascii() and numbers.looks_numeric(word)


def _converted(spot: Spot) -> Issue:
    value = bare(float(spot.piece.values[spot.field][spot.row]))
    return spot.issue(
        "warning",
        "converted",
        _(
            "{header} is written {found} and was read as {value}.",
            header=spot.header,
            found=spot.quoted,
            value=value,
        ),
        _("Nothing needs to be done if that is right."),
        _answers(spot),
    )


def not_whole(draft: Draft) -> Iterator[Issue]:
    """Name the totals that are not whole numbers, such as a mean of two raters."""
    for piece in draft.of("assessments"):
        if "score" in piece.columns:
            values = piece.values["score"]
            odd = np.isfinite(values) & (values != np.floor(values))
            yield from few(_not_whole(spot) for spot in spots(draft, piece, odd, "score"))


def _not_whole(spot: Spot) -> Issue:
    message = _(
        "{header} is {found}; a total is a whole number.", header=spot.header, found=spot.quoted
    )
    fix = _("Keep it if it is the mean of two raters, and say so in the report.")
    return spot.issue("warning", "not_whole", message, fix, _answers(spot))

"""Single cells: what could not be read, and what lies outside the field's range."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from ketgui.importing.changes import ColumnChange, SeveralChanges
from ketgui.importing.checks.amounts import has_open_unit
from ketgui.importing.checks.questions import list_choices
from ketgui.importing.checks.spot import Spot, list_spots, make_column_issue
from ketgui.importing.issues import Answer, Issue, quote_cell, show_few
from ketgui.importing.mapping.mapping import ColumnMapping
from ketgui.importing.recognition.rules import find_limits, find_missing_labels, get_kind
from ketgui.importing.rows.draft import Draft, Piece, Rows, is_equal
from ketgui.importing.rows.rated_scales import find_scales, scale_keys
from ketgui.importing.tables.text_table import Mask
from ketgui.importing.vocabulary import numbers
from ketgui.importing.vocabulary.suffixes import ANY_WORDS, get_leading_number
from ketgui.importing.vocabulary.targets import Target
from ketgui.importing.vocabulary.words import MISSING_NUMBERS, is_error, tidy
from ketgui.text import _, bare, integer, joined, plural

_MOST_MEANINGS = 6


def find_unread(draft: Draft) -> Iterator[Issue]:
    """Name the cells whose text the field cannot hold."""
    yield from _find_unread_columns(draft)
    for piece in draft.pieces:
        for key, marks in piece.unread.items():
            column = piece.columns[key]
            if not marks.any() or column.question or _is_all(marks):
                continue
            if column.target and get_kind(column.target) in ("choice", "yes_no"):
                yield from show_few(
                    _ask_about_word(alike) for alike in _group_by_word(draft, piece, marks, key)
                )
            else:
                yield from show_few(
                    _report_unread(spot) for spot in list_spots(draft, piece, marks, key)
                )


def _is_all(marks: Mask) -> bool:
    return bool(marks.all()) and len(marks) > 2


def _find_unread_columns(draft: Draft) -> Iterator[Issue]:
    """Name the columns of which no cell could be read; those that begin alike are one question."""
    unread = [
        (piece, piece.columns[key])
        for piece in draft.pieces
        for key, marks in piece.unread.items()
        if _is_all(marks) and not piece.columns[key].question
    ]
    begun = [(piece, column) for piece, column in unread if _get_leading_number(piece, column)]
    for piece, column in begun[:1]:
        yield _report_unread_column(piece, column, tuple(_read_from_start(p, c) for p, c in begun))
    for piece, column in unread:
        if (piece, column) not in begun:
            yield _report_unread_column(piece, column, ())


def _get_first_word(piece: Piece, column: ColumnMapping) -> str:
    cells = piece.source.columns[piece.source.letters.index(column.column)]
    return next((w for row in piece.index[:50] if (w := tidy(cells.at(int(row))))), "")


def _get_leading_number(piece: Piece, column: ColumnMapping) -> str:
    """Return the number that a column's first cell begins with, empty where no number is meant."""
    numeric = column.target is not None and get_kind(column.target) in ("number", "integer")
    return get_leading_number(_get_first_word(piece, column)) if numeric else ""


def _read_from_start(piece: Piece, column: ColumnMapping) -> ColumnChange:
    source = piece.source
    return ColumnChange(source.file, source.sheet, column.column, suffix=ANY_WORDS)


def _report_unread_column(
    piece: Piece, column: ColumnMapping, changes: tuple[ColumnChange, ...]
) -> Issue:
    word = _get_first_word(piece, column)
    title = _(
        "Read the number that each cell begins with: {text} is {value}",
        text=quote_cell(word),
        value=_get_leading_number(piece, column),
    )
    return make_column_issue(
        "error", "nothing_read", piece.source, column,
        _("No cell of {header} could be read: the first is {found}.",
          header=column.header, found=quote_cell(word)),
        _("Say how the cells are written, or choose what the column holds."),
        (Answer(title, SeveralChanges(changes)),) if changes else (),
    )  # fmt: skip


def _group_by_word(draft: Draft, piece: Piece, marks: Mask, key: str) -> list[list[Spot]]:
    """Return the rows of each word: what a word stands for is settled for all of them."""
    alike: dict[str, list[Spot]] = {}
    for spot in list_spots(draft, piece, marks, key):
        alike.setdefault(tidy(spot.text), []).append(spot)
    return list(alike.values())


def _ask_about_word(alike: list[Spot]) -> Issue:
    first = alike[0]
    if len(alike) == 1 or is_error(first.text):
        issue = _report_unread(first)
        return replace(issue, answers=(*_offer_meanings(first), *issue.answers))
    message = _(
        "{header} holds {found} in {n} rows, where {wanted} is expected.",
        header=first.header,
        found=first.quoted,
        n=integer(len(alike)),
        wanted=_describe_kind(first),
    )
    fix = _("Say what the word means; until then it is missing.")
    answers = (*_offer_meanings(first), _offer_missing(first))
    return first.make_issue("warning", "unread", message, fix, answers)


def _offer_meanings(spot: Spot) -> Iterator[Answer]:
    """Offer what a word may stand for, where there are few choices."""
    column, source = spot.column, spot.piece.source
    assert column is not None
    word = tidy(spot.text)
    for key, title in list_choices(column)[:_MOST_MEANINGS]:
        change = ColumnChange(source.file, source.sheet, column.column, codes=((word, key),))
        yield Answer(_("{word} is {title}", word=word, title=title), change)


def _report_unread(spot: Spot) -> Issue:
    if is_error(spot.text):
        message = _(
            "{header} shows {found}, the mark of a failed formula.",
            header=spot.header,
            found=spot.quoted,
        )
        fix = _("Correct the formula in the workbook; until then the value is missing.")
        return spot.make_issue("warning", "error_cell", message, fix, _list_other_answers(spot))
    message = _(
        "{header} holds {found} where {wanted} is expected.",
        header=spot.header, found=spot.quoted, wanted=_describe_kind(spot),
    )  # fmt: skip
    if _is_endless(spot.text):
        fix = _("Correct the value, or treat it as missing.")
        return spot.make_issue("error", "not_finite", message, fix, _list_other_answers(spot))
    fix = _("Correct the value; until then it is taken as missing.")
    return spot.make_issue("warning", "unread", message, fix, _list_other_answers(spot))


def _is_endless(text: str) -> bool:
    try:
        return np.isinf(float(text))
    except ValueError:
        return False


def _describe_kind(spot: Spot) -> str:
    column = spot.column
    assert column is not None
    assert column.target is not None
    return {
        "number": _("a number"),
        "integer": _("a whole number"),
        "date": _("a date"),
        "yes_no": _("yes or no"),
        "choice": _("one of the known words"),
    }.get(get_kind(column.target), _("a text"))


def _list_answers(spot: Spot) -> tuple[Answer, ...]:
    missing, always, exclude = _list_other_answers(spot)
    return missing, always, spot.decide_cell(_("Keep it"), "keep"), exclude


def _list_other_answers(spot: Spot) -> tuple[Answer, Answer, Answer]:
    """Return the ways to settle a cell but for keeping it, which what is unread cannot be."""
    return (
        spot.decide_cell(_("Treat as missing"), "missing"),
        _offer_missing(spot),
        spot.decide_row(_("Exclude the patient"), "exclude"),
    )


def _offer_missing(spot: Spot) -> Answer:
    column, source = spot.column, spot.piece.source
    assert column is not None
    always = ColumnChange(source.file, source.sheet, column.column, missing=(spot.text,))
    return Answer(_("It always means missing in this column"), always)


def find_outside_range(draft: Draft) -> Iterator[Issue]:
    """Name the numbers outside the range of their scale or field."""
    for piece in draft.pieces:
        for key, column in piece.columns.items():
            target = column.target
            if target is None or get_kind(target) not in ("number", "integer"):
                continue
            if has_open_unit(piece, key):
                continue
            for rows, (low, high) in _find_limits(piece, key, target):
                odd = rows & _is_outside(piece.values[key], low, high)
                if odd.any():
                    issues = (
                        _report_outside(spot, low, high)
                        for spot in list_spots(draft, piece, odd, key)
                    )
                    yield from show_few(issues)


Limits = tuple[float | None, float | None]


def _find_limits(piece: Piece, key: str, target: Target) -> Iterator[tuple[Mask, Limits]]:
    """Return the range of a field's numbers; that of a score is its own row's scale's."""
    if key != "score":
        yield np.ones(len(piece), np.bool_), find_limits(target)
        return
    for scale in scale_keys(piece):
        stated = replace(target, given=(("scale", scale),))
        yield is_equal(find_scales(piece), scale), find_limits(stated)


def _is_outside(values: np.ndarray, low: float | None, high: float | None) -> Mask:
    with np.errstate(invalid="ignore"):
        below = values < (-np.inf if low is None else low)
        return below | (values > (np.inf if high is None else high))


def _report_outside(spot: Spot, low: float | None, high: float | None) -> Issue:
    value = float(spot.piece.values[spot.field][spot.row])
    expected = _("{low} to {high}", low=bare(low or 0), high=bare(high or 0))
    placeholders = {"header": spot.header, "found": spot.quoted, "range": expected}
    if value in MISSING_NUMBERS:
        message = _(
            "{header} holds {found}, which looks like a code for a missing value; "
            "{range} is expected.",
            **placeholders,
        )
        fix = _("Say whether it means missing, or correct the value.")
        return spot.make_issue("error", "missing_code", message, fix, _list_answers(spot))
    is_score = spot.field == "score" or spot.field.startswith("item_")
    message = _("{header} is {found}; {range} is expected.", **placeholders)
    fix = _("Correct the value, treat it as missing, keep it, or exclude the patient.")
    severity = "error" if is_score or spot.field in _IMPOSSIBLE else "warning"
    return spot.make_issue(severity, "outside_range", message, fix, _list_answers(spot))


# An age outside the range is a slip of the pen as a score is, and changes a mean as one does.
_IMPOSSIBLE = frozenset({"age"})


def find_codes_in_range(draft: Draft) -> Iterator[Issue]:
    """Ask about numbers such as 99 that may mean missing though the field could hold them."""
    for piece in draft.pieces:
        for key, column in piece.columns.items():
            if column.target is None or get_kind(column.target) not in ("number", "integer"):
                continue
            if key in _NEVER_CODED or column.by_user:
                continue
            for code in _find_likely_codes(
                piece.values[key], piece.patient, *find_limits(column.target)
            ):
                holders = np.unique(piece.patient[piece.values[key] == code])
                yield _ask_about_code(piece, column, code, len(holders))


_NEVER_CODED = frozenset({"day", "infusion_number", "pulses_per_session", "sessions"})
_CODES = (77.0, 88.0, 99.0, 888.0, 999.0, 9999.0)


def _find_likely_codes(
    values: np.ndarray, patients: Rows, low: float | None, high: float | None
) -> Iterator[float]:
    """Return the codes in range that stand apart: the highest value, in several patients.

    One patient who weighs 88 kg weighs it at each infusion.
    """
    present = values[np.isfinite(values)]
    if len(present) < 3 or present.max() not in _CODES:
        return
    code = float(present.max())
    others = present[present != code]
    times = len(np.unique(patients[values == code]))
    inside = (low is None or code >= low) and (high is None or code <= high)
    if not inside or not len(others) or (values == code).sum() > len(present) / 2:
        return
    gap = code - float(others.max())
    if (times > 1 and gap > 1) or gap > _FAR * max(float(np.ptp(others)), 10.0):
        yield code


# So many times the others' range away.
_FAR = 1.0


def _ask_about_code(piece: Piece, column: ColumnMapping, code: float, times: int) -> Issue:
    placeholders = {"header": column.header, "code": bare(code)}
    cells = piece.source.columns[piece.source.letters.index(column.column)]
    written = tuple(
        str(word) for word in cells.words[cells.used] if numbers.read(str(word), ".", "") == code
    )
    where = (piece.source.file, piece.source.sheet, column.column)
    return make_column_issue(
        "error" if times > 1 else "warning",
        "missing_code",
        piece.source,
        column,
        plural(
            "{header} holds {code} in {n} patient, far from the others: "
            "it may be a code for missing.",
            "{header} holds {code} in {n} patients, far from the others: "
            "it may be a code for missing.",
            times,
            **placeholders,
        ),
        _("Say whether it means missing."),
        (
            Answer(
                _("{code} means missing", code=bare(code)), ColumnChange(*where, missing=written)
            ),
            Answer(_("{code} is a value", code=bare(code)), ColumnChange(*where)),
        ),
    )


def report_labelled_missing(draft: Draft) -> Iterator[Issue]:
    """Say which numbers are missing because the file's own labels say so."""
    for piece in draft.pieces:
        for column in piece.columns.values():
            labels = find_missing_labels(piece.source.labels.get(column.header))
            kind = get_kind(column.target) if column.target else "text"
            if labels and kind in ("number", "integer") and not column.by_user:
                pairs = [_("{code} is “{label}”", code=c, label=label) for c, label in labels]
                yield make_column_issue(
                    "note", "labelled_missing", piece.source, column,
                    _("In {header}, the file says that {codes}: taken as missing.",
                      header=column.header, codes=joined(pairs)),
                    _("Nothing needs to be done if that is right."),
                )  # fmt: skip


def find_converted(draft: Draft) -> Iterator[Issue]:
    """Say which numbers were written with other digits or signs than the keyboard's."""
    for piece in draft.pieces:
        for key, column in piece.columns.items():
            if column.target is None or get_kind(column.target) not in ("number", "integer"):
                continue
            cells = piece.source.columns[piece.source.letters.index(column.column)]
            if "".join(map(str, cells.words)).isascii():
                continue
            odd = cells.each(_was_converted).astype(np.bool_)
            rows = cells.rows_with(odd)[piece.index] & np.isfinite(piece.values[key])
            yield from show_few(
                _report_converted(spot) for spot in list_spots(draft, piece, rows, key)
            )


def _was_converted(word: str) -> bool:
    return not tidy(word).isascii() and numbers.is_numeric(word)


def _report_converted(spot: Spot) -> Issue:
    value = bare(float(spot.piece.values[spot.field][spot.row]))
    return spot.make_issue(
        "warning",
        "converted",
        _(
            "{header} is written {found} and was read as {value}.",
            header=spot.header,
            found=spot.quoted,
            value=value,
        ),
        _("Nothing needs to be done if that is right."),
        _list_answers(spot),
    )


def find_not_whole(draft: Draft) -> Iterator[Issue]:
    """Name the totals that are not whole numbers, such as a mean of two raters."""
    for piece in draft.of("assessments"):
        if "score" in piece.columns:
            values = piece.values["score"]
            odd = np.isfinite(values) & (values != np.floor(values))
            yield from show_few(
                _report_not_whole(spot) for spot in list_spots(draft, piece, odd, "score")
            )


def _report_not_whole(spot: Spot) -> Issue:
    message = _(
        "{header} is {found}; a total is a whole number.", header=spot.header, found=spot.quoted
    )
    fix = _("Keep it if it is the mean of two raters, and say so in the report.")
    return spot.make_issue("warning", "not_whole", message, fix, _list_answers(spot))

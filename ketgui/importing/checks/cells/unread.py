"""Cells whose text the field cannot hold, one by one or for a whole column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from ketgui.importing.changes import Action, ColumnChange, Decision, SeveralChanges
from ketgui.importing.checks.cells.answers import list_other_answers, offer_missing
from ketgui.importing.checks.questions import list_choices
from ketgui.importing.checks.spot import Spot, list_spots, make_column_issue
from ketgui.importing.issues import Answer, Issue, quote_cell, show_few
from ketgui.importing.mapping.mapping import ColumnMapping
from ketgui.importing.recognition.rules import get_kind
from ketgui.importing.rows.draft import Draft, Piece
from ketgui.importing.tables.text_table import Mask
from ketgui.importing.vocabulary.dates import find_in_text
from ketgui.importing.vocabulary.suffixes import ANY_WORDS, get_leading_number
from ketgui.importing.vocabulary.words import is_error, tidy
from ketgui.text import _, integer, plural

_MOST_MEANINGS = 6


def find_unread(draft: Draft) -> Iterator[Issue]:
    """Name the cells whose text the field cannot hold."""
    yield from _find_unread_columns(draft)
    yield from _ask_about_scores(draft)
    for piece in draft.pieces:
        for key, marks in piece.unread.items():
            column = piece.columns[key]
            if not marks.any() or column.question or _is_all(marks):
                continue
            if key == "score":
                marks = marks & ~_find_scores_with_words(draft, piece, marks)
            is_choice = column.target and get_kind(column.target) in ("choice", "yes_no")
            report = _ask_about_word if is_choice else _report_word
            yield from show_few(report, _group_by_word(draft, piece, marks, key))


def _ask_about_scores(draft: Draft) -> Iterator[Issue]:
    """Ask once about all scores that have words behind their number: "31 (severe)", "9*".

    Left missing they would cost their patients the pair, so that they are no mere warning.
    """
    spots = [
        spot
        for piece in draft.of("assessments")
        if "score" in piece.unread and not _is_all(piece.unread["score"])
        if not piece.columns["score"].question
        for spot in list_spots(
            draft, piece, _find_scores_with_words(draft, piece, piece.unread["score"]), "score"
        )
    ]
    if not spots:
        return
    first = spots[0]
    message = plural(
        "{n} score has words behind its number: {text}.",
        "{n} scores have words behind their number, such as {text}.",
        len(spots),
        text=first.quoted,
    )
    fix = _("Say whether the number is the score.")
    read = tuple(replace(_decide(spot, "correct"), new=_get_number(spot)) for spot in spots)
    missing = tuple(_decide(spot, "missing") for spot in spots)
    answers = (
        Answer(
            _("Use the number: {text} is {value}", text=first.quoted, value=read[0].new),
            SeveralChanges(read),
        ),
        Answer(_("Treat as missing"), SeveralChanges(missing)),
    )
    yield first.make_issue("error", "score_with_words", message, fix, answers)


def _decide(spot: Spot, action: Action) -> Decision:
    change = spot.decide_cell("", action).change
    assert isinstance(change, Decision)
    return change


def _get_number(spot: Spot) -> str:
    return get_leading_number(tidy(spot.text))


def _find_scores_with_words(draft: Draft, piece: Piece, marks: Mask) -> Mask:
    """Return which of the marked cells begin with a number."""
    begun = np.zeros(len(marks), np.bool_)
    for row in np.flatnonzero(marks)[:_MOST_SCORES].tolist():
        begun[row] = bool(_get_number(Spot(draft, piece, row, "score")))
    return begun


# A column of more such cells is written in a way of its own, and is no matter of single cells.
_MOST_SCORES = 500


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
    answers = (*_offer_meanings(first), offer_missing(first))
    return first.make_issue("warning", "unread", message, fix, answers)


def _report_word(alike: list[Spot]) -> Issue:
    """Report a text once for all cells that hold it: "5+" in eight rows."""
    issue = _report_unread(alike[0])
    if len(alike) == 1 or issue.key != "unread":
        return issue
    message = _(
        "{header} holds {found} in {n} rows, where {wanted} is expected.",
        header=alike[0].header,
        found=alike[0].quoted,
        n=integer(len(alike)),
        wanted=_describe_kind(alike[0]),
    )
    answers = tuple(
        Answer(
            answer.title,
            SeveralChanges(tuple(replace(answer.change, row=spot.file_row) for spot in alike)),
        )
        for answer in issue.answers
        if isinstance(answer.change, Decision) and answer.change.action in ("correct", "missing")
    )
    return replace(issue, message=message, answers=answers)


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
        return spot.make_issue("warning", "error_cell", message, fix, list_other_answers(spot))
    message = _(
        "{header} holds {found} where {wanted} is expected.",
        header=spot.header, found=spot.quoted, wanted=_describe_kind(spot),
    )  # fmt: skip
    if _is_endless(spot.text):
        fix = _("Correct the value, or treat it as missing.")
        return spot.make_issue("error", "not_finite", message, fix, list_other_answers(spot))
    fix = _("Correct the value; until then it is taken as missing.")
    answers = (*_offer_readings(spot), *list_other_answers(spot))
    return spot.make_issue("warning", "unread", message, fix, answers)


def _offer_readings(spot: Spot) -> Iterator[Answer]:
    """Offer what a cell of several things may mean: the number it begins with, or its dates."""
    kind = get_kind(spot.column.target) if spot.column and spot.column.target else "text"
    words: list[str] = []
    if kind in ("number", "integer"):
        words = [get_leading_number(tidy(spot.text))]
    elif kind == "date":
        words = find_in_text(spot.text)
    for word in list(dict.fromkeys(filter(None, words)))[:_MOST_READINGS]:
        change = replace(_decide(spot, "correct"), new=word)
        yield Answer(_("It is {value}", value=word), change)


_MOST_READINGS = 3


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

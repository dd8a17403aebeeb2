"""Rows that are no patients: those left out as totals or notes, and those asked about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np

from ketgui.domain.folding import fold
from ketgui.importing.changes import Decision, SeveralChanges
from ketgui.importing.checks.spot import Spot, find_id_column, list_spots
from ketgui.importing.issues import Answer, Issue, quote_cell, show_few
from ketgui.importing.rows.draft import Draft, Piece
from ketgui.importing.rows.summary_rows import SummaryRow, is_initials_of_summary
from ketgui.importing.tables.text_table import CodedText, Mask
from ketgui.importing.vocabulary import dates
from ketgui.importing.vocabulary.numbers import is_numeric
from ketgui.importing.vocabulary.privacy import is_identifying
from ketgui.importing.vocabulary.words import tidy
from ketgui.text import _, integer

# Nobody writes a second list below so many patients.
_MOST_ROWS = 5000


def report_summaries(draft: Draft) -> Iterator[Issue]:
    """Name the rows that were left out because their words say that they are no patients."""
    yield from show_few(_report_summary, draft.summaries)


def _report_summary(summary: SummaryRow) -> Issue:
    text = summary.text if not is_identifying(summary.text) else ""
    message = (
        _("The row {text} is a total, a mean or a note, not a patient; it was left out.",
          text=quote_cell(text))
        if tidy(text)
        else _("The row is a total, a mean or a note, not a patient; it was left out.")
    )  # fmt: skip
    address = (summary.file, summary.sheet, summary.row, summary.column)
    keep = Decision("keep", *address, summary.text)
    return Issue(
        "warning",
        *address,
        "patient_id",
        message,
        _("Keep it if it is a patient."),
        key="totals_row",
        answers=(Answer(_("It is a patient"), keep),),
    )


def ask_about_totals(draft: Draft) -> Iterator[Issue]:
    """Ask about the rows at the end that may be no patients: sums without a word, a second list.

    One answer leaves all of them out.
    """
    for piece in draft.of("patients"):
        extra_rows = [
            Spot(draft, piece, row, "patient_id") for row in find_rows_of_no_patient(draft, piece)
        ]
        yield from show_few(partial(_ask_about_row, alike=extra_rows), extra_rows)


def find_rows_of_no_patient(draft: Draft, piece: Piece) -> list[int]:
    """Return the rows at the end of a piece that look like sums or a second list."""
    rows = [len(piece) - 1] if _is_sum(draft, piece) else _find_initials(draft, piece)
    return sorted({*rows, *_block_below(piece), *_find_second_table(piece)})


def _find_initials(draft: Draft, piece: Piece) -> list[int]:
    """Return the last row where its id may be initials or a short word for a mean: "SD"."""
    last = len(piece) - 1
    is_open = last >= 0 and is_initials_of_summary(Spot(draft, piece, last, "patient_id").text)
    return [last] if is_open else []


def _is_sum(draft: Draft, piece: Piece) -> bool:
    """Tell whether the last row has numbers and no id."""
    if len(piece) < _LEAST_PATIENTS or find_id_column(piece) is None:
        return False
    last = len(piece) - 1
    is_named = bool(tidy(Spot(draft, piece, last, "patient_id").text))
    return not is_named and _has_numbers(piece, last)


_LEAST_PATIENTS = 3


def _find_second_table(piece: Piece) -> list[int]:
    """Return the rows from one that repeats the header on: a second table below the first."""
    column = find_id_column(piece)
    if column is None or len(piece) > _MOST_ROWS:
        return []
    name = fold(column.header)
    cells = piece.source.columns[piece.source.letters.index(column.column)]
    repeats = cells.rows_with(cells.each(lambda word: fold(word) == name).astype(np.bool_))
    starts = np.flatnonzero(repeats[piece.index])
    return list(range(int(starts[0]), len(piece))) if len(starts) and name else []


def _block_below(piece: Piece) -> list[int]:
    """Return the rows of a second list: below empty rows, or below a total, with little in them."""
    # A total that was left out is a gap too.
    gaps = np.flatnonzero(np.diff(piece.rows) > 1) + 1
    starts = [int(gap) for gap in gaps if gap >= len(piece) / 4]
    if not starts or len(piece) > _MOST_ROWS:
        return []
    filled = _count_filled(piece)
    for start in sorted(starts):
        above, below = filled[:start], filled[start:]
        if len(above) and len(below) and below.max() <= max(1, np.median(above) / 2):
            return list(range(start, len(piece)))
    return []


def _count_filled(piece: Piece) -> np.ndarray:
    """Return how many cells each row has, shape (n,)."""
    counts = np.zeros(len(piece), np.int64)
    for cells in piece.source.columns:
        some = cells.each(lambda word: bool(tidy(word))).astype(np.bool_)
        counts += cells.rows_with(some)[piece.index]
    return counts


def _list_cells(piece: Piece, row: int) -> Iterator[str]:
    return (cells.at(int(piece.index[row])) for cells in piece.source.columns)


def _has_numbers(piece: Piece, row: int) -> bool:
    return any(is_numeric(word) for word in _list_cells(piece, row))


def _ask_about_row(spot: Spot, alike: Sequence[Spot]) -> Issue:
    answers = (
        spot.decide_row(_("Leave the row out"), "leave_out"),
        spot.decide_cell(_("It is a patient"), "keep"),
    )
    if len(alike) > 1:
        out = tuple(other.decide_row("", "leave_out").change for other in alike)
        title = _("Leave all {n} such rows out", n=integer(len(alike)))
        answers = (Answer(title, SeveralChanges(out)), *answers)
    return spot.make_issue(
        "error",
        "totals_row",
        _("The row looks like a total, a mean, a note or a second list, not like a patient."),
        _("Leave the row out, or keep it if it is a patient."),
        answers,
    )


def find_changed_ids(draft: Draft) -> Iterator[Issue]:
    """Warn of ids that a spreadsheet made a date of, or that hide invisible characters."""
    for piece in draft.of("patients"):
        column = find_id_column(piece)
        if column is None:
            continue
        cells = piece.source.columns[piece.source.letters.index(column.column)]
        checks = ((_DATED, _are_dates(cells)), (_HIDDEN, _hide(cells)))
        for key, is_changed in checks:
            if is_changed.any():
                rows = cells.rows_with(is_changed)[piece.index]
                yield from show_few(
                    partial(_report_changed, key=key), list_spots(draft, piece, rows, "patient_id")
                )


_DATED, _HIDDEN = "date_as_id", "hidden_characters"


def _are_dates(cells: CodedText) -> Mask:
    if not cells.typed.any():
        return cells.typed
    return cells.typed & cells.each(lambda word: bool(dates.read(word, ""))).astype(np.bool_)


def _hide(cells: CodedText) -> Mask:
    if cells.is_tidy or "".join(cells.words).isprintable():
        return np.zeros(len(cells.words), np.bool_)
    return cells.each(lambda word: tidy(word) != " ".join(word.split())).astype(np.bool_)


def _report_changed(spot: Spot, key: str) -> Issue:
    message = {
        _DATED: _("The id is a date; a spreadsheet may have made it of something like 2-3."),
        _HIDDEN: _("The id holds invisible characters; they were left out of it."),
    }[key]
    fix = _("Compare the id with the original, and keep ids as text.")
    return spot.make_issue("warning", key, message, fix, (spot.decide_cell(_("Keep it"), "keep"),))


def find_lost_digits(draft: Draft) -> Iterator[Issue]:
    """Warn of ids that are numbers of 16 digits or more: a spreadsheet keeps fifteen."""
    for piece in draft.of("patients"):
        if len(piece) > 0 and find_id_column(piece) is not None:
            long = np.array([_is_long_number(str(i)) for i in draft.ids[:1000]], bool)
            rows = [row for row in range(min(len(piece), 1000)) if _is_long(piece, row, long)]
            yield from show_few(
                _report_long, [Spot(draft, piece, row, "patient_id") for row in rows]
            )


def _is_long_number(id_: str) -> bool:
    return len(id_) > _KEPT_DIGITS and id_.isdigit()


_KEPT_DIGITS = 15


def _is_long(piece: Piece, row: int, long: np.ndarray) -> bool:
    code = int(piece.patient[row])
    return 0 <= code < len(long) and bool(long[code])


def _report_long(spot: Spot) -> Issue:
    return spot.make_issue(
        "warning",
        "digits_lost",
        _("The id has more than 15 digits; a spreadsheet may have changed the last ones."),
        _("Compare it with the original, and keep such ids as text."),
        (spot.decide_cell(_("Keep it"), "keep"),),
    )

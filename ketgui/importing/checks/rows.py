"""Rows that look like totals, means or footnotes rather than patients."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from ketgui.domain.folding import fold
from ketgui.importing.checks.spot import Spot, id_column, spots
from ketgui.importing.issues import Issue, few
from ketgui.importing.rows.draft import Draft, Piece
from ketgui.importing.tables.text_table import CodedText, Mask
from ketgui.importing.vocabulary import dates
from ketgui.importing.vocabulary.numbers import looks_numeric
from ketgui.importing.vocabulary.words import tidy
from ketgui.text import _

_WORD = (
    r"(?:(?:grand )?(?:sub)?totals?|totaux|sum|somme|suma|mean|means|moyenne|moy|average|avg|media|"
    r"mittelwert|sd|et|std|ecart type|desviacion.*|median|mediane|mediana|min|max|minimum|maximum|"
    r"n|n \d+|count|nombre|range|note.*|notes|source.*|legend.*|legende.*|remarque.*|comment.*)"
)
_WORDS = re.compile(f"{_WORD}(?: {_WORD})*")
_LAST_ROWS = 12


def totals(draft: Draft) -> Iterator[Issue]:
    """Ask about the last rows whose id, or first cell, is a word like "Total", or is missing."""
    for piece in draft.of("patients"):
        tail = range(max(0, len(piece) - _LAST_ROWS), len(piece))
        found = [
            Spot(draft, piece, row, "patient_id") for row in tail if _is_total(draft, piece, row)
        ]
        yield from few(map(_asked, found))


def _is_total(draft: Draft, piece: Piece, row: int) -> bool:
    spot = Spot(draft, piece, row, "patient_id")
    if _is_total_word(spot.text):
        return True
    if tidy(spot.text):
        return False
    first = next((word for word in _cells(piece, row) if tidy(word)), "")
    if len(fold(first)) > 1 and _is_total_word(first):
        return True
    last = row == len(piece) - 1 and id_column(piece) is not None
    return last and len(piece) > 2 and _has_numbers(piece, row)


def _is_total_word(word: str) -> bool:
    return _WORDS.fullmatch(fold(word.replace("=", " "))) is not None


def _cells(piece: Piece, row: int) -> Iterator[str]:
    return (cells.at(int(piece.index[row])) for cells in piece.source.columns)


def _has_numbers(piece: Piece, row: int) -> bool:
    return any(looks_numeric(word) for word in _cells(piece, row))


def _asked(spot: Spot) -> Issue:
    return spot.issue(
        "error",
        "totals_row",
        _("The row looks like a total, a mean or a note, not like a patient."),
        _("Leave the row out, or keep it if it is a patient."),
        (
            spot.whole_row(_("Leave the row out"), "leave_out"),
            spot.cell(_("It is a patient"), "keep"),
        ),
    )


def changed_ids(draft: Draft) -> Iterator[Issue]:
    """Warn of ids that a spreadsheet made a date of, or that hide invisible characters."""
    for piece in draft.of("patients"):
        column = id_column(piece)
        if column is None:
            continue
        cells = piece.source.columns[piece.source.letters.index(column.column)]
        found = ((_DATED, _are_dates(cells)), (_HIDDEN, _hide(cells)))
        for key, words in found:
            if words.any():
                rows = cells.rows_with(words)[piece.index]
                yield from few(
                    _changed(spot, key) for spot in spots(draft, piece, rows, "patient_id")
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


def _changed(spot: Spot, key: str) -> Issue:
    message = {
        _DATED: _("The id is a date; a spreadsheet may have made it of something like 2-3."),
        _HIDDEN: _("The id holds invisible characters; they were left out of it."),
    }[key]
    fix = _("Compare the id with the original, and keep ids as text.")
    return spot.issue("warning", key, message, fix, (spot.cell(_("Keep it"), "keep"),))


def lost_digits(draft: Draft) -> Iterator[Issue]:
    """Warn of ids that are numbers of 16 digits or more: a spreadsheet keeps fifteen."""
    for piece in draft.of("patients"):
        if len(piece) > 0 and id_column(piece) is not None:
            long = np.array([len(str(i)) > 15 and str(i).isdigit() for i in draft.ids[:1000]], bool)
            rows = [row for row in range(min(len(piece), 1000)) if _is_long(piece, row, long)]
            yield from few(_long(Spot(draft, piece, row, "patient_id")) for row in rows)


def _is_long(piece: Piece, row: int, long: np.ndarray) -> bool:
    code = int(piece.patient[row])
    return 0 <= code < len(long) and bool(long[code])


def _long(spot: Spot) -> Issue:
    return spot.issue(
        "warning",
        "digits_lost",
        _("The id has more than 15 digits; a spreadsheet may have changed the last ones."),
        _("Compare it with the original, and keep such ids as text."),
        (spot.cell(_("Keep it"), "keep"),),
    )

"""Rows that look like totals, means or footnotes rather than patients."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np

from ketgui.domain.folding import fold
from ketgui.importing.changes import SeveralChanges
from ketgui.importing.checks.spot import Spot, find_id_column, list_spots
from ketgui.importing.issues import Answer, Issue, show_few
from ketgui.importing.rows.draft import Draft, Piece
from ketgui.importing.tables.text_table import CodedText, Mask
from ketgui.importing.vocabulary import dates
from ketgui.importing.vocabulary.numbers import is_numeric
from ketgui.importing.vocabulary.words import tidy
from ketgui.text import _, integer

_SUMMARY = (
    r"(?:(?:grand )?(?:sub)?totals?|totaux|sum|somme|suma|mean|means|moyenne|moy|average|avg|media|"
    r"mittelwert|sd|std|median|mediane|mediana)"
)
_EVERYBODY = r"(?:all|tous|toutes|ensemble|overall|everyone|todos|alle|gesamt)"
_WORD = (
    rf"(?:{_SUMMARY}|{_EVERYBODY}|%|pct|percent|pourcentage|et|ecart type|desviacion.*|min|max|"
    r"minimum|maximum|n|n \d+|count|nombre|range|note.*|notes|source.*|legend.*|legende.*|"
    r"remarque.*|comment.*)"
)
_WORDS = re.compile(f"{_WORD}(?: {_WORD})*")
# "Mean A" and "Moy. site A" are means too, and stand among the patients of each site.
_AMONG_PATIENTS = re.compile(f"{_SUMMARY}(?: [a-z0-9]{{1,12}}){{0,3}}|{_EVERYBODY}")
_LEGEND = re.compile(r"[^\W\d_]{1,4}\s*[:=]\s*[^\W\d_]{3,}.*")
_HEADING = re.compile(
    r"(?:sites?|centres?|centers?|groups?|groupes?|arms?|bras|cohorts?|cohortes?|grupo|gruppe|clinic|"
    r"clinique) \w{1,12}"
)
_LAST_ROWS = 12


def ask_about_totals(draft: Draft) -> Iterator[Issue]:
    """Ask about the rows at the end that are no patients: totals, notes, a second list.

    One answer leaves all of them out.
    """
    for piece in draft.of("patients"):
        extra_rows = [
            Spot(draft, piece, row, "patient_id") for row in find_rows_of_no_patient(draft, piece)
        ]
        yield from show_few(partial(_ask_about_row, alike=extra_rows), extra_rows)


def find_rows_of_no_patient(draft: Draft, piece: Piece) -> list[int]:
    """Return the rows at the end of a piece that look like totals, notes or a second list."""
    tail = range(max(0, len(piece) - _LAST_ROWS), len(piece))
    rows = [row for row in tail if _is_total(draft, piece, row)]
    rows += _find_named(piece)
    return sorted({*rows, *_block_below(piece, rows), *_find_second_table(piece)})


def _find_named(piece: Piece) -> list[int]:
    """Return the rows, wherever they are, that a word in the place of the id calls no patient."""
    column = find_id_column(piece)
    if column is None or len(piece) > _MOST_ROWS:
        return []
    cells = piece.source.columns[piece.source.letters.index(column.column)]
    rows = cells.rows_with(cells.each(_is_summary).astype(np.bool_))[piece.index]
    headings = cells.rows_with(cells.each(_is_heading).astype(np.bool_))[piece.index]
    if headings.any():
        # A patient may be called so too, but then has an age or a score.
        rows |= headings & (_count_filled(piece) <= 1)
    return np.flatnonzero(rows).tolist()


def _is_summary(word: str) -> bool:
    # Two letters may be initials.
    return len(fold(word)) > 2 and _AMONG_PATIENTS.fullmatch(fold(word)) is not None


def _is_heading(word: str) -> bool:
    return _HEADING.fullmatch(fold(word)) is not None or _LEGEND.fullmatch(tidy(word)) is not None


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


def _is_total(draft: Draft, piece: Piece, row: int) -> bool:
    spot = Spot(draft, piece, row, "patient_id")
    if _is_total_word(spot.text) or _is_note(spot.text):
        return True
    if tidy(spot.text):
        return False
    first = next((word for word in _list_cells(piece, row) if tidy(word)), "")
    if len(fold(first)) > 1 and (_is_total_word(first) or _is_note(first)):
        return True
    last = row == len(piece) - 1 and find_id_column(piece) is not None
    return last and len(piece) > 2 and _has_numbers(piece, row)


def _is_note(word: str) -> bool:
    """Tell whether a text is a sentence rather than a code: "* rated by telephone"."""
    text = tidy(word)
    marked = text.startswith(("*", "†", "‡", "§", "#", "¹", "²", "³", "(1)", "1)"))
    return len(text.split()) >= _LEAST_WORDS and (marked or len(text) > _LONGEST_ID)


_LEAST_WORDS = 3
_LONGEST_ID = 30


def _block_below(piece: Piece, totals: list[int]) -> list[int]:
    """Return the rows of a second list: below empty rows, or below a total, with little in them."""
    gaps = np.flatnonzero(np.diff(piece.rows) > 1) + 1
    starts = [int(gap) for gap in gaps if gap >= len(piece) / 4] + totals[:1]
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


# Nobody writes a second list below so many patients.
_MOST_ROWS = 5000


def _is_total_word(word: str) -> bool:
    return _WORDS.fullmatch(fold(word.replace("=", " "))) is not None


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

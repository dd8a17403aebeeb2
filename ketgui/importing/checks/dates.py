"""Dates that a spreadsheet has changed: day and month exchanged where both were possible."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from ketgui.importing.changes import ColumnChange
from ketgui.importing.checks.spot import Spot, list_spots, make_column_issue
from ketgui.importing.issues import Answer, Issue, show_few
from ketgui.importing.mapping.mapping import ColumnMapping
from ketgui.importing.rows.draft import Draft, Piece
from ketgui.importing.tables.text_table import CodedText, Mask
from ketgui.importing.vocabulary import dates
from ketgui.text import _, integer

_LAST_MONTH = 12
_SHORT = re.compile(r"\s*(\d{1,2})[-/. ](\d{1,2})[-/. ]\d{2,4}")


def find_swapped(draft: Draft) -> Iterator[Issue]:
    """Warn where only dates whose day may be a month were stored, and the rest kept as text.

    Dates written day first end so in a spreadsheet that reads the month first.
    """
    for piece in draft.pieces:
        for column in piece.columns.values():
            if column.target and column.target.field.endswith("date") and not column.rule.swapped:
                cells = piece.source.columns[piece.source.letters.index(column.column)]
                if _is_swapped(cells):
                    yield _ask_about_column(piece, column, cells)


def _is_swapped(cells: CodedText) -> bool:
    used, is_stored = cells.used, _find_stored(cells)
    stored = [d for w in cells.words[used & is_stored] if (d := dates.read(str(w), ""))]
    texts = [f for w in cells.words[used & ~is_stored] if (f := _SHORT.match(str(w)))]
    ambiguous = bool(stored) and all(date.day <= _LAST_MONTH for date in stored)
    # Where the month first reading is impossible, only text was left to the spreadsheet.
    over = bool(texts) and all(max(int(f[1]), int(f[2])) > _LAST_MONTH for f in texts)
    return ambiguous and over


def _find_stored(cells: CodedText) -> Mask:
    return dates.find_stored([str(word) for word in cells.words], cells.typed)


def _ask_about_column(piece: Piece, column: ColumnMapping, cells: CodedText) -> Issue:
    where = (piece.source.file, piece.source.sheet, column.column)
    word = next(
        str(w) for w in cells.words[cells.used & _find_stored(cells)] if dates.read(str(w), "")
    )
    date = dates.read(word, "")
    other = dates.exchange_day_and_month(date) if date else None
    return make_column_issue(
        "warning",
        "dates_swapped",
        piece.source,
        column,
        _(
            "In {header}, day and month of the dates that the spreadsheet knows may be exchanged.",
            header=column.header,
        ),
        _("Compare one date with the original."),
        (
            Answer(
                _("Exchange them: {date} is {other}", date=word, other=f"{other:%Y-%m-%d}")
                if other
                else _("Exchange day and month"),
                ColumnChange(*where, swapped="yes"),
            ),
            Answer(_("They are right"), ColumnChange(*where, swapped="no")),
        ),
    )


def find_against_numbers(draft: Draft) -> Iterator[Issue]:
    """Name the infusions whose dates are not in the order of their numbers."""
    for piece in draft.of("infusions"):
        if {"date", "infusion_number"} <= piece.values.keys():
            odd = _find_out_of_order(piece)
            if odd.any() and _count_again(piece) and "course" not in piece.values:
                yield _report_second_course(piece)
                continue
            if odd.any() and _is_asked(piece):
                continue
            if odd.any() and (issue := _offer_exchange(piece)):
                yield issue
                continue
            yield from show_few(_report_order, list_spots(draft, piece, odd, "date"))


def _is_asked(piece: Piece) -> bool:
    """Tell whether `find_swapped` asks about the dates: that is one question."""
    column = piece.columns.get("date")
    if column is None or column.rule.swapped:
        return False
    return _is_swapped(_get_cells(piece, column))


def _find_out_of_order(piece: Piece) -> np.ndarray:
    """Return the rows dated before an infusion of a lower number of the same patient."""
    number, when = piece.values["infusion_number"], piece.values["date"]
    is_known = ~np.isnan(number) & ~np.isnat(when) & (piece.patient >= 0)
    rows = np.flatnonzero(is_known)
    rows = rows[np.lexsort((number[rows], piece.patient[rows]))]
    patient, dates_ = piece.patient[rows], when[rows]
    odd = np.zeros(len(piece), np.bool_)
    same = patient[1:] == patient[:-1]
    odd[rows[1:][same & (dates_[1:] < dates_[:-1])]] = True
    return odd


def _count_again(piece: Piece) -> bool:
    """Tell whether some patient's numbers begin at 1 again, in the order of the dates."""
    number, when = piece.values["infusion_number"], piece.values["date"]
    rows = np.flatnonzero(~np.isnan(number) & ~np.isnat(when) & (piece.patient >= 0))
    rows = rows[np.lexsort((when[rows], piece.patient[rows]))]
    same = piece.patient[rows][1:] == piece.patient[rows][:-1]
    falls = same & (number[rows][1:] <= number[rows][:-1])
    firsts = piece.patient[rows][number[rows] == 1]
    # Numbers that stand once each are out of order, and do not begin again.
    is_twice = len(np.unique(firsts)) < len(firsts)
    return bool(falls.any()) and is_twice and bool((number[rows][1:][falls] == 1).all())


def _report_second_course(piece: Piece) -> Issue:
    column = piece.columns["infusion_number"]
    return make_column_issue(
        "warning",
        "numbers_begin_again",
        piece.source,
        column,
        _("In {header}, the numbers begin at 1 again: a second course, or maintenance.",
          header=column.header),
        _("Add a column “course” or “phase” if the later ones are no part of the first course."),
    )  # fmt: skip


def _offer_exchange(piece: Piece) -> Issue | None:
    """Offer to exchange day and month, where that alone puts all infusions in order."""
    exchanged = _exchange(piece)
    if exchanged is None or _find_out_of_order(exchanged).any():
        return None
    column = piece.columns["date"]
    return _ask_about_column(piece, column, _get_cells(piece, column))


def _exchange(piece: Piece) -> Piece | None:
    """Return infusions with day and month of the stored dates exchanged, None if settled."""
    column = piece.columns.get("date")
    if column is None or column.rule.swapped:
        return None
    cells = _get_cells(piece, column)
    stored = cells.rows_with(_find_stored(cells))[piece.index]
    when = piece.values["date"].copy()
    for row in np.flatnonzero(stored & ~np.isnat(when)):
        date = dates.exchange_day_and_month(when[row].item())
        when[row] = date or when[row]
    return replace(piece, values=piece.values | {"date": when}) if stored.any() else None


def _get_cells(piece: Piece, column: ColumnMapping) -> CodedText:
    return piece.source.columns[piece.source.letters.index(column.column)]


def find_spread(draft: Draft) -> Iterator[Issue]:
    """Ask about infusions months apart that are weeks apart with day and month exchanged.

    Where no day is above 12, the dates are in order either way: 3 May, 3 July and 3 October may be
    5, 7 and 10 March.
    """
    for piece in draft.of("infusions"):
        exchanged = _exchange(piece) if "date" in piece.values else None
        if exchanged is None or not _are_in_months(piece):
            continue
        in_order = not any(map(_has_disorder, (piece, exchanged)))
        if in_order and _find_span(piece) > _MONTHS and _find_span(exchanged) <= _WEEKS:
            column = piece.columns["date"]
            yield _ask_about_column(piece, column, _get_cells(piece, column))


def _are_in_months(piece: Piece) -> bool:
    """Tell whether there are several dates, each of whose days may be a month."""
    when = piece.values["date"]
    days = [date.item().day for date in np.unique(when[~np.isnat(when)])]
    return len(days) >= _FEWEST and max(days) <= _LAST_MONTH


def _has_disorder(piece: Piece) -> bool:
    return "infusion_number" in piece.values and bool(_find_out_of_order(piece).any())


# Six infusions take two to three weeks.
_FEWEST, _WEEKS, _MONTHS = 3, 35.0, 60.0


def _find_span(piece: Piece) -> float:
    """Return the days from first to last infusion, of the patient in the middle."""
    when, patients = piece.values["date"], piece.patient
    known = ~np.isnat(when) & (patients >= 0)
    when, patients = when[known], patients[known]
    first = np.full(int(patients.max(initial=-1)) + 1, np.datetime64("NaT", "us"))
    last = first.copy()
    # `fmin` and `fmax` pass over the missing date that each place begins with.
    np.fmin.at(first, patients, when)
    np.fmax.at(last, patients, when)
    days = ((last - first) / np.timedelta64(1, "D"))[~np.isnat(first)]
    return float(np.median(days)) if len(days) else 0.0


def _report_order(spot: Spot) -> Issue:
    number = integer(int(spot.piece.values["infusion_number"][spot.row]))
    return spot.make_issue(
        "warning",
        "infusions_out_of_order",
        _(
            "Infusion {n} is dated {found}, before the infusion ahead of it.",
            n=number,
            found=spot.quoted,
        ),
        _("Correct the date or the number; day and month may be exchanged."),
        (spot.decide_cell(_("Keep it"), "keep"),),
    )

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
from ketgui.importing.tables.text_table import CodedText
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
    used = cells.used
    stored = [d for w in cells.words[used & cells.typed] if (d := dates.read(str(w), ""))]
    texts = [f for w in cells.words[used & ~cells.typed] if (f := _SHORT.match(str(w)))]
    ambiguous = bool(stored) and all(date.day <= _LAST_MONTH for date in stored)
    # Where the month first reading is impossible, only text was left to the spreadsheet.
    over = bool(texts) and all(max(int(f[1]), int(f[2])) > _LAST_MONTH for f in texts)
    return ambiguous and over


def _ask_about_column(piece: Piece, column: ColumnMapping, cells: CodedText) -> Issue:
    where = (piece.source.file, piece.source.sheet, column.column)
    word = next(str(w) for w in cells.words[cells.used & cells.typed] if dates.read(str(w), ""))
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
            if odd.any() and (issue := _offer_exchange(piece)):
                # Dates whose exchange `find_swapped` asks about are one question.
                if issue.message not in {other.message for other in find_swapped(draft)}:
                    yield issue
                continue
            yield from show_few(
                _report_order(spot) for spot in list_spots(draft, piece, odd, "date")
            )


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
    column = piece.columns.get("date")
    if column is None or column.rule.swapped:
        return None
    cells = piece.source.columns[piece.source.letters.index(column.column)]
    stored = cells.rows_with(cells.typed)[piece.index]
    when = piece.values["date"].copy()
    for row in np.flatnonzero(stored & ~np.isnat(when)):
        date = dates.exchange_day_and_month(when[row].item())
        when[row] = date or when[row]
    exchanged = replace(piece, values=piece.values | {"date": when})
    return None if _find_out_of_order(exchanged).any() else _ask_about_column(piece, column, cells)


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

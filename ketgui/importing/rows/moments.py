"""Before and after, where rows and headers leave them open: by dates, by days, by order."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from ketgui.importing.rows.draft import Draft, Piece, equal
from ketgui.importing.rows.items import scores
from ketgui.importing.rows.rated_scales import scales_of
from ketgui.importing.rows.reading import Values
from ketgui.importing.tables.text_table import Mask

_ONE_DAY = np.timedelta64(1, "D")


def settle_moments(draft: Draft) -> Draft:
    """Settle which ratings are before and after, as far as the user or other ratings tell it.

    By order, each patient's first dated rating is "before" and the last "after"; a patient with
    one rating, or with several of one date, has "before" alone. By day, the ratings of that day
    are "after". Where the file tells "after" and not "before", each patient's first rating ahead
    of it is "before".
    """
    piece = find_ordered_ratings(draft)
    if draft.mapping.moments == "by_order" and piece is not None:
        return _replaced(draft, piece, _by_order(piece))
    if draft.mapping.after_day is not None and piece is not None:
        return _replaced(draft, piece, _by_day(piece, draft.mapping.after_day))
    return _with_first_before(draft)


def _replaced(draft: Draft, piece: Piece, moments: Values) -> Draft:
    told = replace(piece, values=piece.values | {"moment": moments})
    return replace(draft, pieces=tuple(told if p is piece else p for p in draft.pieces))


def find_ordered_ratings(draft: Draft) -> Piece | None:
    """Return the one table of dated ratings whose moments nothing else tells, None for none."""
    pieces = [piece for piece in draft.of("assessments") if len(piece)]
    if len(pieces) != 1 or "moment" in pieces[0].values:
        return None
    when = _when(pieces[0])
    return None if when is None or np.isnan(when).all() else pieces[0]


def _when(piece: Piece) -> Values | None:
    """Return the day of each rating, not-a-number where it has none."""
    dates = piece.values.get("date")
    if dates is None:
        return piece.values.get("day")
    return np.where(np.isnat(dates), np.nan, dates.astype(np.int64).astype(np.float64))


def _by_order(piece: Piece) -> Values:
    when, of, rated = _rated(piece)
    first, last = _extremes(when, of, rated)
    moments = np.full(len(piece), None, np.object_)
    moments[rated & (when == last[of])] = "after"
    moments[rated & (when == first[of])] = "before"
    return moments


def _by_day(piece: Piece, day: float) -> Values:
    when, of, rated = _rated(piece)
    days = piece.values["day"]
    moments = np.full(len(piece), None, np.object_)
    moments[rated & (days == day)] = "after"
    first, _last = _extremes(when, of, rated & (days < day))
    moments[rated & (days < day) & (when == first[of])] = "before"
    return moments


def _rated(piece: Piece) -> tuple[Values, Values, Mask]:
    """Return each row's day, its patient and scale as one number, and whether it has a score."""
    when = _when(piece)
    assert when is not None
    codes, words = pd.factorize(scales_of(piece))
    of = (piece.patient + 1) * len(words) + codes
    return when, of, ~np.isnan(when) & ~np.isnan(scores(piece)) & (piece.patient >= 0)


def _extremes(when: Values, of: Values, rated: Mask) -> tuple[Values, Values]:
    first = np.full(int(of.max()) + 1, np.nan)
    last = first.copy()
    np.fmin.at(first, of[rated], when[rated])
    np.fmax.at(last, of[rated], when[rated])
    return first, last


def _with_first_before(draft: Draft) -> Draft:
    """Call the first counted visit "before" where another column is "after" and none is before.

    Of "D1" and "D14", if D14 is after, D1 is before.
    """
    pieces = [piece for piece in draft.of("assessments") if len(piece)]
    for scale in {str(scales_of(piece)[0]) for piece in pieces}:
        of_it = [piece for piece in pieces if equal(scales_of(piece), scale).all()]
        said = {str(m) for p in of_it if "moment" in p.values for m in p.values["moment"][:1]}
        counted = [p for p in of_it if "moment" not in p.values and "day" in p.values]
        if said == {"after"} and counted:
            first = min(counted, key=lambda p: float(np.nanmin(p.values["day"])))
            draft = _replaced(draft, first, np.full(len(first), "before", np.object_))
    return draft


def find_date_conflicts(draft: Draft) -> list[tuple[Piece, Mask]]:
    """Return the ratings of rows whose moment the dates of the infusions contradict.

    A rating called "before" that was made after the first infusion, or one called "after" that
    was made before it.
    """
    first = draft.each_patient(np.datetime64("NaT", "us"))
    for piece in draft.of("infusions"):
        if "date" in piece.values:
            rows = piece.patient >= 0
            np.fmin.at(first, piece.patient[rows], piece.values["date"][rows])
    found: list[tuple[Piece, Mask]] = []
    for piece in draft.of("assessments"):
        if "moment" in piece.columns and "date" in piece.values:
            start = first[piece.patient]
            when, moment = piece.values["date"], piece.values["moment"]
            late = (moment == "before") & (when >= start + _ONE_DAY)
            early = (moment == "after") & (when < start)
            odd = (piece.patient >= 0) & (late | early) & ~_kept(draft, piece)
            if odd.any():
                found.append((piece, odd.astype(np.bool_)))
    return found


def _kept(draft: Draft, piece: Piece) -> Mask:
    """Return the rows whose word for the moment the user keeps against the date."""
    source, letter = piece.source, piece.columns["date"].column if "date" in piece.columns else ""
    rows = [
        d.row
        for d in draft.mapping.decisions
        if d.action == "keep" and (d.file, d.sheet, d.column) == (source.file, source.sheet, letter)
    ]
    return np.isin(piece.rows, rows)


def follow_dates(draft: Draft) -> Draft:
    """Let the dates decide where they contradict a row's own word for its moment."""
    for piece, odd in find_date_conflicts(draft):
        moments = piece.values["moment"].copy()
        moments[odd] = None
        draft = _replaced(draft, piece, moments)
    return draft

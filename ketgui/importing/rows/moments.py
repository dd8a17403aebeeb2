"""Before and after, where rows and headers leave them open: by dates, by days, by order."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from ketgui.importing.rows.draft import Draft, Piece, is_equal
from ketgui.importing.rows.items import compute_scores
from ketgui.importing.rows.rated_scales import find_scales
from ketgui.importing.rows.reading import Values
from ketgui.importing.tables.text_table import Mask

# The number of the infusion that a rating is of.
BY_NUMBER = "of_infusion"
_ONE_DAY = np.timedelta64(1, "D")


def settle_moments(draft: Draft) -> Draft:
    """Settle which ratings are before and after, as far as the user or other ratings tell it.

    By order, each patient's first dated rating is "before" and the last "after"; a patient with
    one rating, or with several of one date, has "before" alone. By day, the ratings of that day
    are "after". Where the file tells "after" and not "before", each patient's first rating ahead
    of it is "before"; where all ratings but the baselines are of one later day, these are "after".
    """
    piece = find_ordered_ratings(draft)
    if draft.mapping.moments == "by_order" and piece is not None:
        return _replace_moments(draft, piece, _settle_by_order(piece))
    if draft.mapping.after_day is not None and piece is not None:
        return _replace_moments(draft, piece, _settle_by_day(piece, draft.mapping.after_day))
    return _settle_only_day(_settle_first_before(draft))


def _replace_moments(draft: Draft, piece: Piece, moments: Values) -> Draft:
    settled = replace(piece, values=piece.values | {"moment": moments})
    return replace(draft, pieces=tuple(settled if p is piece else p for p in draft.pieces))


def find_ordered_ratings(draft: Draft) -> Piece | None:
    """Return the one table of dated ratings whose moments nothing else tells, None for none."""
    # With several tables the first rating of a patient may stand in any of them.
    pieces = [piece for piece in draft.of("assessments") if len(piece)]
    if len(pieces) != 1 or "moment" in pieces[0].values:
        return None
    times = _get_times(pieces[0])
    return None if times is None or np.isnan(times).all() else pieces[0]


def _get_times(piece: Piece) -> Values | None:
    """Return a number for each rating's date, study day or infusion; not-a-number where none.

    The numbers only order the ratings of one piece: their unit does not matter.
    """
    dates = piece.values.get("date")
    if dates is None:
        day = piece.values.get("day")
        return piece.values.get(BY_NUMBER) if day is None else day
    # As an integer, a missing date would be the smallest number there is.
    return np.where(np.isnat(dates), np.nan, dates.astype(np.int64).astype(np.float64))


def _settle_by_order(piece: Piece) -> Values:
    """Return "before" for the first rating of each patient and scale, "after" for the last."""
    times, groups, is_rated = _group_ratings(piece)
    first, last = _find_extremes(times, groups, is_rated)
    moments = np.full(len(piece), None, np.object_)
    # "Before" is written last: a single rating is the first one and the last one.
    moments[is_rated & (times == last[groups])] = "after"
    moments[is_rated & (times == first[groups])] = "before"
    return moments


def _settle_by_day(piece: Piece, day: float) -> Values:
    """Return "after" for the ratings of a day, "before" for each patient's first one until then."""
    times, groups, is_rated = _group_ratings(piece)
    days = piece.values["day"]
    moments = np.full(len(piece), None, np.object_)
    moments[is_rated & (days == day)] = "after"
    is_earlier = is_rated & (days < day)
    first, _last = _find_extremes(times, groups, is_earlier)
    moments[is_earlier & (times == first[groups])] = "before"
    return moments


def _group_ratings(piece: Piece) -> tuple[Values, Values, Mask]:
    """Return each row's time, its patient and scale as one number, and whether it is rated.

    A row counts as rated if it has a time, a score and a patient.
    """
    times = _get_times(piece)
    assert times is not None
    codes, words = pd.factorize(find_scales(piece))
    # Patients count from -1, for a row without one; the numbers must index an array.
    groups = (piece.patient + 1) * len(words) + codes
    is_rated = ~np.isnan(times) & ~np.isnan(compute_scores(piece)) & (piece.patient >= 0)
    return times, groups, is_rated


def _find_extremes(times: Values, groups: Values, rows: Mask) -> tuple[Values, Values]:
    """Return, by group, the first and the last time of these rows; not-a-number where none is."""
    first = np.full(int(groups.max()) + 1, np.nan)
    last = first.copy()
    # Unlike `minimum`, `fmin` passes over the not-a-number that each place begins with; `at`
    # takes every row of a group in turn, where plain indexing would take one.
    np.fmin.at(first, groups[rows], times[rows])
    np.fmax.at(last, groups[rows], times[rows])
    return first, last


def _settle_first_before(draft: Draft) -> Draft:
    """Call the first counted visit "before" where another column is "after" and none is before.

    Of "D1" and "D14", if D14 is after, D1 is before.
    """
    pieces = [piece for piece in draft.of("assessments") if len(piece)]
    for scale in {str(find_scales(piece)[0]) for piece in pieces}:
        same_scale = [piece for piece in pieces if is_equal(find_scales(piece), scale).all()]
        # A header states one moment for all rows of its piece, so that the first row is enough.
        moments = {
            str(moment)
            for piece in same_scale
            if "moment" in piece.values
            for moment in piece.values["moment"][:1]
        }
        counted = [p for p in same_scale if "moment" not in p.values and "day" in p.values]
        if moments == {"after"} and counted:
            first = min(counted, key=lambda p: float(np.nanmin(p.values["day"])))
            draft = _replace_moments(draft, first, np.full(len(first), "before", np.object_))
    return draft


def _settle_only_day(draft: Draft) -> Draft:
    """Call the ratings of one later day "after" where all others are baselines.

    Infusions with dates or days tell better which ratings come after them.
    """
    if any({"date", "day"} & piece.values.keys() for piece in draft.of("infusions")):
        return draft
    pieces = [piece for piece in draft.of("assessments") if len(piece)]
    # A million ratings without a day need no closer look.
    if not any("day" in piece.values for piece in pieces):
        return draft
    for scale in {str(find_scales(piece)[0]) for piece in pieces}:
        same_scale = [piece for piece in pieces if is_equal(find_scales(piece), scale).all()]
        moments = {moment for piece in same_scale for moment in pd.unique(_get_moments(piece))}
        open_rows = [pd.isna(_get_moments(piece)) for piece in same_scale]
        days = {
            day
            for piece, rows in zip(same_scale, open_rows, strict=True)
            for day in np.unique(_get_days(piece)[rows]).tolist()
        }
        if {m for m in moments if m is not None} != {"before"} or len(days) != 1 or max(days) <= 0:
            continue
        for piece, rows in zip(same_scale, open_rows, strict=True):
            if rows.any():
                settled = np.array(_get_moments(piece), np.object_)
                settled[rows] = "after"
                draft = _replace_moments(draft, piece, settled)
    return draft


def _get_moments(piece: Piece) -> Values:
    return piece.values.get("moment", np.full(len(piece), None, np.object_))


def _get_days(piece: Piece) -> Values:
    """Return the rows' study days; minus infinity for a row without one."""
    return np.nan_to_num(piece.values.get("day", np.full(len(piece), np.nan)), nan=-np.inf)


def find_date_conflicts(draft: Draft) -> list[tuple[Piece, Mask]]:
    """Return the ratings of rows whose moment the dates of the infusions contradict.

    A rating called "before" that was made after the first infusion, or one called "after" that
    was made before it.
    """
    infusions = [piece for piece in draft.of("infusions") if "date" in piece.values]
    if not infusions:
        return []
    # Each patient's first infusion, whatever table it is in. `fmin` passes over missing dates.
    first = draft.each_patient(np.datetime64("NaT", "us"))
    for piece in infusions:
        rows = piece.patient >= 0
        np.fmin.at(first, piece.patient[rows], piece.values["date"][rows])
    conflicts: list[tuple[Piece, Mask]] = []
    for piece in draft.of("assessments"):
        if "moment" in piece.columns and "date" in piece.values:
            start = first[piece.patient]
            dates, moment = piece.values["date"], piece.values["moment"]
            # A baseline of the day of the infusion was rated before it; the file need not say so.
            # A missing date compares as false, so that it contradicts nothing.
            is_late = (moment == "before") & (dates >= start + _ONE_DAY)
            is_early = (moment == "after") & (dates < start)
            is_odd = (piece.patient >= 0) & (is_late | is_early) & ~_find_kept(draft, piece)
            if is_odd.any():
                conflicts.append((piece, is_odd.astype(np.bool_)))
    return conflicts


def _find_kept(draft: Draft, piece: Piece) -> Mask:
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
        # Without a word for the moment the analysis goes by the dates alone.
        moments = piece.values["moment"].copy()
        moments[odd] = None
        draft = _replace_moments(draft, piece, moments)
    return draft

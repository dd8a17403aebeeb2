"""Before and after by the order of the ratings, where the user says that it tells them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from ketgui.importing.rows.draft import Draft, Piece
from ketgui.importing.rows.items import scores
from ketgui.importing.rows.rated_scales import scales_of
from ketgui.importing.rows.reading import Values


def with_moments(draft: Draft) -> Draft:
    """Call each patient's first dated rating "before" and the last "after", if the user wants it.

    A patient with one rating, or with several of one date, has "before" alone; ratings between
    have no moment.
    """
    piece = ordered_ratings(draft)
    if draft.mapping.moments != "by_order" or piece is None:
        return draft
    told = replace(piece, values=piece.values | {"moment": _moments(piece)})
    return replace(draft, pieces=tuple(told if p is piece else p for p in draft.pieces))


def ordered_ratings(draft: Draft) -> Piece | None:
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


def _moments(piece: Piece) -> Values:
    when = _when(piece)
    assert when is not None
    codes, words = pd.factorize(scales_of(piece))
    of = (piece.patient + 1) * len(words) + codes
    rated = ~np.isnan(when) & ~np.isnan(scores(piece)) & (piece.patient >= 0)
    first = np.full(int(of.max()) + 1, np.nan)
    last = first.copy()
    np.fmin.at(first, of[rated], when[rated])
    np.fmax.at(last, of[rated], when[rated])
    moments = np.full(len(piece), None, np.object_)
    moments[rated & (when == last[of])] = "after"
    moments[rated & (when == first[of])] = "before"
    return moments

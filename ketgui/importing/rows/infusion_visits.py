"""Ratings before and after each infusion: a course, whose first and last are before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ketgui.importing.rows.draft import Draft, Piece, is_equal
from ketgui.importing.rows.moments import BY_NUMBER
from ketgui.importing.rows.rated_scales import scale_keys
from ketgui.importing.rows.reading import Values
from ketgui.importing.vocabulary.targets import INFUSION
from ketgui.importing.vocabulary.timepoints import read_header
from ketgui.importing.vocabulary.visit_words import find_infusion_number

# A rating after an infusion of which no date is known is put an hour after it: later than the
# infusion and than the rating before it, and of no other day.
_ONE_HOUR = 1 / 24
_ONE_DAY = np.timedelta64(1, "D")


@dataclass(frozen=True, eq=False)
class InfusionVisits:
    """The ratings of a piece by infusion.

    Attributes
    ----------
    piece : Piece
        The ratings.
    number : ndarray of float, shape (n,)
        Of which infusion each is; not-a-number for none.
    side : ndarray of str, shape (n,)
        "before" or "after" that infusion; anything else where nothing says it.
    """

    piece: Piece
    number: Values
    side: Values


def name_infusion_visits(draft: Draft) -> Draft:
    """Keep "before" for ratings before the first infusion, "after" for those after the last.

    The rows of a table may say of which infusion they are, in a column beside "pre" and "post". The
    other ratings are a course, and neither before nor after treatment.
    """
    by_source: dict[tuple[int, str], list[InfusionVisits]] = {}
    named: dict[int, Piece] = {}
    for piece in draft.of("assessments"):
        number = _find_numbers(draft, piece)
        if number is None or not len(piece):
            continue
        if "moment" in piece.values:
            visits = InfusionVisits(piece, number, piece.values["moment"])
            by_source.setdefault((id(piece.source), scale_keys(piece)[0]), []).append(visits)
        else:
            # In which order they were made is known, and may tell which are before and after.
            named[id(piece)] = replace(piece, values=piece.values | {BY_NUMBER: number})
    named |= {
        id(visits.piece): piece
        for group in by_source.values()
        for visits, piece in zip(group, _name_group(group), strict=True)
    }
    return replace(draft, pieces=tuple(named.get(id(p), p) for p in draft.pieces))


def _find_numbers(draft: Draft, piece: Piece) -> Values | None:
    """Return of which infusion each row is, as a column of its table says; None where none does."""
    if INFUSION in piece.values:
        codes, words = pd.factorize(piece.values[INFUSION])
        numbers = [*(find_infusion_number(str(word)) for word in words), None]
        return np.array(numbers, np.float64)[codes]
    # A table of infusions may hold the ratings before and after each of them.
    for other in draft.of("infusions"):
        is_here = other.source is piece.source and other.mapping.layout == "infusions"
        if is_here and {"infusion_number", "date"} & other.values.keys():
            per_row = np.full(len(piece.source), np.nan)
            per_row[other.index] = _number_infusions(other)
            return per_row[piece.index]
    return None


def _number_infusions(infusions: Piece) -> Values:
    """Return the infusions' numbers, counted by their dates where no column has them."""
    if "infusion_number" in infusions.values:
        return infusions.values["infusion_number"]
    dates = pd.Series(infusions.values["date"])
    return dates.groupby(infusions.patient).rank(method="first").to_numpy(np.float64)


def _name_group(group: Sequence[InfusionVisits]) -> list[Piece]:
    """Return the ratings of one table and scale with moments for the first and the last alone."""
    after = [np.nan_to_num(v.number[is_equal(v.side, "after")]) for v in group]
    last = float(np.concatenate(after).max(initial=0))
    first = [v.piece.patient[is_equal(v.side, "before") & (v.number == 1)] for v in group]
    return [_name_visits(visits, last, np.concatenate(first)) for visits in group]


def _name_visits(visits: InfusionVisits, last: float, rated_first: Values) -> Piece:
    """Return ratings without the moments of a course, and without a baseline that is not the last.

    Parameters
    ----------
    visits : InfusionVisits
    last : float
        The last infusion that was rated.
    rated_first : ndarray of int
        The patients with a rating before their first infusion: of two baselines the last one is.
    """
    number, side, piece = visits.number, visits.side, visits.piece
    is_before = is_equal(side, "before")
    is_during = (is_before & (number > 1)) | (is_equal(side, "after") & (number < last))
    is_early = is_before & ~(number >= 1) & np.isin(piece.patient, rated_first)
    values = piece.values
    moment = np.array(side, np.object_)
    moment[is_during | is_early] = None
    visit = np.array(values.get("visit", np.full(len(moment), None)), np.object_)
    words = zip(side[is_during], number[is_during], strict=True)
    visit[is_during] = [f"{word} infusion {n:g}" for word, n in words]
    return replace(piece, values=values | {"moment": moment, "visit": visit})


def place_infusion_visits(draft: Draft) -> Draft:
    """Give the ratings before and after an infusion that have no date the day of that infusion."""
    days = _list_infusion_days(draft)
    if days.empty:
        return draft
    placed: dict[int, Piece] = {}
    for piece in draft.of("assessments"):
        visits = read_infusion_visits(piece)
        if visits is not None and not {"date", "day"} & piece.columns.keys():
            placed[id(piece)] = _place(visits, days)
    return replace(draft, pieces=tuple(placed.get(id(p), p) for p in draft.pieces))


def read_infusion_visits(piece: Piece) -> InfusionVisits | None:
    """Return what the names of the visits say of infusions, None where they say nothing."""
    names = piece.values.get("visit")
    if names is None or not len(piece):
        return None
    codes, words = pd.factorize(np.asarray(names, np.object_))
    ratings = [read_header(str(word)) for word in words]
    if not any(rating.infusion and rating.side for rating in ratings):
        return None
    # A row whose visit has no name has the code -1, and so takes the last of these.
    number = np.array([*(r.infusion or np.nan for r in ratings), np.nan], np.float64)[codes]
    side = np.array([*(r.side for r in ratings), ""], np.object_)[codes]
    return InfusionVisits(piece, number, side)


def _place(visits: InfusionVisits, days: pd.Series[float]) -> Piece:
    """Return ratings with the days of their infusions, as far as these are known."""
    piece = visits.piece
    key = pd.MultiIndex.from_arrays([piece.patient, visits.number])
    day = days.reindex(key).to_numpy(np.float64)
    day = day + np.where(is_equal(visits.side, "after"), _ONE_HOUR, 0.0)
    return replace(piece, values=piece.values | {"day": day})


def _list_infusion_days(draft: Draft) -> pd.Series[float]:
    """Return the study day of each infusion, by patient and number."""
    tables = [
        pd.DataFrame(
            {
                "patient": piece.patient,
                "number": piece.values["infusion_number"],
                "date": piece.values.get("date", np.full(len(piece), np.datetime64("NaT", "us"))),
                "day": piece.values.get("day", np.full(len(piece), np.nan)),
            }
        )
        for piece in draft.of("infusions")
        if "infusion_number" in piece.values and {"date", "day"} & piece.values.keys()
    ]
    if not tables:
        return pd.Series(dtype=np.float64)
    rows = pd.concat(tables, ignore_index=True)
    rows = rows[(rows["patient"] >= 0) & rows["number"].notna()]
    date = rows["date"].dt.normalize()
    since = (date - date.groupby(rows["patient"]).transform("min")) / _ONE_DAY
    rows = rows.assign(day=since.fillna(rows["day"])).dropna(subset=["day"])
    # Of two courses that both count from 1, the first is the one that is rated so.
    return rows.sort_values("day").groupby(["patient", "number"])["day"].first()

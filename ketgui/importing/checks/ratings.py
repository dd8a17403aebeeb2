"""Ratings on the day of the first infusion, before or after it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pandas as pd

from ketgui.domain.folding import fold
from ketgui.importing.changes import SeveralChanges
from ketgui.importing.checks.spot import Spot
from ketgui.importing.issues import Answer, Issue, show_few
from ketgui.importing.rows.draft import Draft, Piece
from ketgui.importing.rows.items import compute_scores
from ketgui.importing.rows.rated_scales import find_scales
from ketgui.importing.tables.text_table import Mask
from ketgui.text import _, plural

_NO_DATE = np.datetime64("NaT", "us")


def find_ratings_on_first_day(draft: Draft) -> Iterator[Issue]:
    """Name ratings on the day of the first infusion that an earlier one could stand in for.

    Times would tell; without them nobody knows whether the rating was made before the infusion.
    """
    first = _find_first_infusions(draft)
    # Most files name their moments, or hold no infusions: a million ratings are not copied then.
    if first.empty:
        return
    rated = _list_ratings(draft)
    unnamed = rated[rated["moment"].isna() & rated["patient"].isin(first.index)]
    if unnamed.empty:
        return
    start = first.loc[unnamed["patient"]].set_axis(unnamed.index)
    day, begun = unnamed["date"].dt.normalize(), start["date"].dt.normalize()
    days = ((day - begun).dt.days).fillna(unnamed["day"] - start["day"])
    has_times = (unnamed["date"] > day) & (start["date"] > begun)
    same, earlier = (days == 0) & ~has_times, days < 0
    key = [unnamed["patient"], unnamed["scale"]]
    others = earlier | (same & (same.groupby(key).cumcount() > 0))
    asked = same & others.groupby(key).transform("any")
    pieces = draft.of("assessments")
    spots = [
        Spot(draft, pieces[piece], row, "score")
        for piece, row in zip(
            unnamed.loc[asked, "piece"].tolist(), unnamed.loc[asked, "row"].tolist(), strict=True
        )
    ]
    yield from show_few(_report_same_day, spots)


_LOST = re.compile(
    r"\b(?:lost to (?:follow ?up|fu)|ltfu|drop(?:ped)? ?out|withdrew|withdrawn|discontinued|"
    r"no show|(?:not|never|non|pas) (?:\w+ )?(?:assessed|done|rated|evaluated|available|collected|"
    r"completed|evaluee?|faite?|cotee?|disponible)|missed|missing|perdue? de vue|abandon|retrait|"
    r"perdid[oa]s? (?:de|en el) seguim\w+|abgebrochen|nicht erhoben)\b"
)


def find_zeros_of_lost(draft: Draft) -> Iterator[Issue]:
    """Ask about scores of 0 in rows whose remark says that the patient was not rated."""
    for piece in draft.of("assessments"):
        column = piece.columns.get("score")
        zeros = piece.values["score"] == 0 if column else np.zeros(0, np.bool_)
        if column is None or not zeros.any():
            continue
        rows = zeros & _find_remarks(piece)
        spots = [Spot(draft, piece, int(row), "score") for row in np.flatnonzero(rows)]
        if spots:
            yield _ask_about_zeros(spots)


def _find_remarks(piece: Piece) -> Mask:
    """Return the rows in which a column of text says that the patient was lost or not rated."""
    is_lost = np.zeros(len(piece), np.bool_)
    for cells in piece.source.columns:
        # Remarks on single patients are few; ids and scores cost time to look through.
        if len(cells.words) > _MOST_REMARKS:
            continue
        lost = cells.each(lambda word: _LOST.search(fold(word)) is not None).astype(np.bool_)
        is_lost |= cells.rows_with(lost)[piece.index]
    return is_lost


_MOST_REMARKS = 5000


def _ask_about_zeros(spots: list[Spot]) -> Issue:
    first = spots[0]
    missing = tuple(spot.decide_cell("", "missing").change for spot in spots)
    kept = tuple(spot.decide_cell("", "keep").change for spot in spots)
    return first.make_issue(
        "error",
        "missing_code",
        plural(
            "{header} is 0 in {n} row whose remark says that the patient was not rated.",
            "{header} is 0 in {n} rows whose remarks say that the patients were not rated.",
            len(spots),
            header=first.header,
        ),
        _("Say whether 0 means missing there."),
        (
            Answer(_("Treat as missing"), SeveralChanges(missing)),
            Answer(_("Keep it"), SeveralChanges(kept)),
        ),
    )


def _list_ratings(draft: Draft) -> pd.DataFrame:
    """Return every rating with a score, with its piece and row."""
    tables = [
        pd.DataFrame(
            {
                "piece": index,
                "row": np.arange(len(piece)),
                "patient": piece.patient,
                "scale": find_scales(piece),
                "moment": piece.values.get("moment", np.full(len(piece), None, np.object_)),
                "date": piece.values.get("date", np.full(len(piece), _NO_DATE)),
                "day": piece.values.get("day", np.full(len(piece), np.nan)),
                "score": compute_scores(piece),
            }
        )
        for index, piece in enumerate(draft.of("assessments"))
    ]
    if not tables:
        return pd.DataFrame(
            columns=["piece", "row", "patient", "scale", "moment", "date", "day", "score"]
        )
    every = pd.concat(tables, ignore_index=True)
    return every[(every["patient"] >= 0) & every["score"].notna()]


def _find_first_infusions(draft: Draft) -> pd.DataFrame:
    """Return the date and study day of each patient's first infusion."""
    tables = [
        pd.DataFrame(
            {
                "patient": piece.patient,
                "date": piece.values.get("date", np.full(len(piece), _NO_DATE)),
                "day": piece.values.get("day", np.full(len(piece), np.nan)),
            }
        )
        for piece in draft.of("infusions")
    ]
    if not tables:
        return pd.DataFrame(columns=["date", "day"])
    return pd.concat(tables, ignore_index=True).groupby("patient")[["date", "day"]].min()


def _report_same_day(spot: Spot) -> Issue:
    return spot.make_issue(
        "warning",
        "same_day_rating",
        _(
            "The rating is of the day of the first infusion and has no time, and there is another "
            "one that may be the baseline."
        ),
        _(
            "Give the times of the rating and of the infusion, or say in the plan whether such "
            "ratings were made before the infusion; until then they count as the plan says."
        ),
        (spot.decide_row(_("Leave this row out"), "leave_out"),),
    )

"""Ratings on the day of the first infusion, before or after it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from ketgui.importing.checks.spot import Spot
from ketgui.importing.issues import Issue, show_few
from ketgui.importing.rows.draft import Draft
from ketgui.importing.rows.items import compute_scores
from ketgui.importing.rows.rated_scales import find_scales
from ketgui.text import _

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
    yield from show_few(
        _report_same_day(Spot(draft, pieces[piece], row, "score"))
        for piece, row in zip(
            unnamed.loc[asked, "piece"].tolist(), unnamed.loc[asked, "row"].tolist(), strict=True
        )
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

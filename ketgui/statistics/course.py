"""Where each rating stands in the course: after how many infusions, and in which week."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ketgui.statistics.study import Study

_DAYS_A_WEEK = 7


def numbered_ratings(study: Study) -> pd.DataFrame:
    """Return the ratings that have a place in the course, one a patient and place.

    Columns: ``patient_id``, ``study_day`` (may be missing where the file itself says "before" or
    "after"), ``infusions`` (how many were given on earlier days) and ``score``.
    """
    ratings, given = study.ratings.dropna(subset=["study_day"]), study.infusions
    both = ratings.reset_index().merge(
        given[["patient_id", "study_day"]], on="patient_id", suffixes=("", "_given")
    )
    earlier = both["study_day_given"] < both["study_day"]
    counts = earlier.groupby(both["index"]).sum()
    numbered = ratings.loc[counts.index].assign(infusions=counts.astype("int64"))
    # Of two ratings on one day the one that shows less improvement, as in the pairing.
    kept = numbered.sort_values(["study_day", "score"], kind="stable").drop_duplicates(
        ["patient_id", "infusions"], keep="last"
    )
    # What counts as before and after is settled once, in the pairing: it overrules.
    settled = pd.concat([kept, *_ends(study, given.groupby("patient_id").size())])
    settled = settled.drop_duplicates(["patient_id", "infusions"], keep="last")
    columns = ["patient_id", "study_day", "infusions", "score"]
    tidy = settled.dropna(subset=["infusions"])[columns].astype({"infusions": "int64"})
    return tidy.sort_values(["patient_id", "infusions"]).reset_index(drop=True)


def _ends(study: Study, infusions: pd.Series[int]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the ratings before, at 0 infusions, and after, at each patient's last."""
    before, after = (ends.reset_index() for ends in study.ends)
    treated = before["patient_id"].isin(infusions.index)
    given = infusions.reindex(after["patient_id"]).to_numpy()
    return before[treated].assign(infusions=0), after.assign(infusions=given)


def weekly_ratings(study: Study) -> pd.DataFrame:
    """Return the ratings by week from the first infusion, one a patient and week.

    Week 0 holds the rating before; week 1 is the first seven days after the first infusion. Of
    several ratings of one patient in a week the last counts. Columns: ``patient_id``,
    ``study_day``, ``week`` and ``score``.
    """
    ratings = study.ratings.dropna(subset=["study_day"])
    later = ratings[ratings["study_day"] > 0]
    weeks = np.ceil(later["study_day"] / _DAYS_A_WEEK)
    before = study.ends[0].reset_index()
    placed = pd.concat([before.assign(week=0), later.assign(week=weeks.astype("int64"))])
    columns = ["patient_id", "study_day", "week", "score"]
    tidy = placed[columns].sort_values(["study_day", "score"], kind="stable", na_position="first")
    tidy = tidy.drop_duplicates(["patient_id", "week"], keep="last")
    return tidy.sort_values(["patient_id", "week"]).reset_index(drop=True)

"""When a row happened: days from the patient's first infusion, and the time of day if known."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

_SECONDS_A_DAY = 86_400


def add_study_day(rows: pd.DataFrame, infusions: pd.DataFrame) -> pd.DataFrame:
    """Return `rows` with ``study_day`` and ``clock``.

    Parameters
    ----------
    rows : DataFrame
        With ``patient_id``, ``date`` and ``day``.
    infusions : DataFrame
        The cohort's infusions, which give each patient's first date.

    Returns
    -------
    DataFrame
        ``study_day`` counts days from the patient's first infusion (day 0), by dates alone; where
        either date is missing it is the row's own ``day``. ``clock`` is the time of day as a
        fraction; missing where a date has none, since a date without a time is stored as midnight.
    """
    first = infusions.groupby("patient_id")["date"].min().dt.normalize()
    # One start for each row, in the order of the rows.
    start = first.reindex(rows["patient_id"]).set_axis(rows.index)
    midnight = rows["date"].dt.normalize()
    days = (midnight - start).dt.total_seconds() / _SECONDS_A_DAY
    clock = (rows["date"] - midnight).dt.total_seconds() / _SECONDS_A_DAY
    return rows.assign(study_day=days.fillna(rows["day"]), clock=clock.where(clock > 0))


def is_after(
    rows: pd.DataFrame, day: pd.Series[float], clock: pd.Series[float], *, same_day: bool = False
) -> NDArray[np.bool_]:
    """Tell for each row whether it happened after a moment, shape (n,).

    Parameters
    ----------
    rows : DataFrame
        With ``study_day`` and ``clock``.
    day, clock : Series of float
        The moment for each row, in the order of `rows`; a missing day is after nothing.
    same_day : bool
        What holds on one day where either time is not known.
    """
    own, other = _make_array(rows["study_day"]), _make_array(day)
    own_clock, other_clock = _make_array(rows["clock"]), _make_array(clock)
    # Only two known times can be compared; NaN compares false, so a missing day is never after.
    timed = ~(np.isnan(own_clock) | np.isnan(other_clock))
    later = np.where(timed, own_clock > other_clock, same_day)
    return (own > other) | ((own == other) & later)


def _make_array(values: pd.Series[Any]) -> NDArray[np.float64]:
    return values.to_numpy(np.float64, na_value=np.nan)

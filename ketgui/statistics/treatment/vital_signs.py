"""Vital signs and sedation at each infusion of the acute course."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.rows import Limits
from ketgui.statistics.study import Study
from ketgui.statistics.tests.effect_size import compute_mean_interval
from ketgui.statistics.treatment.phases import ACUTE
from ketgui.text import mark

_ONE = Unavailable(mark("recorded once only"))


@dataclass(frozen=True)
class InfusionMean:
    """The mean of a measure at one infusion, over the `n` patients in whom it is recorded."""

    infusion: int
    n: int
    mean: float
    ci: Limits | Unavailable


def list_readings(study: Study, field: str) -> pd.DataFrame:
    """Return a measure of each patient at each infusion of the first acute course.

    Parameters
    ----------
    study : Study
    field : str
        Key of a field of the infusions.

    Returns
    -------
    DataFrame
        ``patient_id``, ``number`` (of the infusion in its course) and ``value``, none missing,
        each patient's in the order of the numbers.

    Notes
    -----
    Maintenance infusions and later courses are left out: their numbers begin anew or lie weeks
    apart. Of two rows of one patient and number the first counts.
    """
    rows = study.infusions
    rows = rows[rows["patient_id"].isin(study.cohort.patients["patient_id"])]
    first_course = rows["course"] == rows.groupby("patient_id")["course"].transform("min")
    rows = rows[first_course & (rows["phase"] == ACUTE)]
    readings = rows[["patient_id", "number", field]].rename(columns={field: "value"}).dropna()
    readings = readings.astype({"number": int, "value": float})
    readings = readings.drop_duplicates(["patient_id", "number"])
    return readings.sort_values(["patient_id", "number"], kind="stable", ignore_index=True)


def compute_infusion_means(readings: pd.DataFrame, level: float) -> tuple[InfusionMean, ...]:
    """Return the mean of a measure at each infusion.

    Parameters
    ----------
    readings : DataFrame
        As of ``list_readings``.
    level : float
        Confidence level of the intervals, 0–1.

    Returns
    -------
    tuple of InfusionMean
        By the number of the infusion; a single reading has no interval.

    Examples
    --------
    >>> readings = pd.DataFrame({"number": [1, 1, 2], "value": [120.0, 130.0, 118.0]})
    >>> [(point.infusion, point.n, point.mean) for point in compute_infusion_means(readings, 0.95)]
    [(1, 2, 125.0), (2, 1, 118.0)]
    """
    points: list[InfusionMean] = []
    for number, group in readings.groupby("number"):
        values = np.asarray(group["value"], np.float64)
        ci = compute_mean_interval(values, level) if len(values) > 1 else _ONE
        points.append(InfusionMean(int(str(number)), len(values), float(values.mean()), ci))
    return tuple(points)

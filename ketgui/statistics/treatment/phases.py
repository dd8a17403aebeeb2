"""Which infusions are the acute course, which are maintenance, and which begin a later course."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ketgui.domain.plan import AnalysisPlan
from ketgui.statistics.timing import with_study_day

ACUTE, MAINTENANCE = "acute", "maintenance"
# What decided where the acute course ends.
BY_FILE, BY_NUMBER, BY_GAP, BY_LAST = "file", "planned_number", "gap", "last_infusion"
# A number beyond this is a slip of the keyboard: nobody misses a thousand infusions.
_HIGHEST_NUMBER = 366


def with_phases(infusions: pd.DataFrame, plan: AnalysisPlan) -> pd.DataFrame:
    """Return the infusions in each patient's order of time, with their course and phase.

    Added columns: ``study_day`` and ``clock`` (see ``with_study_day``), ``number`` (in its
    course, as recorded, or the place in time where the record has none that can be), ``course``
    (from 1), ``phase`` ("acute" or "maintenance") and ``decided`` (by what the patient's acute
    course ends; the same in every row of a patient).

    Notes
    -----
    A course begins with the first infusion, and with each one that comes more than the plan's
    ``new_course_days`` after the one before. Its acute phase ends with the first of: the planned
    number of infusions; the last infusion before a gap of more than ``course_gap_days``. What
    follows is maintenance. The file's own ``course`` and ``phase`` overrule this row by row.
    """
    rows = with_study_day(infusions, infusions).sort_values(
        ["study_day", "clock", "infusion_number"], kind="stable", na_position="first"
    )
    gap = rows.groupby("patient_id")["study_day"].diff()
    starts = (gap > plan.new_course_days).groupby(rows["patient_id"]).cumsum()
    rows = rows.assign(course=rows["course"].fillna(starts + 1.0))
    in_course = rows.groupby(["patient_id", "course"])
    planned = plan.treatment.infusions
    place = in_course.cumcount()
    too_many = place >= (np.inf if planned is None else planned)
    too_late = (gap > plan.course_gap_days) & (place > 0)
    is_over = (too_many | too_late).groupby([rows["patient_id"], rows["course"]]).cummax()
    found = pd.Series(np.where(is_over, MAINTENANCE, ACUTE), index=rows.index)
    rows = rows.assign(
        phase=rows["phase"].where(rows["phase"].notna(), found),
        decided=_decide(infusions, rows, is_over, too_late),
    )
    return rows.assign(number=_numbers(rows))


def _decide(
    infusions: pd.DataFrame,
    rows: pd.DataFrame,
    is_over: pd.Series[bool],
    too_late: pd.Series[bool],
) -> pd.Series[str]:
    """Return by what each patient's first course ends."""
    first = rows["course"] == rows.groupby("patient_id")["course"].transform("min")
    beyond = rows[is_over & first].drop_duplicates("patient_id")
    by_gap = too_late.loc[beyond.index]
    rule = pd.Series(np.where(by_gap, BY_GAP, BY_NUMBER), index=beyond["patient_id"])
    later = rows.loc[~first, "patient_id"].unique()
    rule = pd.concat([rule, pd.Series(BY_GAP, index=pd.Index(later).difference(rule.index))])
    stated = infusions["phase"].notna() | infusions["course"].notna()
    by_file = set(infusions.loc[stated, "patient_id"])
    ids = rows["patient_id"]
    rules = {str(who): str(by) for who, by in rule.items()}
    found = [BY_FILE if who in by_file else rules.get(who, BY_LAST) for who in map(str, ids)]
    return pd.Series(found, index=rows.index, dtype="str")


def _numbers(rows: pd.DataFrame) -> pd.Series[float]:
    """Return each infusion's number in its course."""
    in_course = rows.groupby(["patient_id", "course"])
    recorded = rows["infusion_number"]
    usable = recorded.between(1, _HIGHEST_NUMBER).groupby(rows["patient_id"]).transform("all")
    return recorded.where(usable, in_course.cumcount() + 1.0)


def acute_windows(infusions: pd.DataFrame, plan: AnalysisPlan) -> pd.DataFrame:
    """Return where each patient's first acute course begins and ends, by patient id.

    Columns: ``first``, ``last`` and ``later`` (the first infusion after the acute course, missing
    where there is none) as study days, each with its time of day: ``first_clock`` and so on;
    ``acute``, ``maintenance`` and ``later_courses``: how many infusions, infusions and courses;
    ``decided``: see ``with_phases``.
    """
    rows = with_phases(infusions, plan)
    first_course = rows["course"] == rows.groupby("patient_id")["course"].transform("min")
    is_acute = first_course & (rows["phase"] == ACUTE)
    found = _moments(rows[is_acute].drop_duplicates("patient_id"), "first")
    found = found.join(_moments(rows[is_acute].drop_duplicates("patient_id", keep="last"), "last"))
    found = found.join(_moments(rows[~is_acute].drop_duplicates("patient_id"), "later"))
    maintenance = rows[rows["phase"] == MAINTENANCE].groupby("patient_id").size()
    courses = rows.groupby("patient_id")["course"].nunique() - 1
    return found.assign(
        acute=rows[is_acute].groupby("patient_id").size(),
        maintenance=maintenance.reindex(found.index).fillna(0).astype("int64"),
        later_courses=courses.reindex(found.index),
        decided=rows.drop_duplicates("patient_id").set_index("patient_id")["decided"],
    )


def _moments(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    by_patient = rows.set_index("patient_id")
    return pd.DataFrame({name: by_patient["study_day"], f"{name}_clock": by_patient["clock"]})

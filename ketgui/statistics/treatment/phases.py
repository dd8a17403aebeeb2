"""Which infusions are the acute course, which are maintenance, and which begin a later course."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ketgui.domain.plan import AnalysisPlan
from ketgui.statistics.timing import add_study_day

ACUTE, MAINTENANCE = "acute", "maintenance"
# What decided where the acute course ends.
BY_FILE, BY_NUMBER, BY_GAP, BY_LAST = "file", "planned_number", "gap", "last_infusion"
# A higher number is a slip of the keyboard: nobody misses hundreds of infusions.
_HIGHEST_NUMBER = 366


def add_phases(infusions: pd.DataFrame, plan: AnalysisPlan) -> pd.DataFrame:
    """Return the infusions with course and phase, each patient's in chronological order.

    Parameters
    ----------
    infusions : DataFrame
        The cohort's infusions.
    plan : AnalysisPlan
        With the gaps, in days, that end an acute course and begin a new one.

    Returns
    -------
    DataFrame
        With the added columns ``study_day`` and ``clock`` (see ``add_study_day``), ``number`` (in
        its course, as recorded, or the position in time where a patient has no usable record),
        ``course`` (from 1), ``phase`` ("acute" or "maintenance") and ``decided`` (the rule by which
        the patient's acute course ends; the same in every row of a patient).

    Notes
    -----
    A course begins with the first infusion, and with each one that comes more than the plan's
    ``new_course_days`` after the one before. Its acute phase ends with the first of: the planned
    number of infusions; the last infusion before a gap of more than ``course_gap_days``. What
    follows is maintenance. The file's own ``course`` and ``phase`` overrule this row by row.
    """
    rows = add_study_day(infusions, infusions).sort_values(
        ["study_day", "clock", "infusion_number"], kind="stable", na_position="first"
    )
    # Days since the infusion before; the first one of a patient has none, and begins no new course.
    gap = rows.groupby("patient_id")["study_day"].diff()
    starts = (gap > plan.new_course_days).groupby(rows["patient_id"]).cumsum()
    # A new course begins at each long gap, so the number of gaps so far numbers the courses.
    rows = rows.assign(course=rows["course"].fillna(starts + 1.0))
    in_course = rows.groupby(["patient_id", "course"])
    planned = plan.treatment.infusions
    position = in_course.cumcount()
    # The two rules that end an acute phase, infusion by infusion …
    too_many = position >= (np.inf if planned is None else planned)
    too_late = (gap > plan.course_gap_days) & (position > 0)
    # … and once one of them holds, the rest of the course is maintenance: `cummax` keeps it true.
    is_over = (too_many | too_late).groupby([rows["patient_id"], rows["course"]]).cummax()
    computed = pd.Series(np.where(is_over, MAINTENANCE, ACUTE), index=rows.index)
    rows = rows.assign(
        phase=rows["phase"].where(rows["phase"].notna(), computed),
        decided=_decide(infusions, rows, is_over, too_late),
    )
    return rows.assign(number=_number_infusions(rows))


def _decide(
    infusions: pd.DataFrame,
    rows: pd.DataFrame,
    is_over: pd.Series[bool],
    too_late: pd.Series[bool],
) -> pd.Series[str]:
    """Return the rule by which each patient's first course ends."""
    first = rows["course"] == rows.groupby("patient_id")["course"].transform("min")
    # The first maintenance infusion shows which rule
    # applied: too late, or beyond the planned number.
    beyond = rows[is_over & first].drop_duplicates("patient_id")
    by_gap = too_late.loc[beyond.index]
    rule = pd.Series(np.where(by_gap, BY_GAP, BY_NUMBER), index=beyond["patient_id"])
    # A later course begins after a gap, which then ended the first course too.
    later = rows.loc[~first, "patient_id"].unique()
    rule = pd.concat([rule, pd.Series(BY_GAP, index=pd.Index(later).difference(rule.index))])
    # A patient with one row that states its course or phase is decided by the file.
    stated = infusions["phase"].notna() | infusions["course"].notna()
    by_file = set(infusions.loc[stated, "patient_id"])
    ids = rows["patient_id"]
    rules = {str(patient_id): str(by) for patient_id, by in rule.items()}
    decided = [
        BY_FILE if patient_id in by_file else rules.get(patient_id, BY_LAST)
        for patient_id in map(str, ids)
    ]
    return pd.Series(decided, index=rows.index, dtype="str")


def _number_infusions(rows: pd.DataFrame) -> pd.Series[float]:
    """Return each infusion's number in its course."""
    in_course = rows.groupby(["patient_id", "course"])
    recorded = rows["infusion_number"]
    # One unusable number makes a patient's others doubtful: all are then counted in order of time.
    usable = recorded.between(1, _HIGHEST_NUMBER).groupby(rows["patient_id"]).transform("all")
    return recorded.where(usable, in_course.cumcount() + 1.0)


def find_acute_windows(phased: pd.DataFrame) -> pd.DataFrame:
    """Return where each patient's first acute course begins and ends, by patient id.

    Parameters
    ----------
    phased : DataFrame
        The cohort's infusions as ``add_phases`` returns them.

    Returns
    -------
    DataFrame
        Columns ``first``, ``last`` and ``later`` (the first infusion after the acute course,
        missing where there is none) as study days, each with its time of day: ``first_clock`` and
        so on; ``acute``, ``maintenance`` and ``later_courses``: numbers of infusions, infusions and
        courses; ``decided``: see ``add_phases``.
    """
    first_course = phased["course"] == phased.groupby("patient_id")["course"].transform("min")
    is_acute = first_course & (phased["phase"] == ACUTE)
    windows = _find_moments(phased[is_acute].drop_duplicates("patient_id"), "first")
    windows = windows.join(
        _find_moments(phased[is_acute].drop_duplicates("patient_id", keep="last"), "last")
    )
    windows = windows.join(_find_moments(phased[~is_acute].drop_duplicates("patient_id"), "later"))
    maintenance = phased[phased["phase"] == MAINTENANCE].groupby("patient_id").size()
    courses = phased.groupby("patient_id")["course"].nunique() - 1
    return windows.assign(
        acute=phased[is_acute].groupby("patient_id").size(),
        maintenance=maintenance.reindex(windows.index).fillna(0).astype("int64"),
        later_courses=courses.reindex(windows.index),
        decided=phased.drop_duplicates("patient_id").set_index("patient_id")["decided"],
    )


def _find_moments(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    by_patient = rows.set_index("patient_id")
    return pd.DataFrame({name: by_patient["study_day"], f"{name}_clock": by_patient["clock"]})

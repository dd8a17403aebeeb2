"""Scores before and after TMS, patient by patient, and who met the rule of failure."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ketgui.domain.cohort import Cohort
from ketgui.domain.plan import AnalysisPlan
from ketgui.statistics.pairing import Pairs

Flags = NDArray[np.bool_]
# An improvement is a quotient: 50 % of 28.2 must not miss 50 by the last bit of a float.
_SLACK = 1e-9


@dataclass(frozen=True, eq=False)
class TmsScores:
    """Scores around TMS, one entry per enrolled patient, in the order of the cohort.

    `failed` and `responded` exclude one another; who lacks a score is neither.
    """

    pairs: Pairs
    failed: Flags
    responded: Flags

    @property
    def unjudged(self) -> Flags:
        """Patients who lack a score before or after TMS, or have no percentage."""
        return ~(self.failed | self.responded)


def tms_scores(cohort: Cohort, plan: AnalysisPlan, pairs: Pairs) -> TmsScores:
    """Return the scores around each patient's last TMS course, on the plan's scale.

    A score on the course goes before a rating that the file calls "before TMS" or "after TMS".
    TMS failed where the score improved by less than the plan's ``tms_failure_percent``.

    Parameters
    ----------
    cohort : Cohort
    plan : AnalysisPlan
    pairs : Pairs
        The scores around ketamine, whose order of patients is kept.
    """
    ids = cohort.patients["patient_id"]
    before, after = (_scores(cohort, plan, end, ids) for end in ("before", "after"))
    around = replace(pairs, before=before, after=after)
    improved = around.percent_reduction
    with np.errstate(invalid="ignore"):
        failed = improved < plan.tms_failure_percent - _SLACK
        responded = improved >= plan.tms_failure_percent - _SLACK
    return TmsScores(around, failed, responded)


def _scores(
    cohort: Cohort, plan: AnalysisPlan, end: str, ids: pd.Series[str]
) -> NDArray[np.float64]:
    courses = cohort.tms_courses
    on_scale = courses["scale"].isna() | (courses["scale"] == plan.scale)
    courses = courses[on_scale].sort_values("end_date", kind="stable", na_position="first")
    stated = courses.drop_duplicates("patient_id", keep="last").set_index("patient_id")
    ratings = cohort.assessments
    called = ratings["moment"] == f"{end}_tms"
    ratings = ratings[called & (ratings["scale"] == plan.scale) & ratings["score"].notna()]
    ratings = ratings.sort_values(["date", "day", "score"], kind="stable", na_position="first")
    rated = ratings.drop_duplicates("patient_id", keep="last").set_index("patient_id")["score"]
    own = np.asarray(stated[f"score_{end}"].reindex(ids), np.float64)
    return np.where(np.isnan(own), np.asarray(rated.reindex(ids), np.float64), own)

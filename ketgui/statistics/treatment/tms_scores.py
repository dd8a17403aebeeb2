"""Scores before and after TMS, patient by patient, and who met the rule of failure."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ketgui.domain.cohort import Cohort
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.pairing import Pairs
from ketgui.text import mark

Flags = NDArray[np.bool_]
# An improvement is a quotient: 50 % of 28.2 must not miss 50 by the last bit of a float.
_SLACK = 1e-9
NO_PERCENTAGE = Unavailable(mark("this scale is a level, of which no percentage can be taken"))
NO_TMS_SCORE = Unavailable(mark("no score before and after TMS is recorded"))


@dataclass(frozen=True, eq=False)
class TmsScores:
    """Scores around TMS, one entry per enrolled patient, in the order of the cohort.

    `failed` and `responded` exclude each other; a patient without a percentage is neither.

    Attributes
    ----------
    pairs : Pairs
        Scores before and after TMS.
    failed, responded : ndarray of bool, shape (n,)
    """

    pairs: Pairs
    failed: Flags
    responded: Flags

    @property
    def reason(self) -> Unavailable | None:
        """Why nobody can be judged; None where somebody can."""
        if not self.pairs.analysed:
            return NO_TMS_SCORE
        return None if self.pairs.has_percentages else NO_PERCENTAGE

    @property
    def unjudged(self) -> Flags:
        """Patients who lack a score before or after TMS, or have no percentage."""
        return ~(self.failed | self.responded)


def find_tms_scores(cohort: Cohort, plan: AnalysisPlan, pairs: Pairs) -> TmsScores:
    """Return the scores around each patient's last TMS course, on the plan's scale.

    A score on the course takes precedence over a rating called "before TMS" or "after TMS" in the
    file.
    TMS failed where the score improved by less than the plan's ``tms_failure_percent``.

    Parameters
    ----------
    cohort : Cohort
    plan : AnalysisPlan
    pairs : Pairs
        The scores around ketamine; their order of patients is kept.
    """
    ids = cohort.patients["patient_id"]
    before, after = (_find_scores(cohort, plan, end, ids) for end in ("before", "after"))
    around = replace(pairs, before=before, after=after)
    improved = around.percent_reduction
    # Comparisons with a missing percentage are false, which is right: neither failed nor responded.
    with np.errstate(invalid="ignore"):
        failed = improved < plan.tms_failure_percent - _SLACK
        responded = improved >= plan.tms_failure_percent - _SLACK
    return TmsScores(around, failed, responded)


def _find_scores(
    cohort: Cohort, plan: AnalysisPlan, end: str, ids: pd.Series[str]
) -> NDArray[np.float64]:
    courses = cohort.tms_courses
    on_scale = courses["scale"].isna() | (courses["scale"] == plan.scale)
    # The last course counts: undated ones come first, so that any dated one follows them.
    courses = courses[on_scale].sort_values("end_date", kind="stable", na_position="first")
    stated = courses.drop_duplicates("patient_id", keep="last").set_index("patient_id")
    ratings = cohort.assessments
    is_at_end = ratings["moment"] == f"{end}_tms"
    ratings = ratings[is_at_end & (ratings["scale"] == plan.scale) & ratings["score"].notna()]
    # Several ratings of one moment: the latest; of one day, the worst.
    order = [True, True, not plan.rating_scale.higher_is_better]
    ratings = ratings.sort_values(
        ["date", "day", "score"], ascending=order, kind="stable", na_position="first"
    )
    rated = ratings.drop_duplicates("patient_id", keep="last").set_index("patient_id")["score"]
    on_course = np.asarray(stated[f"score_{end}"].reindex(ids), np.float64)
    return np.where(np.isnan(on_course), np.asarray(rated.reindex(ids), np.float64), on_course)

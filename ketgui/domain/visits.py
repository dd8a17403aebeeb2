"""What is due next for each patient under the plan: ratings and infusions, and on which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import pandas as pd

from ketgui.domain.cohort import Cohort
from ketgui.domain.plan import AnalysisPlan

VisitKind = Literal["before", "infusion", "after"]


@dataclass(frozen=True)
class DueVisit:
    """The next thing to record of a patient.

    Attributes
    ----------
    patient_id : str
    kind : {"before", "infusion", "after"}
        The rating before the first infusion, an infusion, or the rating after the last.
    number : int or None
        The infusion's number.
    day : date or None
        When it is due; None where no date says so.
    """

    patient_id: str
    kind: VisitKind
    number: int | None = None
    day: date | None = None

    def is_overdue(self, today: date) -> bool:
        """Whether its day has passed."""
        return self.day is not None and self.day < today


def list_due_visits(cohort: Cohort, plan: AnalysisPlan) -> tuple[DueVisit, ...]:
    """Return the next visit of each patient who is not done, in the cohort's order.

    Parameters
    ----------
    cohort : Cohort
    plan : AnalysisPlan
        Its scale is rated before and after; its planned ketamine says how many infusions there
        are, and how many a week.

    Returns
    -------
    tuple of DueVisit
        Nobody twice. Without a planned number of infusions, none is due after the last recorded.

    Examples
    --------
    >>> from ketgui.domain.edits import RowAddition, apply_edits
    >>> cohort = apply_edits(Cohort(), [RowAddition("patients", {"patient_id": "P01"})])
    >>> [(visit.kind, visit.day) for visit in list_due_visits(cohort, AnalysisPlan())]
    [('before', None)]
    """
    ratings = cohort.assessments[cohort.assessments["scale"] == plan.scale]
    rated = {
        moment: set(ratings.loc[ratings["moment"] == moment, "patient_id"])
        for moment in ("before", "after")
    }
    infusions = dict(list(cohort.infusions.groupby("patient_id")))
    visits = (
        _find_next(str(who), plan, infusions.get(who), rated)
        for who in cohort.patients["patient_id"]
    )
    return tuple(visit for visit in visits if visit is not None)


def _find_next(
    patient_id: str,
    plan: AnalysisPlan,
    infusions: pd.DataFrame | None,
    rated: dict[str, set[str]],
) -> DueVisit | None:
    if patient_id not in rated["before"]:
        return DueVisit(patient_id, "before")
    ketamine = plan.treatment.ketamine
    planned = ketamine.planned_infusions if ketamine else None
    received = 0 if infusions is None else len(infusions)
    last = None if infusions is None else infusions["date"].max()
    last_day = None if last is None or pd.isna(last) else last.date()
    if planned is not None and received < planned:
        per_week = ketamine.infusions_per_week if ketamine else None
        # A date drops the fraction of a day: 3 infusions a week are due 2 days apart.
        day = last_day + timedelta(days=7 / per_week) if last_day and per_week else None
        return DueVisit(patient_id, "infusion", received + 1, day)
    # Without a planned number, the last recorded infusion counts as the last of all.
    if received and patient_id not in rated["after"]:
        return DueVisit(patient_id, "after", day=last_day)
    return None

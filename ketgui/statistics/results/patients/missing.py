"""The patients without a rating, and how far they could move the response rate."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from ketgui.domain.unavailable import NOT_ASKED, Unavailable
from ketgui.statistics.pairing import Pairs
from ketgui.statistics.results.outcomes.outcomes import Outcomes, PatientOutcomes
from ketgui.statistics.rows import BLANK, Cell, Count, Row, Text, name_patients
from ketgui.statistics.study import Result, Study
from ketgui.statistics.tests.proportion import Proportion
from ketgui.text import mark

_MOST_NAMED = 20


@dataclass(frozen=True)
class Missing(Result):
    """Patients without a rating, and the response rate under three assumptions about them.

    Notes
    -----
    `complete` is over the patients with both ratings; `worst` and `best` are over the enrolled, a
    patient without both counting as a non-responder or as a responder. With the last rating carried
    forward (LOCF), the last one made after the first infusion replaces a missing rating after; it
    is computed only where the plan asks for it.

    Examples
    --------
    >>> result = Missing.compute(Study.of_scores([30, 28, 24], [12, 27, None]))
    >>> result.without_after, [rate.count for rate in (result.worst, result.best)]
    (('3',), [1, 2])
    """

    key: ClassVar[str] = "missing"
    title: ClassVar[str] = mark("Missing ratings")
    tab: ClassVar[str] = "outcomes"
    priority: ClassVar[int] = 130
    columns: ClassVar[tuple[str, ...]] = (mark("Patients"), mark("Interval (%)"))

    without_before: tuple[str, ...]
    without_after: tuple[str, ...]
    complete: Proportion
    worst: Proportion
    best: Proportion
    carried_forward: Proportion | Unavailable

    @classmethod
    def compute(cls, study: Study) -> Missing:
        """Name the patients and recount response."""
        pairs, plan = study.pairs, study.plan
        reached = int(PatientOutcomes.of(pairs, plan).response.sum())
        enrolled, unrated = len(pairs.before), len(pairs.before) - pairs.analysed

        def rate(count: int, n: int) -> Proportion:
            if isinstance(plan.response, Unavailable):
                return Proportion.undefined(plan.response)
            return Proportion.of(count, n, plan)

        return cls(
            _list_ids(pairs, np.isnan(pairs.before)),
            _list_ids(pairs, np.isnan(pairs.after)),
            rate(reached, pairs.analysed),
            rate(reached, enrolled),
            rate(reached + unrated, enrolled),
            _carry_forward(study) if plan.carry_forward else NOT_ASKED,
        )

    def rows(self) -> tuple[Row, ...]:
        """Return the names, then the rates."""
        carried = self.carried_forward
        return (
            Row(
                Text(mark("Without a rating before")), (_name_patients(self.without_before), BLANK)
            ),
            Row(Text(mark("Without a rating after")), (_name_patients(self.without_after), BLANK)),
            Row(Text(mark("Response among those with both ratings")), self.complete.cells()),
            Row(Text(mark("Response, worst case")), self.worst.cells()),
            Row(Text(mark("Response, best case")), self.best.cells()),
            Row(
                Text(mark("Response, last rating carried forward")),
                (carried, BLANK) if isinstance(carried, Unavailable) else carried.cells(),
            ),
        )

    def as_dict(self) -> dict[str, Any]:
        """Return counts and rates by name; the patients themselves stay in the tables."""
        carried = self.carried_forward
        return {
            "without_before": len(self.without_before),
            "without_after": len(self.without_after),
            "response_complete": self.complete.as_dict(),
            "response_worst_case": self.worst.as_dict(),
            "response_best_case": self.best.as_dict(),
            "response_carried_forward": carried
            if isinstance(carried, Unavailable)
            else carried.as_dict(),
        }


def _list_ids(pairs: Pairs, lacking: Any) -> tuple[str, ...]:
    return tuple(map(str, pairs.patient_id[lacking]))


def _name_patients(ids: tuple[str, ...]) -> Cell:
    if not ids or len(ids) > _MOST_NAMED:
        return Count(len(ids))
    return name_patients(ids, in_place_of_count=True)


def _carry_forward(study: Study) -> Proportion:
    pairs = study.pairs
    # Only missing ratings are filled; a rating that was made stays.
    after = np.where(np.isnan(pairs.after), _find_last_ratings(study), pairs.after)
    filled = replace(study, pairs=replace(pairs, after=after))
    return Outcomes.compute(filled).response


def _find_last_ratings(study: Study) -> Any:
    ratings = study.ratings
    # A rating that the file calls "before" or "after" is not one of the course.
    during = ratings[(ratings["study_day"] > 0) & ratings["moment"].isna()]
    # Of two ratings on one day the one with less improvement, as in the pairing.
    order = [True, not study.pairs.is_rising]
    ordered = during.sort_values(["study_day", "score"], ascending=order, kind="stable")
    last = ordered.groupby("patient_id")["score"].last()
    ids: pd.Series[str] = study.cohort.patients["patient_id"]
    return np.asarray(last.reindex(ids), np.float64)

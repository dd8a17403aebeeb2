"""Mean scores at the visits from baseline to follow-up, by a mixed model for repeated measures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.follow_up import FEWEST_AT_VISIT, list_visits
from ketgui.statistics.rows import (
    BLANK,
    Cell,
    Count,
    Estimate,
    Limits,
    Row,
    Text,
    make_limits_cell,
    make_number_cell,
)
from ketgui.statistics.study import Result, Study
from ketgui.statistics.tests.repeated_measures import fit_repeated_measures
from ketgui.text import mark

_NO_VISIT = Unavailable(mark("no later visit at which three patients were rated"))
_NO_ENDS = Unavailable(mark("fewer than three patients were rated before, or after"))
STRUCTURES = {
    "unstructured": mark("unstructured covariance"),
    "compound_symmetry": mark("compound symmetry"),
}


@dataclass(frozen=True)
class VisitMean:
    """One visit: weeks from the last acute infusion, 0 being the outcome, None the baseline."""

    week: int | None
    n: int
    mean: Estimate
    ci: Limits | Unavailable
    change: Estimate
    change_ci: Limits | Unavailable

    def as_dict(self) -> dict[str, Any]:
        """Return the numbers by name; the baseline has no change from itself."""
        numbers = {"n": self.n, "mean": self.mean, "ci": self.ci}
        if self.week is None:
            return {"visit": "before", **numbers}
        visit = f"week_{self.week}" if self.week else "after"
        return {"visit": visit, **numbers, "change": self.change, "change_ci": self.change_ci}


@dataclass(frozen=True)
class VisitMeans(Result):
    """Mean at each visit and mean change from baseline, of all patients rated at any of them.

    Notes
    -----
    Follow-up ratings belong to the nearest of the marks at 4, 8, 12 … weeks after the last acute
    infusion; of several of one patient, the nearest to the mark counts. Visits of fewer than three
    patients are left out. Time is a category; covariance and likelihood: see
    ``fit_repeated_measures``. Nothing is carried forward. Intervals are of t with one degree of
    freedom less than patients, which is exact where every patient has every visit.

    Examples
    --------
    >>> VisitMeans.compute(Study.of_scores([30, 28, 26], [12, 20, 22])).reason.reason
    'no later visit at which three patients were rated'
    """

    key: ClassVar[str] = "visit_means"
    title: ClassVar[str] = mark("Follow-up: mean scores at visits")
    tab: ClassVar[str] = "outcomes"
    priority: ClassVar[int] = 62
    columns: ClassVar[tuple[str, ...]] = (
        mark("n"),
        mark("Mean"),
        mark("Interval"),
        mark("Change from baseline"),
        mark("Interval of the change"),
    )

    visits: tuple[VisitMean, ...]
    patients: int
    structure: str | Unavailable
    reason: Unavailable | None

    @classmethod
    def compute(cls, study: Study) -> VisitMeans:
        """Fit the model where there is a later visit."""
        weeks, scores = tabulate_visits(study)
        patients = int((~np.isnan(scores)).any(axis=1).sum())
        if not any(weeks):
            return cls((), 0, _NO_VISIT, _NO_VISIT)
        if (~np.isnan(scores)).sum(axis=0).min() < FEWEST_AT_VISIT:
            return cls((), 0, _NO_ENDS, _NO_ENDS)
        fit = fit_repeated_measures(scores)
        if isinstance(fit, Unavailable):
            return cls((), patients, fit, fit)
        from scipy.special import stdtrit

        t = float(stdtrit(patients - 1, (1 + study.plan.confidence_level) / 2))
        errors = np.sqrt(np.diag(fit.mean_covariance))
        # A rise is an improvement on a scale on which higher is better.
        sign = -1.0 if study.pairs.is_rising else 1.0
        visits: list[VisitMean] = []
        for index, week in enumerate(weeks):
            mean, half = float(fit.means[index]), t * float(errors[index])
            change, error = fit.change(index)
            change *= sign
            visits.append(
                VisitMean(
                    week,
                    int((~np.isnan(scores[:, index])).sum()),
                    mean,
                    (mean - half, mean + half),
                    change,
                    (change - t * error, change + t * error),
                )
            )
        return cls(tuple(visits), patients, fit.structure, None)

    def rows(self) -> tuple[Row, ...]:
        """Return a line a visit, then the covariance; none without follow-up."""
        if self.reason:
            return ()
        lines = tuple(
            Row(
                _name_visit(visit.week),
                (
                    Count(visit.n),
                    make_number_cell(visit.mean),
                    make_limits_cell(visit.ci),
                    *_change_cells(visit),
                ),
            )
            for visit in self.visits
        )
        name = STRUCTURES[str(self.structure)]
        return (*lines, Row(Text(mark("Covariance")), (Text(name), BLANK, BLANK, BLANK, BLANK)))

    def as_dict(self) -> dict[str, Any]:
        """Return the covariance's name and the numbers of each visit."""
        return {
            "patients": self.reason or self.patients,
            "structure": self.structure,
            "visits": [visit.as_dict() for visit in self.visits],
        }


def tabulate_visits(study: Study) -> tuple[list[int | None], NDArray[np.float64]]:
    """Return the visits, and the scores with a row a patient and a column a visit.

    Parameters
    ----------
    study : Study

    Returns
    -------
    weeks : list of int or None
        None for the baseline, 0 for the outcome, then the marks in weeks.
    scores : ndarray of float, shape (n, t)
        NaN where a patient was not rated.
    """
    visits, ids = list_visits(study), pd.Index(study.pairs.patient_id)
    table = visits.pivot(index="patient_id", columns="week", values="score").reindex(ids)
    weeks = [int(str(week)) for week in table.columns]
    columns: list[NDArray[np.float64]] = [study.pairs.before, study.pairs.after]
    columns += [table[week].to_numpy(np.float64) for week in weeks]
    return [None, 0, *weeks], np.column_stack(columns)


def _name_visit(week: int | None) -> Text:
    if week is None:
        return Text(mark("Before"))
    if not week:
        return Text(mark("After"))
    return Text(mark("After the last infusion, week"), suffix=str(week))


def _change_cells(visit: VisitMean) -> tuple[Cell, Cell]:
    if visit.week is None:
        return BLANK, BLANK
    return make_number_cell(visit.change), make_limits_cell(visit.change_ci)

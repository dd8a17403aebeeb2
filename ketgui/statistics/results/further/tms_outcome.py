"""TMS, then ketamine: the change of the score in each, and whether TMS had failed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.pairing import Pairs, compute_improvement
from ketgui.statistics.results.outcomes.outcomes import Outcomes
from ketgui.statistics.results.outcomes.paired_change import PairedChange
from ketgui.statistics.rows import (
    BLANK,
    Cell,
    Count,
    Estimate,
    Limits,
    Row,
    Text,
    make_correlation_cell,
    make_limits_cell,
    make_mean_sd_cell,
    make_number_cell,
    make_p_value_cell,
    name_patients,
)
from ketgui.statistics.study import Result, Study
from ketgui.statistics.tests.proportion import Proportion
from ketgui.statistics.tests.rank_correlation import compute_spearman
from ketgui.statistics.treatment.tms_scores import NO_TMS_SCORE, TmsScores, find_tms_scores
from ketgui.text import mark


@dataclass(frozen=True, eq=False)
class TmsOutcome(Result):
    """The outcome of TMS beside that of ketamine, on the plan's primary scale.

    Notes
    -----
    TMS failed where the percent reduction of the score was below the plan's percentage. `rho` is
    Spearman's correlation of the change under TMS with that under ketamine, in points, over the
    patients who have both, without those whose rating after TMS is their baseline too; see
    ``compute_spearman`` for its interval.

    Attributes
    ----------
    scores : TmsScores
        The scores around TMS.
    ketamine : Pairs
        The scores around ketamine, in the same order.
    tms_change, ketamine_change : PairedChange
    response, failed : Proportion or Unavailable
        Response to TMS by the plan's definition; failures among the enrolled.
    """

    key: ClassVar[str] = "tms_outcome"
    title: ClassVar[str] = mark("TMS, then ketamine")
    tab: ClassVar[str] = "outcomes"
    priority: ClassVar[int] = 95
    columns: ClassVar[tuple[str, ...]] = (
        mark("n"),
        mark("Before"),
        mark("After"),
        mark("Difference"),
        mark("Interval"),
        mark("p"),
        mark("Response"),
    )

    scores: TmsScores
    ketamine: Pairs
    tms_change: PairedChange
    ketamine_change: PairedChange
    response: Proportion
    ketamine_response: Proportion
    failed: Proportion
    responded: tuple[str, ...]
    unjudged: tuple[str, ...]
    rho: Estimate
    rho_ci: Limits | Unavailable
    correlated: int
    shared: tuple[str, ...] = ()

    @classmethod
    def compute(cls, study: Study) -> TmsOutcome:
        """Compute both changes and their correlation."""
        plan, pairs = study.plan, study.pairs
        scores = find_tms_scores(study.cohort, plan, pairs)
        # The statistics of ketamine, applied to the scores around TMS.
        around = replace(study, pairs=scores.pairs)
        # A rating that ends one change and begins the other would tie the two by itself.
        both = scores.pairs.rated & pairs.rated & ~study.tms_baselines
        rho, rho_ci = compute_spearman(
            scores.pairs.difference[both], pairs.difference[both], plan.confidence_level
        )
        ids = pairs.patient_id
        # Where nobody can be judged there is no rate of failure.
        reason = scores.reason
        failed = Proportion.of(int(scores.failed.sum()), len(ids), plan)
        return cls(
            scores,
            pairs,
            PairedChange.compute(around),
            PairedChange.compute(study),
            Outcomes.compute(around).response,
            Outcomes.compute(study).response,
            Proportion.undefined(reason) if reason else failed,
            tuple(map(str, ids[scores.responded])),
            () if reason else tuple(map(str, ids[scores.unjudged])),
            # Without a score around TMS that is the reason, and not that there are too few pairs.
            rho if scores.pairs.analysed else NO_TMS_SCORE,
            rho_ci if scores.pairs.analysed else NO_TMS_SCORE,
            int(both.sum()),
            tuple(map(str, ids[study.tms_baselines])),
        )

    @property
    def is_recorded(self) -> bool:
        """Whether anyone has a score before and after TMS."""
        return self.scores.pairs.analysed > 0

    @property
    def four_points(self) -> NDArray[np.float64]:
        """Each patient's scores before and after TMS, before and after ketamine, shape (n, 4)."""
        tms, ketamine = self.scores.pairs, self.ketamine
        return np.column_stack([tms.before, tms.after, ketamine.before, ketamine.after])

    def rows(self) -> tuple[Row, ...]:
        """Return a line a treatment, then failure and correlation; none without TMS scores."""
        if not self.is_recorded:
            return ()
        share, interval = self.failed.cells()
        return (
            _make_row(mark("TMS"), self.tms_change, self.response),
            _make_row(mark("Ketamine"), self.ketamine_change, self.ketamine_response),
            Row(
                Text(mark("TMS failed")),
                (Count(self.failed.n), BLANK, BLANK, BLANK, interval, BLANK, share),
            ),
            *self._list_judged(),
            *self._list_shared(),
            Row(
                Text(mark("Spearman ρ of the two changes")),
                (
                    Count(self.correlated),
                    BLANK,
                    BLANK,
                    make_correlation_cell(self.rho),
                    make_limits_cell(self.rho_ci, 2, of_coefficient=True),
                    BLANK,
                    BLANK,
                ),
            ),
        )

    def _list_judged(self) -> tuple[Row, ...]:
        if self.scores.reason:
            return ()
        return (
            Row(Text(mark("Responded to TMS")), _name_patients(self.responded)),
            Row(Text(mark("TMS response not known")), _name_patients(self.unjudged)),
        )

    def _list_shared(self) -> tuple[Row, ...]:
        if not self.shared:
            return ()
        return (Row(Text(mark("Rating after TMS is the baseline")), _name_patients(self.shared)),)

    def as_dict(self) -> dict[str, Any]:
        """Return every number by name; the patients themselves stay in the table."""
        if not self.is_recorded:
            return {"n": NO_TMS_SCORE}
        names = (
            "n", "mean_before", "sd_before", "mean_after", "sd_after", "mean_difference",
            "difference_ci", "p", "cohen_dz",
        )  # fmt: skip
        return {
            **{name: getattr(self.tms_change, name) for name in names},
            "response": self.response.as_dict(),
            "failed": self.failed.as_dict(),
            "responded": len(self.responded),
            "not_known": len(self.unjudged),
            "change_correlation": {"n": self.correlated, "rho": self.rho, "ci": self.rho_ci},
        }


def compute_changes(result: TmsOutcome) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return each patient's improvement under TMS and under ketamine, shape (n,), in points.

    Patients whose rating after TMS is their baseline too have neither: one score in both changes
    would tie the two by itself.
    """
    points, rising = result.four_points, result.ketamine.is_rising
    points[np.isin(result.ketamine.patient_id, result.shared)] = np.nan
    return (
        compute_improvement(points[:, 0], points[:, 1], is_rising=rising),
        compute_improvement(points[:, 2], points[:, 3], is_rising=rising),
    )


def _make_row(title: str, change: PairedChange, response: Proportion) -> Row:
    return Row(
        Text(title),
        (
            Count(change.n),
            make_mean_sd_cell(change.mean_before, change.sd_before),
            make_mean_sd_cell(change.mean_after, change.sd_after),
            make_number_cell(change.mean_difference, 1),
            make_limits_cell(change.difference_ci, 1),
            make_p_value_cell(change.p),
            response.cells()[0],
        ),
    )


def _name_patients(ids: tuple[str, ...]) -> tuple[Cell, ...]:
    """Return how many patients they are, and who."""
    return (Count(len(ids)), name_patients(ids), *(BLANK,) * 5)

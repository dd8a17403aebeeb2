"""Clinician against self-rating: who responds on one and not on the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ketgui.domain.scale import Scale
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.results.outcomes.outcomes import PatientOutcomes
from ketgui.statistics.rows import (
    BLANK,
    Count,
    Estimate,
    Limits,
    Row,
    Text,
    make_correlation_cell,
    make_limits_cell,
    name_patients,
)
from ketgui.statistics.study import Result, Study
from ketgui.statistics.tests.agreement import compute_cohen_kappa
from ketgui.text import mark

_TITLES = (
    mark("Response on both"),
    mark("Response by the clinician alone"),
    mark("Response by self-rating alone"),
    mark("Response on neither"),
)


@dataclass(frozen=True, eq=False)
class Agreement:
    """Two scales, the 2 × 2 table of response (first scale in rows), κ, and who is in each cell."""

    first: Scale
    second: Scale
    table: NDArray[np.int64]
    patients: tuple[tuple[str, ...], ...]
    kappa: Estimate
    kappa_ci: Limits | Unavailable


@dataclass(frozen=True, eq=False)
class RaterAgreement(Result):
    """Response on a scale of a clinician against that on a self-rating, pair by pair.

    Notes
    -----
    The patients are those with both ratings on both scales. Response is by each scale's own
    definition; κ and its interval: see ``compute_cohen_kappa``. A pair with a scale on which
    response is not set is left out.
    """

    key: ClassVar[str] = "rater_agreement"
    title: ClassVar[str] = mark("Clinician and self-rating")
    tab: ClassVar[str] = "outcomes"
    priority: ClassVar[int] = 97
    columns: ClassVar[tuple[str, ...]] = (mark("n"), mark("Value"), mark("Interval"))

    pairs: tuple[Agreement, ...]

    @classmethod
    def compute(cls, study: Study) -> RaterAgreement:
        """Cross every outcome of a clinician with every self-rated one."""
        # A rating of the improvement itself has no score before, and so no pairs.
        usable = [
            outcome
            for outcome in study.outcomes
            if outcome.plan.rating_scale.kind != "improvement"
            and not isinstance(outcome.plan.response, Unavailable)
        ]
        by = {rater: [o for o in usable if o.plan.rating_scale.rater == rater]
              for rater in ("clinician", "self")}  # fmt: skip
        return cls(
            tuple(
                _compare_raters(first, second) for first in by["clinician"] for second in by["self"]
            )
        )

    def rows(self) -> tuple[Row, ...]:
        """Return the cells with their patients, then κ, for each pair of scales."""
        return tuple(row for agreement in self.pairs for row in _make_rows(agreement))

    def as_dict(self) -> list[dict[str, Any]]:
        """Return tables and κ; the patients themselves stay in the table."""
        return [
            {
                "clinician": agreement.first.key,
                "self": agreement.second.key,
                "both": int(agreement.table[0, 0]),
                "clinician_alone": int(agreement.table[0, 1]),
                "self_alone": int(agreement.table[1, 0]),
                "neither": int(agreement.table[1, 1]),
                "kappa": agreement.kappa,
                "kappa_ci": agreement.kappa_ci,
            }
            for agreement in self.pairs
        ]


def _compare_raters(first: Study, second: Study) -> Agreement:
    rated = first.pairs.rated & second.pairs.rated
    ids = first.pairs.patient_id[rated]
    responds = [
        PatientOutcomes.of(side.pairs, side.plan).response[rated] for side in (first, second)
    ]
    # In the order of `_TITLES`: both, the first alone, the second alone, neither.
    cells = [
        responds[0] & responds[1],
        responds[0] & ~responds[1],
        ~responds[0] & responds[1],
        ~responds[0] & ~responds[1],
    ]
    table = np.array([int(cell.sum()) for cell in cells]).reshape(2, 2)
    kappa, ci = compute_cohen_kappa(table, first.plan.confidence_level)
    return Agreement(
        first.plan.rating_scale,
        second.plan.rating_scale,
        table,
        tuple(tuple(map(str, ids[cell])) for cell in cells),
        kappa,
        ci,
    )


def _make_rows(agreement: Agreement) -> tuple[Row, ...]:
    names = f"{agreement.first.title}, {agreement.second.title}"
    cells = zip(_TITLES, agreement.table.ravel().tolist(), agreement.patients, strict=True)
    return (
        *(
            Row(Text(title, suffix=f"({names})"), (Count(n), name_patients(ids), BLANK))
            for title, n, ids in cells
        ),
        Row(
            Text(mark("Cohen κ"), suffix=f"({names})"),
            (
                Count(int(agreement.table.sum())),
                make_correlation_cell(agreement.kappa),
                make_limits_cell(agreement.kappa_ci, 2, of_coefficient=True),
            ),
        ),
    )

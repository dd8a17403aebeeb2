"""Patients whose change lies far from the others': named, and kept in every analysis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.pairing import Pairs, Scores
from ketgui.statistics.rows import (
    BLANK,
    Cell,
    Count,
    Limits,
    Row,
    Text,
    make_limits_cell,
    name_patients,
)
from ketgui.statistics.study import Result, Study
from ketgui.statistics.tests.walsh import NO_PAIR
from ketgui.text import mark

_TOO_FEW = Unavailable(mark("fewer than four patients have both ratings"))
_ALL_EQUAL = Unavailable(mark("every patient changed by the same amount"))
_FENCE = 1.5
_SLACK = 1e-9
BEYOND = 3.0
_LEAST = 4
# More patients than this are counted, not named.
_MOST_NAMED = 20


@dataclass(frozen=True)
class Outlying(Result):
    """Outlying differences (before − after) by two rules; nobody is left out because of them.

    Notes
    -----
    Patients with both ratings. `outside_fences`: below the first or above the third quartile of
    the differences by more than 1.5 times the distance between them (Tukey 1977); quartiles as in
    R's default (type 7). `studentised`: |d − mean of the others| / (SD of the others · √(1 + 1/(n −
    1))) above 3, the externally studentised residual. An outlying value is to be checked in its
    source, not removed.
    taken out.

    Examples
    --------
    >>> result = Outlying.from_differences(("a", "b", "c", "d", "e"), np.array([1.0, 2, 3, 2, 30]))
    >>> result.fences, result.outside_fences
    ((0.5, 4.5), ('e',))
    """

    key: ClassVar[str] = "outlying"
    title: ClassVar[str] = mark("Outlying changes")
    tab: ClassVar[str] = "outcomes"
    priority: ClassVar[int] = 50
    columns: ClassVar[tuple[str, ...]] = (mark("Patients"), mark("Limits of the difference"))

    n: int
    fences: Limits | Unavailable
    outside_fences: tuple[str, ...]
    studentised: tuple[str, ...]

    @classmethod
    def compute(cls, study: Study) -> Outlying:
        """Examine the patients with both ratings."""
        pairs: Pairs = study.pairs.complete()
        return cls.from_differences(tuple(map(str, pairs.patient_id)), pairs.difference)

    @classmethod
    def from_differences(cls, ids: tuple[str, ...], difference: Scores) -> Outlying:
        """Compute it from differences, shape (n,), and the ids of their patients."""
        n = len(difference)
        if n < _LEAST:
            return cls(n, _TOO_FEW if n else NO_PAIR, (), ())
        if float(np.ptp(difference)) < 1e-12:
            return cls(n, _ALL_EQUAL, (), ())
        low, high = compute_fences(difference)
        # A quartile of decimals may miss its value by the last bit; a value on the fence is inside.
        outside = (difference < low - _SLACK) | (difference > high + _SLACK)
        far = np.abs(studentise(difference)) > BEYOND
        return cls(n, (low, high), _select_ids(ids, outside), _select_ids(ids, far))

    def rows(self) -> tuple[Row, ...]:
        """Return who is outside by each rule."""
        if isinstance(self.fences, Unavailable):
            return (Row(Text(mark("Outside Tukey's fences")), (self.fences, BLANK)),)
        return (
            Row(
                Text(mark("Outside Tukey's fences")),
                (_name_patients(self.outside_fences), make_limits_cell(self.fences)),
            ),
            Row(
                Text(mark("Studentised difference beyond ±3")),
                (_name_patients(self.studentised), BLANK),
            ),
            Row(Text(mark("Left out because of it")), (Count(0), BLANK)),
        )

    def as_dict(self) -> dict[str, Any]:
        """Return counts and limits by name; the patients themselves stay in the tables."""
        return {
            "n": self.n,
            "fences": self.fences,
            "outside_fences": len(self.outside_fences),
            "studentised_beyond_3": len(self.studentised),
        }


def compute_fences(difference: Scores) -> Limits:
    """Return Tukey's inner fences."""
    first, third = np.quantile(difference, [0.25, 0.75]).tolist()
    reach = _FENCE * (third - first)
    return first - reach, third + reach


def studentise(difference: Scores) -> Scores:
    """Return each difference's externally studentised distance from the mean of the others.

    Infinite where all others are equal and this one is not; 0 where it is equal, too.
    """
    n, mean = len(difference), float(difference.mean())
    deviations = difference - mean
    whole = float((deviations**2).sum())
    # Leaving one out takes n/(n − 1) of its square from the sum of squares.
    remaining = np.maximum(whole - deviations**2 * n / (n - 1), 0.0)
    # What rounding leaves of a sum that should be 0 counts as 0.
    remaining = np.where(remaining < 1e-12 * whole, 0.0, remaining)
    error = np.sqrt(remaining / (n - 2) * (1 - 1 / n))
    # Where the others have no spread, any distance is
    # infinite and none is 0; 1e-300 gives 0 a sign.
    far = np.where(np.abs(deviations) < 1e-12, 0.0, np.inf) * np.sign(deviations + 1e-300)
    return np.divide(
        deviations, error, out=np.nan_to_num(far, nan=0.0, posinf=np.inf), where=error > 0
    )


def _select_ids(ids: tuple[str, ...], flags: np.ndarray) -> tuple[str, ...]:
    return tuple(ids[position] for position in np.flatnonzero(flags).tolist())


def _name_patients(ids: tuple[str, ...]) -> Cell:
    if not ids or len(ids) > _MOST_NAMED:
        return Count(len(ids))
    return name_patients(ids, in_place_of_count=True)

"""Walsh averages and the signed-rank distribution: the ground of Hodges and Lehmann's estimate."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.pairing import Scores
from ketgui.statistics.rows import Estimate, Limits
from ketgui.text import mark

NO_PAIR = Unavailable(mark("no patient has both ratings"))
TOO_VARIED = Unavailable(mark("too many different changes to enumerate"))
TOO_FEW_FOR_LEVEL = Unavailable(mark("too few patients for an interval at this level"))

_MOST_DISTINCT = 4000
# Beyond this many differences the signed-rank distribution is normal to every printed digit.
_EXACT_UP_TO = 400


@dataclass(frozen=True, eq=False)
class WalshAverages:
    """All averages of two differences, (dᵢ + dⱼ)/2 with i ≤ j, sorted, with how often each occurs.

    Scores are whole numbers, so that even 100 000 patients have few distinct differences.
    """

    values: NDArray[np.float64]
    reached: NDArray[np.int64]

    @classmethod
    def of(cls, difference: Scores) -> WalshAverages | Unavailable:
        """Count the averages over the distinct differences."""
        values, counts = np.unique(difference, return_counts=True)
        if len(values) == 0:
            return NO_PAIR
        if len(values) > _MOST_DISTINCT:
            return TOO_VARIED
        first, second = np.triu_indices(len(values))
        averages = (values[first] + values[second]) / 2
        pairs = counts[first] * counts[second]
        alone = counts[first] * (counts[first] + 1) // 2
        weights = np.where(first == second, alone, pairs)
        order = np.argsort(averages, kind="stable")
        return cls(averages[order], np.cumsum(weights[order]).astype(np.int64))

    @property
    def count(self) -> int:
        """How many averages there are: n(n + 1)/2."""
        return int(self.reached[-1])

    def nth(self, place: int) -> float:
        """Return the average at this place, counted from 1."""
        return float(self.values[np.searchsorted(self.reached, place)])

    def median(self) -> float:
        """Return the median of the averages."""
        return (self.nth((self.count + 1) // 2) + self.nth(self.count // 2 + 1)) / 2


def hodges_lehmann(difference: Scores) -> Estimate:
    """Return the median of the Walsh averages of all differences, zeros included."""
    averages = WalshAverages.of(difference)
    return averages if isinstance(averages, Unavailable) else averages.median()


def hodges_lehmann_interval(
    difference: Scores, level: float
) -> tuple[Limits | Unavailable, Estimate]:
    """Return the interval of the Hodges–Lehmann estimate, and the level it achieves (0–1).

    The limits are Walsh averages, so only certain levels are possible: this is the narrowest
    interval whose level is at least the one asked for (Hollander & Wolfe 1999, 3.3).
    """
    averages = WalshAverages.of(difference)
    if isinstance(averages, Unavailable):
        return averages, averages
    n = len(difference)
    place, achieved = _critical(n, 1 - level)
    if place < 1:
        return TOO_FEW_FOR_LEVEL, TOO_FEW_FOR_LEVEL
    return (averages.nth(place), averages.nth(averages.count + 1 - place)), achieved


def _critical(n: int, alpha: float) -> tuple[int, float]:
    """Return the largest place k with 2·P(V ≤ k − 1) ≤ alpha, and the level 1 − 2·P(V ≤ k − 1)."""
    if n > _EXACT_UP_TO:
        return _normal_critical(n, alpha)
    below = np.cumsum(signed_rank_distribution(n))
    place = int(np.searchsorted(below, alpha / 2, side="right"))
    return place, 1 - 2 * float(below[place - 1]) if place else 0.0


def _normal_critical(n: int, alpha: float) -> tuple[int, float]:
    from scipy.special import ndtr, ndtri

    mean, sd = n * (n + 1) / 4, math.sqrt(n * (n + 1) * (2 * n + 1) / 24)
    place = math.floor(mean + 0.5 + float(ndtri(alpha / 2)) * sd)
    return place, 1 - 2 * float(ndtr((place - 0.5 - mean) / sd))


def signed_rank_distribution(n: int) -> NDArray[np.float64]:
    """Return P(V = v) for v = 0 … n(n + 1)/2, V the sum of n signed ranks under symmetry."""
    chances = np.ones(1)
    for rank in range(1, n + 1):
        longer = np.zeros(len(chances) + rank)
        longer[: len(chances)] += chances / 2
        longer[rank:] += chances / 2
        chances = longer
    return chances

"""Walsh averages: the Hodges–Lehmann estimate and its interval."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.pairing import Scores
from ketgui.statistics.rows import Estimate, Limits
from ketgui.statistics.tests.signed_rank import compute_rank_sum_distribution
from ketgui.text import mark

NO_PAIR = Unavailable(mark("no patient has both ratings"))
TOO_VARIED = Unavailable(mark("too many different changes to enumerate"))
TOO_FEW_FOR_LEVEL = Unavailable(mark("too few patients for an interval at this level"))

_MOST_DISTINCT = 4000
# Beyond this many differences the signed-rank distribution is normal to every printed digit.
_EXACT_UP_TO = 400


@dataclass(frozen=True, eq=False)
class WalshAverages:
    """All averages of two differences, (dᵢ + dⱼ)/2 with i ≤ j, sorted, with their frequencies.

    Scores are whole numbers, so even 100 000 patients have few distinct differences: averages are
    kept once each, with the number of averages up to and including them.

    Attributes
    ----------
    values : ndarray of float, shape (m,)
        Distinct averages of the distinct differences, not merged where two pairs give the same.
    reached : ndarray of int, shape (m,)
        Cumulative frequencies.
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
        # Two different values are averaged once for each pair of patients; a value that c patients
        # share gives c(c + 1)/2 averages, each patient's with itself included.
        pairs = counts[first] * counts[second]
        alone = counts[first] * (counts[first] + 1) // 2
        weights = np.where(first == second, alone, pairs)
        order = np.argsort(averages, kind="stable")
        return cls(averages[order], np.cumsum(weights[order]).astype(np.int64))

    @property
    def count(self) -> int:
        """Number of averages: n(n + 1)/2."""
        return int(self.reached[-1])

    def nth(self, position: int) -> float:
        """Return the average at this position, counted from 1."""
        return float(self.values[np.searchsorted(self.reached, position)])

    def compute_median(self) -> float:
        """Return the median of the averages."""
        # The two middle averages, which are one where their number is odd.
        return (self.nth((self.count + 1) // 2) + self.nth(self.count // 2 + 1)) / 2


def compute_hodges_lehmann(difference: Scores) -> Estimate:
    """Return the median of the Walsh averages of all differences, zeros included.

    Parameters
    ----------
    difference : ndarray of float, shape (n,)
        None missing.

    Returns
    -------
    float or Unavailable

    References
    ----------
    Hodges & Lehmann 1963, Annals of Mathematical Statistics 34.

    Examples
    --------
    >>> compute_hodges_lehmann(np.array([0.0, 1, 5]))
    1.75
    """
    averages = WalshAverages.of(difference)
    return averages if isinstance(averages, Unavailable) else averages.compute_median()


def compute_hodges_lehmann_interval(
    difference: Scores, level: float
) -> tuple[Limits | Unavailable, Estimate]:
    """Return the interval of the Hodges–Lehmann estimate, and the level it achieves (0–1).

    Parameters
    ----------
    difference : ndarray of float, shape (n,)
        None missing.
    level : float
        Confidence level asked for, 0–1.

    Returns
    -------
    tuple
        The limits, and the level that they achieve.

    Notes
    -----
    The limits are Walsh averages, so only certain levels are possible: this is the narrowest
    interval whose level is at least the one asked for.

    References
    ----------
    Hollander & Wolfe 1999, section 3.3.

    Examples
    --------
    >>> limits, achieved = compute_hodges_lehmann_interval(np.arange(1.0, 7.0), 0.95)
    >>> limits, round(achieved, 4)
    ((1.0, 6.0), 0.9688)
    """
    averages = WalshAverages.of(difference)
    if isinstance(averages, Unavailable):
        return averages, averages
    n = len(difference)
    rank, achieved = _find_critical(n, 1 - level)
    if rank < 1:
        return TOO_FEW_FOR_LEVEL, TOO_FEW_FOR_LEVEL
    return (averages.nth(rank), averages.nth(averages.count + 1 - rank)), achieved


def _find_critical(n: int, alpha: float) -> tuple[int, float]:
    """Return the largest rank k with 2·P(V ≤ k − 1) ≤ alpha, and the level 1 − 2·P(V ≤ k − 1)."""
    if n > _EXACT_UP_TO:
        return _find_normal_critical(n, alpha)
    below = np.cumsum(compute_rank_sum_distribution(np.arange(1, n + 1)))
    # `below[j]` is P(V ≤ j): the number of entries up to α/2 is k. At k = 0 even the widest
    # interval falls short of the level.
    rank = int(np.searchsorted(below, alpha / 2, side="right"))
    return rank, 1 - 2 * float(below[rank - 1]) if rank else 0.0


def _find_normal_critical(n: int, alpha: float) -> tuple[int, float]:
    from scipy.special import ndtr, ndtri

    mean, sd = n * (n + 1) / 4, math.sqrt(n * (n + 1) * (2 * n + 1) / 24)
    # The same with V normal and half a rank of continuity: Φ((k − ½ − mean)/sd) ≤ α/2.
    rank = math.floor(mean + 0.5 + float(ndtri(alpha / 2)) * sd)
    return rank, 1 - 2 * float(ndtr((rank - 0.5 - mean) / sd))

"""Wilcoxon's signed-rank test, as R's ``wilcox.test`` computes it."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ketgui.statistics.pairing import Scores
from ketgui.statistics.tests.walsh import signed_rank_distribution

# R's wilcox.test is exact below this number of untied differences; so the results agree.
_EXACT_BELOW = 50


class SignedRank(NamedTuple):
    """The smaller rank sum W, its two-sided p, and what the differences were like.

    Attributes
    ----------
    w, p : float
    zeros : int
        Differences of zero, which were dropped.
    tied : int
        Differences that share their size with another.
    is_exact : bool
        Whether p is exact, and not from the normal approximation.
    """

    w: float
    p: float
    zeros: int
    tied: int
    is_exact: bool


def signed_rank_test(difference: Scores) -> SignedRank:
    """Test whether differences are symmetric about 0, as R's ``wilcox.test`` does.

    Parameters
    ----------
    difference : ndarray of float, shape (n,)
        Differences of which at least one is not 0, none missing.

    Returns
    -------
    SignedRank

    Notes
    -----
    Differences of zero are dropped and ties get mean ranks. p is exact below 50 differences
    without zero or tie, otherwise from the normal approximation with corrections for ties and
    continuity.

    References
    ----------
    Hollander & Wolfe 1999, section 3.1.

    Examples
    --------
    >>> signed_rank_test(np.array([3.0, 1, 2, 0, -1]))
    SignedRank(w=1.5, p=0.269..., zeros=1, tied=2, is_exact=False)
    """
    changed = difference[difference != 0]
    ranks, ties = _mean_ranks(np.abs(changed))
    # The two rank sums add up to n(n + 1)/2: the smaller one is enough.
    n, total = len(changed), len(changed) * (len(changed) + 1) / 2
    positive = float(ranks[changed > 0].sum())
    smaller = min(positive, total - positive)
    # As many distinct sizes as differences means no ties; as many as all patients, no zeros.
    is_exact = len(ties) == n == len(difference) and n < _EXACT_BELOW
    p = _exact_p(smaller, n) if is_exact else _normal_p(smaller, n, ties)
    return SignedRank(smaller, p, len(difference) - n, int(ties[ties > 1].sum()), is_exact)


def _exact_p(smaller: float, n: int) -> float:
    # P(V ≤ W), doubled: the distribution is symmetric.
    below = float(signed_rank_distribution(n)[: round(smaller) + 1].sum())
    return min(1.0, 2 * below)


def _normal_p(smaller: float, n: int, ties: NDArray[np.float64]) -> float:
    # Each group of t ties takes (t³ − t)/48 from the variance of untied ranks.
    variance = n * (n + 1) * (2 * n + 1) / 24 - float((ties**3 - ties).sum()) / 48
    # The continuity correction moves W half a rank towards its mean, but not past it.
    away = max(0.0, abs(smaller - n * (n + 1) / 4) - 0.5)
    return math.erfc(away / math.sqrt(2 * variance))


def _mean_ranks(values: Scores) -> tuple[Scores, NDArray[np.float64]]:
    """Return each value's mean rank, and how often each distinct value occurs."""
    _distinct, group, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    # A group of ties ends at rank `last`; its mean rank is half its length, less ½, before that.
    return (last - (counts - 1) / 2)[group], counts.astype(np.float64)

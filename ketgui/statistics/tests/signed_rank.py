"""Wilcoxon's signed-rank test, exact for small samples even where sizes are tied."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ketgui.statistics.pairing import Scores

# As in R's wilcox.test, p is exact below this number of differences other than zero.
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


def compute_signed_rank_test(difference: Scores) -> SignedRank:
    """Test whether differences are symmetric about 0.

    Parameters
    ----------
    difference : ndarray of float, shape (n,)
        Paired differences, of which at least one is not 0.

    Returns
    -------
    SignedRank

    Notes
    -----
    Differences of zero are dropped (Wilcoxon 1945) and ties get mean ranks. Below 50 differences
    p is exact, given the ties: twice the probability that the rank sum is no larger than W when
    every sign is as likely as its opposite (the conditional test of R from 4.6 on). From 50 on it
    is taken from the normal approximation with correction for ties and continuity.

    References
    ----------
    Hollander M, Wolfe DA (1999), Nonparametric Statistical Methods, 3.1.

    Examples
    --------
    >>> compute_signed_rank_test(np.array([3.0, 1, 2, 0, -1]))
    SignedRank(w=1.5, p=0.375, zeros=1, tied=2, is_exact=True)
    """
    changed = difference[difference != 0]
    ranks, ties = _mean_ranks(np.abs(changed))
    # The two rank sums add up to n(n + 1)/2: the smaller one is enough.
    n, total = len(changed), len(changed) * (len(changed) + 1) / 2
    positive = float(ranks[changed > 0].sum())
    smaller = min(positive, total - positive)
    is_exact = n < _EXACT_BELOW
    p = _compute_exact_p(smaller, ranks) if is_exact else _compute_normal_p(smaller, n, ties)
    return SignedRank(smaller, p, len(difference) - n, int(ties[ties > 1].sum()), is_exact)


def compute_rank_sum_distribution(ranks: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return P(V = v), v = 0 … Σ ranks, of the sum V of the ranks whose sign is positive.

    Parameters
    ----------
    ranks : ndarray of int, shape (n,)
        Positive whole numbers; ties may repeat one.

    Notes
    -----
    Every rank is in the sum with probability ½. Adding a rank shifts half of the distribution by it
    (the shift algorithm of Streitberg & Röhmel 1986).

    Examples
    --------
    >>> compute_rank_sum_distribution(np.array([1, 2])).tolist()
    [0.25, 0.25, 0.25, 0.25]
    """
    probabilities = np.ones(1)
    for rank in ranks.tolist():
        longer = np.zeros(len(probabilities) + rank)
        longer[: len(probabilities)] += probabilities / 2
        longer[rank:] += probabilities / 2
        probabilities = longer
    return probabilities


def _compute_exact_p(smaller: float, ranks: Scores) -> float:
    # Mean ranks are whole or half: doubled, they are whole.
    doubled = np.rint(2 * ranks).astype(np.int64)
    below = float(compute_rank_sum_distribution(doubled)[: round(2 * smaller) + 1].sum())
    return min(1.0, 2 * below)


def _compute_normal_p(smaller: float, n: int, ties: NDArray[np.float64]) -> float:
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

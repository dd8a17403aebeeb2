"""Wilcoxon's signed-rank test, as R's ``wilcox.test`` computes it."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ketgui.statistics.pairing import Scores
from ketgui.statistics.walsh import signed_rank_distribution

# R's wilcox.test is exact below this number of untied differences; so that R agrees, so are we.
_EXACT_BELOW = 50


def signed_rank_test(difference: Scores) -> tuple[float, float]:
    """Return the smaller rank sum W and the two-sided p of differences of which some is not 0.

    Differences of zero are dropped and ties get mean ranks. p is exact below 50 differences
    without zero or tie, otherwise from the normal approximation with correction for ties and
    continuity (Hollander & Wolfe 1999, 3.1).
    """
    changed = difference[difference != 0]
    ranks, ties = _mean_ranks(np.abs(changed))
    n, total = len(changed), len(changed) * (len(changed) + 1) / 2
    positive = float(ranks[changed > 0].sum())
    smaller = min(positive, total - positive)
    if len(ties) == n == len(difference) and n < _EXACT_BELOW:
        below = float(signed_rank_distribution(n)[: round(smaller) + 1].sum())
        return smaller, min(1.0, 2 * below)
    variance = n * (n + 1) * (2 * n + 1) / 24 - float((ties**3 - ties).sum()) / 48
    away = max(0.0, abs(smaller - total / 2) - 0.5)
    return smaller, math.erfc(away / math.sqrt(2 * variance))


def _mean_ranks(values: Scores) -> tuple[Scores, NDArray[np.float64]]:
    """Return each value's mean rank, and how often each distinct value occurs."""
    _distinct, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return (last - (counts - 1) / 2)[place], counts.astype(np.float64)

"""The Shapiro–Wilk test of normality.

Implemented here rather than taken from ``scipy.stats``, whose import takes three times as long as
that of ``scipy.special``; ``scipy.stats.shapiro`` is the oracle of its test.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.polynomial.polynomial import polyval

from ketgui.statistics.pairing import Scores

# Coefficients of Royston (1995), by rising power.
_FIRST = (0, 0.221157, -0.147981, -2.07119, 4.434685, -2.706056)
_SECOND = (0, 0.042981, -0.293762, -1.752461, 5.682633, -3.582633)
_SMALL_MEAN = (0.544, -0.39978, 0.025054, -6.714e-4)
_SMALL_LOG_SD = (1.3822, -0.77857, 0.062767, -0.0020322)
_LARGE_MEAN = (-1.5861, -0.31082, -0.083751, 0.0038915)
_LARGE_LOG_SD = (-0.4803, -0.082676, 0.0030302)
_SHIFT = (-2.273, 0.459)
_SMALL_UP_TO = 11


def compute_shapiro_wilk(values: Scores) -> tuple[float, float]:
    """Return W and p of the Shapiro–Wilk test.

    Parameters
    ----------
    values : ndarray of float, shape (n,)
        3 to 5000 values that are not all equal, none missing.

    Returns
    -------
    w, p : float

    Notes
    -----
    W = (Σ aᵢ x₍ᵢ₎)² / Σ(xᵢ − x̄)², its weights a and its distribution by the approximations of AS
    R94; for three values p is exact.

    References
    ----------
    Shapiro & Wilk 1965, Biometrika 52. Royston 1995, Applied Statistics 44, algorithm AS R94.

    Examples
    --------
    >>> values = np.array([148.0, 154, 158, 160, 161, 162, 166, 170, 182, 195, 236])
    >>> w, p = compute_shapiro_wilk(values)
    >>> round(w, 4), round(p, 4)
    (0.7888, 0.0067)
    """
    # W is the squared sum of weighted order statistics over the sum of squares. The weights are
    # antisymmetric, so that half of them is enough: each with the difference of a pair of ends.
    ordered = np.sort(values)
    n = len(ordered)
    weights = _compute_weights(n)
    half = len(weights)
    spread = float(weights @ (ordered[::-1][:half] - ordered[:half]))
    # Rounding may carry W beyond 1, where its logarithm is not defined.
    w = min(1.0, spread**2 / float(((ordered - ordered.mean()) ** 2).sum()))
    return w, _compute_p(w, n)


def _compute_weights(n: int) -> Scores:
    """Return the weights of the upper half, the largest first."""
    if n == 3:
        return np.array([math.sqrt(0.5)])
    from scipy.special import ndtri

    # Blom's approximation of the expected normal order statistics.
    expected = -ndtri((np.arange(1, n // 2 + 1) - 0.375) / (n + 0.25))
    square = 2 * float((expected**2).sum())
    root, small = math.sqrt(square), 1 / math.sqrt(n)
    # The one or two outermost weights by Royston's polynomials in 1/√n.
    ends = [float(polyval(small, _FIRST)) + float(expected[0]) / root]
    if n > 5:
        ends.append(float(polyval(small, _SECOND)) + float(expected[1]) / root)
    # The others keep their proportions; together all squares sum to 1.
    outer = 2 * float((expected[: len(ends)] ** 2).sum())
    remaining = 1 - 2 * sum(end**2 for end in ends)
    weights = expected * math.sqrt(remaining / (square - outer))
    weights[: len(ends)] = ends
    return weights


def _compute_p(w: float, n: int) -> float:
    # Of three values the distribution of W is known exactly.
    if n == 3:
        p = 6 / math.pi * (math.asin(math.sqrt(w)) - math.asin(math.sqrt(0.75)))
        return min(1.0, max(0.0, p))
    # log(1 − W) would be log 0.
    if w >= 1:
        return 1.0
    y = math.log(1 - w)
    # log(1 − W), bounded for small samples, is nearly normal: mean and SD by polynomials in n or
    # log n.
    if n <= _SMALL_UP_TO:
        bound = float(polyval(n, _SHIFT))
        if y >= bound:
            return 0.0
        y = -math.log(bound - y)
        mean, log_sd = polyval(n, _SMALL_MEAN), polyval(n, _SMALL_LOG_SD)
    else:
        size = math.log(n)
        mean, log_sd = polyval(size, _LARGE_MEAN), polyval(size, _LARGE_LOG_SD)
    # Departure from normality lowers W, which raises log(1 − W): only the upper tail counts.
    z = (y - float(mean)) / math.exp(float(log_sd))
    return 0.5 * math.erfc(z / math.sqrt(2))

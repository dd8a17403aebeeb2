"""The noncentral t distribution inverted for its noncentrality: intervals of effect sizes."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ketgui.statistics.rows import Limits

# Gauss–Legendre nodes: both factors of the integrand are smooth over its range.
_NODES = 200
# Beyond these many standard deviations a normal and a chi distribution hold less than 1e-18.
_NORMAL_REACH, _CHI_REACH = 9.0, 10.0
_BEYOND = 40.0
# Halving an interval of a few hundred this often reaches the last bit.
_HALVINGS = 64


def compute_noncentrality_limits(t: float, df: int, level: float) -> Limits:
    """Return the noncentralities for which `t` lies at the two tails of `level`.

    Parameters
    ----------
    t : float
        The observed statistic.
    df : int
        Degrees of freedom, 1 or more.
    level : float
        Confidence level, between 0 and 1.

    Returns
    -------
    tuple of float
        Lower and upper limit, each to about ten digits.

    Notes
    -----
    The limits solve P(T ≤ t; λ) = (1 ± level)/2, which decreases steadily with λ, by bisection.

    References
    ----------
    Cumming G, Finch S (2001), Educ Psychol Meas 61:532–574.

    Examples
    --------
    >>> [round(limit, 3) for limit in compute_noncentrality_limits(7.212, 20, 0.95)]
    [4.2..., 10.1...]
    """
    if t < 0:
        low, high = compute_noncentrality_limits(-t, df, level)
        return -high, -low

    def limit(tail: float) -> float:
        # P(T ≤ t) is 1 at the lower end and 0 at the upper one, so the limit lies between them.
        low, high = -_BEYOND, t * (1 + _CHI_REACH / math.sqrt(2 * df)) + _BEYOND
        for _halving in range(_HALVINGS):
            middle = (low + high) / 2
            if compute_noncentral_t_tail(t, df, middle) > tail:
                low = middle
            else:
                high = middle
        return (low + high) / 2

    # A small noncentrality makes `t` look large: the upper tail gives the lower limit.
    return limit((1 + level) / 2), limit((1 - level) / 2)


def compute_noncentral_t_tail(t: float, df: int, noncentrality: float) -> float:
    """Return P(T ≤ t) of the noncentral t distribution, for t ≥ 0.

    Notes
    -----
    With S = √(χ²(ν)/ν), P(T ≤ t) = E[Φ(t·S − λ)]. Where t·S − λ exceeds nine, Φ is 1 and the
    mean is a tail of χ²; where it is below minus nine, Φ is 0. Between the two, and where S has
    any density, the integral is taken by Gauss and Legendre. The usual series fail at a large t.

    Examples
    --------
    >>> round(compute_noncentral_t_tail(2.0, 10, 1.0), 4)
    0.8076
    """
    from scipy.special import gammaincc, gammaln, ndtr, xlogy

    # S lies near 1 with an SD of about 1/√(2ν); only where Φ varies, too, is there an integral.
    wide = _CHI_REACH / math.sqrt(2 * df)
    low, high = max(0.0, 1 - wide), 1 + wide
    if t > 0:
        low = min(max(low, (noncentrality - _NORMAL_REACH) / t), high)
        high = max(min(high, (noncentrality + _NORMAL_REACH) / t), low)
    # Above the range Φ is 1, so what remains is the tail of the chi distribution.
    above = float(gammaincc(df / 2, df * high * high / 2))
    nodes, weights = _compute_nodes()
    # The nodes of [−1, 1] moved to the range of s, where S has the density of √(χ²(ν)/ν).
    s = low + (high - low) * (nodes + 1) / 2
    log_density = math.log(2) + df / 2 * math.log(df / 2) - float(gammaln(df / 2))
    density = np.exp(log_density + xlogy(df - 1, s) - df * s * s / 2)
    between = float(weights @ (ndtr(t * s - noncentrality) * density)) * (high - low) / 2
    return min(1.0, above + between)


@cache
def _compute_nodes() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    return np.polynomial.legendre.leggauss(_NODES)

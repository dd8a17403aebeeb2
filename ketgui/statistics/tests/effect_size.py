"""A mean, standardised mean changes and the correlation, each with its interval."""

from __future__ import annotations

import math

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.pairing import Scores
from ketgui.statistics.rows import Estimate, Limits
from ketgui.statistics.tests.noncentral_t import compute_noncentrality_limits
from ketgui.text import mark

_TOO_FEW = Unavailable(mark("fewer than three patients have both ratings"))
_TOO_FEW_FOR_FISHER = Unavailable(mark("fewer than four patients have both ratings"))
_NO_VALUE = Unavailable(mark("no patient has both ratings"))
_ONE_VALUE = Unavailable(mark("only one patient has both ratings"))
_ALL_EQUAL = Unavailable(mark("every patient changed by the same amount"))
_PERFECT = Unavailable(mark("the two scores lie on one line"))
_FISHER_LEAST = 4


def compute_mean_interval(values: Scores, level: float) -> Limits:
    """Return the t interval of a mean.

    Parameters
    ----------
    values : ndarray of float, shape (n,)
        Two or more values, none missing.
    level : float
        Confidence level, 0–1.

    Returns
    -------
    (float, float)

    Notes
    -----
    mean ± t(n − 1) · sd / √n.

    Examples
    --------
    >>> import numpy as np
    >>> [round(limit, 2) for limit in compute_mean_interval(np.array([1.0, 2, 3]), 0.95)]
    [-0.48, 4.48]
    """
    from scipy.special import stdtrit

    n, mean = len(values), float(values.mean())
    half = float(stdtrit(n - 1, (1 + level) / 2)) * float(values.std(ddof=1)) / math.sqrt(n)
    return mean - half, mean + half


def compute_t_test(values: Scores, level: float) -> tuple[Estimate, Estimate, Limits | Unavailable]:
    """Return t and two-sided p of a mean of 0, and the mean's t interval.

    Of differences it is the paired t test. Without spread there is none of the three.

    Examples
    --------
    >>> import numpy as np
    >>> t, p, ci = compute_t_test(np.array([10.0, 6, 7]), 0.95)
    >>> round(t, 4), round(p, 4)
    (6.3791, 0.0237)
    """
    n = len(values)
    if n < 2:
        reason = _ONE_VALUE if n else _NO_VALUE
        return reason, reason, reason
    spread = float(values.std(ddof=1))
    # Sums of equal decimals miss zero by their last bits.
    if spread < 1e-12:
        return _ALL_EQUAL, _ALL_EQUAL, _ALL_EQUAL
    from scipy.special import stdtr

    t = float(values.mean()) / (spread / math.sqrt(n))
    # From the lower tail: one less a probability near 1 would lose the digits of a small p.
    return t, 2 * float(stdtr(n - 1, -abs(t))), compute_mean_interval(values, level)


def compute_dz_interval(dz: Estimate, n: int, level: float) -> Limits | Unavailable:
    """Return the interval of Cohen's d_z.

    Parameters
    ----------
    dz : float or Unavailable
        mean(d) / sd(d) of the differences.
    n : int
        Pairs, two or more.
    level : float
        Confidence level, 0–1.

    Returns
    -------
    (float, float) or Unavailable

    Notes
    -----
    t = d_z · √n follows a noncentral t distribution with n − 1 degrees of freedom; the limits are
    the noncentralities that put t at its two tails, over √n.

    References
    ----------
    Cumming 2012, Understanding the New Statistics.

    Examples
    --------
    >>> [round(limit, 2) for limit in compute_dz_interval(1.574, 21, 0.95)]
    [0.92, 2.21]
    """
    if isinstance(dz, Unavailable):
        return dz
    root = math.sqrt(n)
    low, high = compute_noncentrality_limits(dz * root, n - 1, level)
    return low / root, high / root


def compute_hedges_g(dz: Estimate, n: int) -> Estimate:
    """Return Hedges' g_z: d_z without its small-sample bias.

    Parameters
    ----------
    dz : float or Unavailable
    n : int
        Pairs.

    Returns
    -------
    float or Unavailable
        Unavailable for fewer than three pairs, where the correction is not defined.

    Notes
    -----
    g_z = J · d_z, J = Γ(ν/2) / (√(ν/2) · Γ((ν − 1)/2)), ν = n − 1.

    References
    ----------
    Hedges 1981, Journal of Educational Statistics 6.

    Examples
    --------
    >>> round(compute_hedges_g(1.0, 21), 4)
    0.9619
    """
    if isinstance(dz, Unavailable):
        return dz
    half = (n - 1) / 2
    if n < 3:
        return _TOO_FEW
    # By logarithms: the gamma function itself overflows from 172 on.
    correction = math.exp(math.lgamma(half) - math.lgamma(half - 0.5)) / math.sqrt(half)
    return correction * dz


def rescale_interval(interval: Limits | Unavailable, factor: Estimate) -> Limits | Unavailable:
    """Return an interval of d_z in the units of another effect size.

    Parameters
    ----------
    interval : (float, float) or Unavailable
    factor : float or Unavailable
        By which the other effect size is larger than d_z.

    Returns
    -------
    (float, float) or Unavailable

    Examples
    --------
    >>> rescale_interval((1.0, 2.0), 0.5)
    (0.5, 1.0)
    """
    if isinstance(interval, Unavailable):
        return interval
    if isinstance(factor, Unavailable):
        return factor
    return interval[0] * factor, interval[1] * factor


def compute_fisher_interval(r: Estimate, n: int, level: float) -> Limits | Unavailable:
    """Return Fisher's interval of a correlation.

    Parameters
    ----------
    r : float or Unavailable
    n : int
        Pairs.
    level : float
        Confidence level, 0–1.

    Returns
    -------
    (float, float) or Unavailable
        Unavailable for fewer than four pairs, and for a correlation of ±1.

    Notes
    -----
    tanh(artanh(r) ± z / √(n − 3)).

    References
    ----------
    Fisher 1921, Metron 1.

    Examples
    --------
    >>> [round(limit, 2) for limit in compute_fisher_interval(0.77, 21, 0.95)]
    [0.51, 0.9]
    """
    if isinstance(r, Unavailable):
        return r
    if n < _FISHER_LEAST:
        return _TOO_FEW_FOR_FISHER
    # artanh is infinite at ±1, which rounding may miss by the last bit.
    if abs(r) > 1 - 1e-12:
        return _PERFECT
    from scipy.special import ndtri

    # Fisher's z has a standard error of 1/√(n − 3). Back on the scale of r, limits stay within ±1.
    half = float(ndtri((1 + level) / 2)) / math.sqrt(n - 3)
    return math.tanh(math.atanh(r) - half), math.tanh(math.atanh(r) + half)

"""Spearman's ρ with its interval."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.rows import Estimate, Limits
from ketgui.text import mark

_TOO_FEW = Unavailable(mark("fewer than four patients have both changes"))
_NO_SPREAD = Unavailable(mark("all patients changed alike in one of the two"))
_PERFECT = Unavailable(mark("the ranks agree perfectly: there is no interval"))


def compute_spearman(
    first: NDArray[np.float64], second: NDArray[np.float64], level: float = 0.95
) -> tuple[Estimate, Limits | Unavailable]:
    """Return ρ and its interval.

    Parameters
    ----------
    first, second : ndarray of float, shape (n,)
        Values of the same patients, none missing.
    level : float
        Confidence level, between 0 and 1.

    Notes
    -----
    ρ is Pearson's r of the ranks, ties having mean ranks. The interval is
    tanh(artanh(ρ) ± z · √((1 + ρ²/2) / (n − 3))), from four patients on.

    References
    ----------
    Bonett & Wright 2000, Psychometrika 65:23–28.

    Examples
    --------
    >>> rho, limits = compute_spearman(np.array([1.0, 2, 3, 4, 5]), np.array([2.0, 1, 4, 3, 5]))
    >>> round(rho, 3), [round(limit, 3) for limit in limits]
    (0.8, [-0.457, 0.991])
    """
    from scipy.special import ndtri

    n = len(first)
    if n < 4:
        return _TOO_FEW, _TOO_FEW
    ranks = pd.Series(first).rank(), pd.Series(second).rank()
    # Ranks that are all equal have no variance, so ρ is undefined.
    if any(np.ptp(side) == 0 for side in ranks):
        return _NO_SPREAD, _NO_SPREAD
    rho = float(np.corrcoef(*ranks)[0, 1])
    # artanh is infinite at ±1, which rounding may miss by the last bit.
    if abs(rho) > 1 - 1e-12:
        return rho, _PERFECT
    # Bonett and Wright's variance of artanh ρ, larger than Fisher's 1/(n − 3), which is for r.
    half = float(ndtri((1 + level) / 2)) * math.sqrt((1 + rho * rho / 2) / (n - 3))
    centre = math.atanh(rho)
    return rho, (math.tanh(centre - half), math.tanh(centre + half))

"""The noncentral t distribution inverted for its noncentrality: intervals of effect sizes."""

from __future__ import annotations

import math

import numpy as np

from ketgui.statistics.rows import Limits

_POINTS = 2000
# Beyond these ends the density of log S is below e⁻⁴⁰ of its peak.
_LEFT, _RIGHT, _WIDTHS = 40.0, 2.2, 10.0
_BEYOND = 40.0
# Enough to reach the last bit from ends that are a few hundred apart.
_HALVINGS = 64


def noncentrality_limits(t: float, df: int, level: float) -> Limits:
    r"""Return the noncentralities for which `t` lies at the two tails of `level`.

    Parameters
    ----------
    t : float
        The observed statistic.
    df : int
        Degrees of freedom, ν ≥ 1.
    level : float
        Confidence level, 0–1.

    Returns
    -------
    (float, float)
        The lower and the upper limit of the noncentrality λ.

    Notes
    -----
    With S = √(χ²(ν)/ν), P(T ≤ t) = E[Φ(t·S − λ)], which decreases steadily with λ. The mean over S
    is a sum over equal steps of log S: its terms fade at both ends, so that the sum has eight
    digits for \|t\| in the hundreds. The usual series fail at two patients or at a large t.

    Examples
    --------
    >>> [round(limit, 3) for limit in noncentrality_limits(7.212, 20, 0.95)]
    [4.211, 10.133]
    """
    from scipy.special import ndtr

    # log S has an SD of about 1/√(2ν), but for few degrees
    # of freedom a long left tail, ∝ exp(ν log S).
    wide = _WIDTHS / math.sqrt(2 * df)
    log_s = np.linspace(-max(_LEFT / df, wide), min(_RIGHT, wide), _POINTS)
    # The density of log S up to a constant, ν(log s − s²/2); dividing by its peak avoids underflow.
    log_weight = df * (log_s - np.exp(2 * log_s) / 2)
    weight = np.exp(log_weight - log_weight.max())
    weight /= weight.sum()
    centre = t * np.exp(log_s)

    def limit(tail: float) -> float:
        # Beyond these noncentralities Φ is 0 or 1 at every point: the limit lies between them.
        low, high = float(centre.min()) - _BEYOND, float(centre.max()) + _BEYOND
        for _halving in range(_HALVINGS):
            middle = (low + high) / 2
            # Too large a probability means too small a noncentrality.
            if float(weight @ ndtr(centre - middle)) > tail:
                low = middle
            else:
                high = middle
        return (low + high) / 2

    # A small noncentrality makes `t` look large: the upper tail gives the lower limit.
    return limit((1 + level) / 2), limit((1 - level) / 2)

"""The noncentral t distribution inverted for its noncentrality: intervals of effect sizes."""

from __future__ import annotations

import math

import numpy as np

from ketgui.statistics.rows import Limits

_POINTS = 2000
# The density of log S is below e⁻⁴⁰ of its peak beyond these ends.
_LEFT, _RIGHT, _WIDTHS = 40.0, 2.2, 10.0
_BEYOND = 40.0
# Enough to come to the last bit from ends that are a few hundred apart.
_HALVINGS = 64


def noncentrality_limits(t: float, df: int, level: float) -> Limits:
    r"""Return the noncentralities for which `t` lies at the two tails of `level`.

    Notes
    -----
    With S = √(χ²(ν)/ν), P(T ≤ t) = E[Φ(t·S − λ)], which falls steadily with λ. The mean over S
    is a sum over equal steps of log S: its terms fade at both ends, so that the sum has
    eight digits for \|t\| in the hundreds and is never undefined, as the usual series are at two
    patients or at a large t.
    """
    from scipy.special import ndtr

    wide = _WIDTHS / math.sqrt(2 * df)
    log_s = np.linspace(-max(_LEFT / df, wide), min(_RIGHT, wide), _POINTS)
    log_weight = df * (log_s - np.exp(2 * log_s) / 2)
    weight = np.exp(log_weight - log_weight.max())
    weight /= weight.sum()
    centre = t * np.exp(log_s)

    def limit(tail: float) -> float:
        low, high = float(centre.min()) - _BEYOND, float(centre.max()) + _BEYOND
        for _halving in range(_HALVINGS):
            middle = (low + high) / 2
            if float(weight @ ndtr(centre - middle)) > tail:
                low = middle
            else:
                high = middle
        return (low + high) / 2

    return limit((1 + level) / 2), limit((1 - level) / 2)

"""A smooth outline of a distribution."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_STEPS = 80


def estimate_density(values: Floats, low: float, high: float) -> tuple[Floats, Floats]:
    """Return points and heights (highest 1) of a Gaussian kernel density between two limits.

    The bandwidth is Silverman's (1986): 0.9 · min(SD, IQR/1.34) · n^(−1/5).
    """
    at = np.linspace(low, high, _STEPS)
    spread = _compute_spread(values)
    # Fewer than three values, or equal ones, have no shape to show.
    if len(values) < 3 or spread == 0:
        return at, np.zeros(_STEPS)
    width = 0.9 * spread * len(values) ** -0.2
    # Scores are whole numbers: equal ones are summed once, however many patients have them.
    distinct, counts = np.unique(values, return_counts=True)
    weights = np.exp(-0.5 * ((at[:, None] - distinct) / width) ** 2) @ counts
    return at, weights / weights.max()


def _compute_spread(values: Floats) -> float:
    if len(values) < 2:
        return 0.0
    quartiles = np.quantile(values, [0.25, 0.75])
    # An IQR of 0 (half of the patients with one score) would make the curve a row of spikes.
    spreads = [float(values.std(ddof=1)), float(quartiles[1] - quartiles[0]) / 1.34]
    return min(s for s in spreads if s > 0) if max(spreads) > 0 else 0.0

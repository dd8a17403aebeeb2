"""The BCa bootstrap of a mean."""

from __future__ import annotations

import numpy as np

from ketgui.statistics.pairing import Scores
from ketgui.statistics.rows import Limits

RESAMPLES = 9999


def resample_means(values: Scores, seed: int, times: int = RESAMPLES) -> Scores:
    """Return the means of resamples of the values.

    Parameters
    ----------
    values : ndarray of float, shape (n,)
    seed : int
    times : int
        Resamples.

    Returns
    -------
    ndarray of float, shape (times,)

    Notes
    -----
    The sorted values are resampled, so that the order of the patients does not matter.

    Examples
    --------
    >>> resample_means(np.array([1.0, 1.0]), seed=1, times=3).tolist()
    [1.0, 1.0, 1.0]
    """
    # All positions are drawn at once: a row of them is a resample.
    chosen = np.random.default_rng(seed).integers(0, len(values), (times, len(values)))
    return np.sort(values)[chosen].mean(axis=1)


def compute_bca_interval(values: Scores, level: float, seed: int) -> Limits:
    """Return the bias-corrected and accelerated interval of the mean.

    Parameters
    ----------
    values : ndarray of float, shape (n,)
        At least two values that are not all equal, none missing.
    level : float
        Confidence level, 0–1.
    seed : int
        Seed of the resampling.

    Returns
    -------
    (float, float)

    Notes
    -----
    z₀ = Φ⁻¹(share of resampled means below the mean, those equal to it by half); the acceleration
    is Σd³ / (6 (Σd²)^1.5), d the mean of the leave-one-out means minus each of them; limits are
    quantiles of the resampled means at Φ(z₀ + (z₀ + z)/(1 − a (z₀ + z))).

    References
    ----------
    Efron 1987, Journal of the American Statistical Association 82.

    Examples
    --------
    >>> low, high = compute_bca_interval(np.array([3.0, 5, 9, 12, 4]), 0.95, seed=1)
    >>> bool(low < 6.6 < high)
    True
    """
    from scipy.special import ndtr, ndtri

    values = np.sort(values)
    means, mean = resample_means(values, seed), float(values.mean())
    # Sums of decimals in another order differ by their rounding.
    as_many = np.isclose(means, mean, rtol=0, atol=1e-9)
    below = float((means[~as_many] < mean).sum() + as_many.sum() / 2) / len(means)
    bias = float(ndtri(below))
    # moved is (value − mean); leaving a value out moves the
    # mean by it over n − 1, and the divisor cancels.
    deviations = values - mean
    acceleration = float((deviations**3).sum()) / (6 * float((deviations**2).sum()) ** 1.5)

    # The quantile of the resampled means that stands for a quantile of the estimate.
    def limit(share: float) -> float:
        # With no bias and no acceleration, `adjusted` is z itself: the plain percentile interval.
        z = bias + float(ndtri(share))
        adjusted: float = bias + z / (1 - acceleration * z)
        return float(np.quantile(means, float(ndtr(adjusted))))

    return limit((1 - level) / 2), limit((1 + level) / 2)

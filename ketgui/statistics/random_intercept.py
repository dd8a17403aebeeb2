"""A straight line with an intercept for each patient, by restricted maximum likelihood."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

# Variance between patients over that within them, from none to all.
_RATIOS: Array = np.logspace(-6, 6, 241)


@dataclass(frozen=True)
class RandomIntercept:
    """The fitted line.

    Attributes
    ----------
    intercept, slope, intercept_error, slope_error : float
        Coefficients with their standard errors.
    between, within : float
        Variance of the patients' shifts, and of a rating about its patient's line.
    df : int
        Degrees of freedom within patients: ratings less patients less the slope.
    """

    intercept: float
    slope: float
    intercept_error: float
    slope_error: float
    between: float
    within: float
    df: int


def random_intercept(patients: NDArray[np.int64], x: Array, y: Array) -> RandomIntercept | None:
    """Fit y = intercept + slope · x + shift of the patient + error (Laird & Ware 1982).

    Parameters
    ----------
    patients : ndarray of int, shape (n,)
        Each rating's patient, from 0 on.
    x, y : ndarray of float, shape (n,)

    Returns
    -------
    RandomIntercept or None
        None where the likelihood has no peak between no and endless spread between patients.

    Notes
    -----
    With θ the ratio of the variances, V⁻¹ of a patient of m ratings is I − θ/(1 + mθ) · 11′, so
    that the sums of squares need the patients' sums alone. The restricted likelihood, profiled
    over all but θ, is searched on a grid, and its slope brought to zero beside the best.

    Examples
    --------
    >>> fit = random_intercept(np.repeat([0, 1, 2], 3), np.array([0.0, 3, 6] * 3),
    ...     np.array([30.0, 24, 20, 26, 22, 15, 35, 33, 27]))
    >>> round(fit.slope, 3), fit.df
    (-1.611, 5)
    """
    from scipy.optimize import brentq

    profile = _Profile.of(patients, x, y)
    best = int(np.argmin([profile.at(float(ratio)).criterion for ratio in _RATIOS]))
    if best in (0, len(_RATIOS) - 1):
        return None
    ends = np.log(_RATIOS[[best - 1, best + 1]])
    theta = math.exp(brentq(lambda log: profile.at(math.exp(log)).slope, *ends, xtol=1e-13))
    return profile.fitted(theta)


@dataclass(frozen=True, eq=False)
class _Point:
    """The profile at one ratio: −2 log restricted likelihood but for a constant, and its slope."""

    criterion: float
    slope: float
    coefficients: Array
    inverse: Array
    left: float


@dataclass(frozen=True, eq=False)
class _Profile:
    """Sums of products of (1, x, y), of all ratings and of each patient's sums."""

    products: Array
    sums: Array
    counts: Array

    @classmethod
    def of(cls, patients: NDArray[np.int64], x: Array, y: Array) -> _Profile:
        columns = np.column_stack((np.ones(len(y)), x, y))
        sums = np.column_stack([np.bincount(patients, one) for one in columns.T]).astype(np.float64)
        return cls(columns.T @ columns, sums, sums[:, 0])

    def at(self, ratio: float) -> _Point:
        spread = 1 + self.counts * ratio
        weighed = self.products - (self.sums.T * (ratio / spread)) @ self.sums
        change = -(self.sums.T / spread**2) @ self.sums
        inverse: Array = np.linalg.inv(weighed[:2, :2]).astype(np.float64)
        coefficients = inverse @ weighed[:2, 2]
        residual = np.append(-coefficients, 1.0)
        left, free = float(residual @ weighed @ residual), self.counts.sum() - 2
        criterion = free * math.log(left) + np.log(spread).sum() - np.linalg.slogdet(inverse)[1]
        slope = (
            free * float(residual @ change @ residual) / left
            + (self.counts / spread).sum()
            + np.trace(inverse @ change[:2, :2])
        )
        return _Point(float(criterion), float(slope), coefficients, inverse, left)

    def fitted(self, ratio: float) -> RandomIntercept:
        point, ratings = self.at(ratio), int(self.counts.sum())
        within = point.left / (ratings - 2)
        errors = np.sqrt(within * np.diag(point.inverse))
        return RandomIntercept(
            *map(float, (*point.coefficients, *errors)),
            between=ratio * within,
            within=within,
            df=ratings - len(self.counts) - 1,
        )

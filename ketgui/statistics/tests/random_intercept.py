"""The random-intercept model of a straight line, by restricted maximum likelihood."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# Ratios of the two variances between which the likelihood is searched for peaks: beyond the last,
# no digit of the estimates changes.
_SMALLEST, _LARGEST, _STEPS = 1e-9, 1e9, 100


@dataclass(frozen=True)
class RandomIntercept:
    """Estimates of y = intercept + slope · x + shift of the subject + error.

    Attributes
    ----------
    intercept, slope : float
    intercept_error, slope_error : float
        Standard errors, of generalised least squares at the fitted variances.
    between, within : float
        Variances of the subjects' shifts (0 where subjects differ no more than their own values
        do) and of the errors.
    """

    intercept: float
    slope: float
    intercept_error: float
    slope_error: float
    between: float
    within: float


def fit_random_intercept(x: Floats, y: Floats, subject: NDArray[np.intp]) -> RandomIntercept:
    """Fit the model by restricted maximum likelihood.

    Parameters
    ----------
    x, y : ndarray of float, shape (n,)
        Predictor and response; not all of `y` on the subjects' own parallel lines.
    subject : ndarray of int, shape (n,)
        Codes 0 … k − 1 of the subjects.

    Notes
    -----
    With λ = between/within, the covariance of a subject's m values is within · (I + λ·11′), whose
    inverse is I − λ/(1 + m·λ) · 11′. Given λ, coefficients and variances have a closed form, so
    that the restricted likelihood is a function of λ alone (profiling):

    −2·l(λ) = (n − 2)·log RSS(λ) + Σ log(1 + mᵢ·λ) + log det X′V⁻¹X + constant.

    Its derivative is known, and its roots are found one by one; the highest peak, or λ = 0 where
    that is higher, is the estimate. Nothing depends on an optimiser's tolerance, and a fit always
    exists.

    References
    ----------
    Laird NM, Ware JH (1982), Biometrics 38:963–974. Bates DM, DebRoy S (2004), J Multivar Anal
    91:1–17.

    Examples
    --------
    >>> x, subject = np.tile([0.0, 3, 6], 3), np.repeat([0, 1, 2], 3)
    >>> y = np.array([30.0, 24, 20, 26, 22, 15, 35, 33, 27])
    >>> fit = fit_random_intercept(x, y, subject)
    >>> round(fit.slope, 4), round(math.sqrt(fit.between), 4)
    (-1.6111, 5.3...)
    """
    profile = _Profile(x, y, subject)
    ratios = [0.0, *profile.find_peaks()]
    return profile.at(min(ratios, key=profile.deviance))


class _Profile:
    """The restricted likelihood as a function of the ratio of the two variances."""

    def __init__(self, x: Floats, y: Floats, subject: NDArray[np.intp]) -> None:
        # Centred values keep every digit; the intercept is moved back at the end.
        self._x_mean, self._y_mean = float(x.mean()), float(y.mean())
        design = np.column_stack((np.ones(len(x)), x - self._x_mean))
        values = y - self._y_mean
        self._n = len(y)
        # As the Notes show, V⁻¹ needs only the sums of each subject's rows.
        self._sizes = np.bincount(subject).astype(np.float64)
        self._design_sums = np.column_stack([np.bincount(subject, column) for column in design.T])
        self._value_sums = np.bincount(subject, values)
        self._xx, self._xy, self._yy = design.T @ design, design.T @ values, float(values @ values)

    def _solve(self, ratio: float) -> tuple[Floats, Floats, float]:
        """Return X′V⁻¹X, the coefficients and the weighted residual sum of squares."""
        # λ/(1 + m·λ), the weight of the shared part of each subject's covariance.
        shared = ratio / (1 + self._sizes * ratio)
        weighted = self._design_sums.T * shared
        information = self._xx - weighted @ self._design_sums
        moments = self._xy - weighted @ self._value_sums
        coefficients = np.asarray(np.linalg.solve(information, moments), np.float64)
        total = self._yy - float(shared @ self._value_sums**2)
        return information, coefficients, total - float(coefficients @ moments)

    def deviance(self, ratio: float) -> float:
        """Return −2·l without its constant."""
        information, _coefficients, residual = self._solve(ratio)
        spread = float(np.log1p(self._sizes * ratio).sum())
        return (
            (self._n - 2) * math.log(residual) + spread + float(np.linalg.slogdet(information)[1])
        )

    def _slope(self, log_ratio: float) -> float:
        """Return the derivative of the deviance by the logarithm of the ratio."""
        ratio = math.exp(log_ratio)
        information, coefficients, residual = self._solve(ratio)
        residual_sums = self._value_sums - self._design_sums @ coefficients
        # The three terms of the derivative: of log |V|, of the residuals, and of log det X′V⁻¹X.
        shrink = 1 / (1 + self._sizes * ratio)
        leverage = np.einsum(
            "ij,ji->i", self._design_sums, np.linalg.solve(information, self._design_sums.T)
        )
        fit = (self._n - 2) * float(shrink**2 @ residual_sums**2) / residual
        return ratio * (float(self._sizes @ shrink) - fit - float(shrink**2 @ leverage))

    def find_peaks(self) -> list[float]:
        """Return the ratios above 0 at which the likelihood has a peak."""
        from scipy.optimize import brentq

        grid = np.linspace(math.log(_SMALLEST), math.log(_LARGEST), _STEPS)
        # A minimum of the deviance lies where its derivative changes from negative to positive.
        slopes = [self._slope(float(at)) for at in grid]
        return [
            math.exp(float(brentq(self._slope, grid[at], grid[at + 1], xtol=1e-14, rtol=1e-14)))
            for at in range(_STEPS - 1)
            if slopes[at] < 0 <= slopes[at + 1]
        ]

    def at(self, ratio: float) -> RandomIntercept:
        """Return the estimates at a ratio."""
        information, (level, slope), residual = self._solve(ratio)
        within = residual / (self._n - 2)
        covariance = np.linalg.inv(information) * within
        # The intercept is the line's value at x = 0, not at the mean of x.
        to_zero = np.array([1.0, -self._x_mean])
        return RandomIntercept(
            intercept=float(self._y_mean + level - slope * self._x_mean),
            slope=float(slope),
            intercept_error=math.sqrt(float(to_zero @ covariance @ to_zero)),
            slope_error=math.sqrt(float(covariance[1, 1])),
            between=ratio * within,
            within=within,
        )

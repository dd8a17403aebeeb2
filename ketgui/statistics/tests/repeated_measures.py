"""The mixed model for repeated measures: a mean at each visit, by restricted maximum likelihood."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ketgui.domain.unavailable import Unavailable
from ketgui.text import mark

Floats = NDArray[np.float64]
Structure = Literal["unstructured", "compound_symmetry"]

NO_FIT = Unavailable(mark("no model could be fitted to these visits"))

# Of covariances so near to singular, the fit has no reliable digits.
_WORST_CONDITION = 1e10


@dataclass(frozen=True, eq=False)
class RepeatedMeasures:
    """Estimates of score = mean of the visit + error, errors of a patient being correlated.

    Attributes
    ----------
    means : ndarray of float, shape (t,)
    mean_covariance : ndarray of float, shape (t, t)
        Of the estimated means.
    covariance : ndarray of float, shape (t, t)
        Of a patient's errors.
    structure : {"unstructured", "compound_symmetry"}
    log_likelihood : float
        Restricted.
    """

    means: Floats
    mean_covariance: Floats
    covariance: Floats
    structure: Structure
    log_likelihood: float

    def change(self, visit: int) -> tuple[float, float]:
        """Return the mean change from the first visit to another, and its standard error."""
        shared = self.mean_covariance
        variance = shared[0, 0] + shared[visit, visit] - 2 * shared[0, visit]
        return float(self.means[0] - self.means[visit]), float(np.sqrt(variance))


def fit_repeated_measures(
    scores: Floats, structures: tuple[Structure, ...] = ("unstructured", "compound_symmetry")
) -> RepeatedMeasures | Unavailable:
    """Fit the first of some covariance structures that can be fitted.

    Parameters
    ----------
    scores : ndarray of float, shape (n, t)
        A row a patient, a column a visit; NaN where a visit was missed.
    structures : tuple of str
        In order of preference.

    Notes
    -----
    Missing scores are not filled in: the estimates hold if what is missing depends on the recorded
    scores alone. Unstructured: a variance at each visit and a covariance for each two, fitted where
    at least t + 1 patients have a score at each two visits. Compound symmetry: one variance and one
    covariance for all. With Vᵢ and rᵢ of a patient's own visits,

    −2·l = Σ (log|Vᵢ| + rᵢ′Vᵢ⁻¹rᵢ) + log|Σ Vᵢ⁻¹| + (N − t)·log 2π.

    References
    ----------
    Mallinckrodt CH et al. (2008), Drug Inf J 42:303–319.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> scores = rng.normal(20, 4, (15, 1)) + rng.normal([8, 0, 2], 3, (15, 3))
    >>> fit = fit_repeated_measures(scores)
    >>> fit.structure, np.allclose(fit.means, scores.mean(axis=0))
    ('unstructured', True)
    """
    scores = scores[~np.isnan(scores).all(axis=1)]
    likelihood = _Likelihood(scores)
    for structure in structures:
        if structure == "unstructured" and not _has_enough_pairs(scores):
            continue
        covariance = likelihood.maximise(_PARAMETERS[structure](scores))
        if covariance is not None:
            return likelihood.at(covariance, structure)
    return NO_FIT


def _has_enough_pairs(scores: Floats) -> bool:
    rated = (~np.isnan(scores)).astype(np.int64)
    return int((rated.T @ rated).min()) > scores.shape[1]


@dataclass(frozen=True)
class _Parameters:
    """A covariance as a function of free parameters, and the gradient by them.

    `pull` turns the derivative by each entry of the covariance into that by the parameters.
    """

    start: Floats
    to_covariance: Callable[[Floats], Floats]
    pull: Callable[[Floats, Floats], Floats]


def _make_unstructured(scores: Floats) -> _Parameters:
    """Parameters: the Cholesky factor, its diagonal by logarithms, so that any values will do."""
    visits = scores.shape[1]
    rows, columns = np.tril_indices(visits)
    diagonal = rows == columns

    def factor(values: Floats) -> Floats:
        lower = np.zeros((visits, visits))
        lower[rows, columns] = np.where(diagonal, np.exp(np.where(diagonal, values, 0.0)), values)
        return lower

    def to_covariance(values: Floats) -> Floats:
        lower = factor(values)
        return lower @ lower.T

    def pull(values: Floats, by_entry: Floats) -> Floats:
        lower = factor(values)
        by_factor = (2 * by_entry @ lower)[rows, columns]
        return np.where(diagonal, by_factor * lower[rows, columns], by_factor)

    # Independent visits to begin with: the covariance of pairs may not be positive definite.
    spread = np.maximum(np.nanstd(scores, axis=0), 0.5)
    start = np.where(diagonal, np.log(spread[rows]), 0.0)
    return _Parameters(start, to_covariance, pull)


def _make_compound(scores: Floats) -> _Parameters:
    """Parameters: logarithms of the two eigenvalues, which allow negative correlations too."""
    visits = scores.shape[1]
    even = np.full((visits, visits), 1 / visits)
    parts = np.eye(visits) - even, even

    def to_covariance(values: Floats) -> Floats:
        return np.exp(values[0]) * parts[0] + np.exp(values[1]) * parts[1]

    def pull(values: Floats, by_entry: Floats) -> Floats:
        ratios = [float(np.vdot(by_entry, part)) for part in parts]
        return np.exp(values) * np.array(ratios)

    variances = np.asarray(np.nanvar(scores, axis=0), np.float64)
    spread = max(float(variances.mean()), 0.25)
    return _Parameters(np.log([spread, spread]), to_covariance, pull)


_PARAMETERS: dict[Structure, Callable[[Floats], _Parameters]] = {
    "unstructured": _make_unstructured,
    "compound_symmetry": _make_compound,
}


class _Likelihood:
    """The restricted likelihood; patients who missed the same visits share one inverse."""

    def __init__(self, scores: Floats) -> None:
        self._visits = scores.shape[1]
        self._n = int((~np.isnan(scores)).sum())
        seen = ~np.isnan(scores)
        patterns, pattern_of_row = np.unique(seen, axis=0, return_inverse=True)
        self._groups = [
            (np.flatnonzero(pattern), scores[pattern_of_row.ravel() == at][:, pattern])
            for at, pattern in enumerate(patterns)
        ]

    def _inverses(self, covariance: Floats) -> Iterator[tuple[NDArray[np.intp], Floats, Floats]]:
        for visits, values in self._groups:
            inverse = np.linalg.inv(covariance[np.ix_(visits, visits)])
            yield visits, values, np.asarray(inverse, np.float64)

    def _means(self, covariance: Floats) -> tuple[Floats, Floats]:
        """Return the generalised least squares means, and their covariance."""
        information = np.zeros((self._visits, self._visits))
        moments = np.zeros(self._visits)
        for visits, values, inverse in self._inverses(covariance):
            information[np.ix_(visits, visits)] += len(values) * inverse
            moments[visits] += inverse @ values.sum(axis=0)
        shared = np.asarray(np.linalg.inv(information), np.float64)
        return shared @ moments, shared

    def deviance(self, covariance: Floats) -> tuple[float, Floats]:
        """Return −2·l without its constant, and its derivative by each entry of the covariance."""
        means, shared = self._means(covariance)
        total = -float(np.linalg.slogdet(shared)[1])
        slope = np.zeros_like(covariance)
        for visits, values, inverse in self._inverses(covariance):
            n, left = len(values), (values - means[visits]) @ inverse
            logarithm = -float(np.linalg.slogdet(inverse)[1])
            total += n * logarithm + float((left * (values - means[visits])).sum())
            part = np.ix_(visits, visits)
            slope[part] += n * (inverse - inverse @ shared[part] @ inverse) - left.T @ left
        return total, slope

    def maximise(self, parameters: _Parameters) -> Floats | None:
        """Return the covariance of the highest likelihood; None where there is none to rely on."""
        from scipy.optimize import minimize

        def to_minimise(values: Floats) -> tuple[float, Floats]:
            total, slope = self.deviance(parameters.to_covariance(values))
            return total, parameters.pull(values, slope)

        try:
            optimum = minimize(
                to_minimise, parameters.start, jac=True, method="BFGS",
                options={"gtol": 1e-7, "maxiter": 1000},
            )  # fmt: skip
            covariance = parameters.to_covariance(np.asarray(optimum.x, np.float64))
            slope = np.abs(to_minimise(np.asarray(optimum.x, np.float64))[1]).max()
        except np.linalg.LinAlgError:
            return None
        # The search may end by rounding just short of its aim, which leaves every digit shown.
        is_sound = np.isfinite(covariance).all() and slope < 1e-3
        return covariance if is_sound and np.linalg.cond(covariance) < _WORST_CONDITION else None

    def at(self, covariance: Floats, structure: Structure) -> RepeatedMeasures:
        """Return the estimates at a covariance."""
        means, shared = self._means(covariance)
        constant = (self._n - self._visits) * float(np.log(2 * np.pi))
        half = -(self.deviance(covariance)[0] + constant) / 2
        return RepeatedMeasures(means, shared, covariance, structure, half)

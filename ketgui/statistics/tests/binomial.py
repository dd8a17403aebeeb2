"""The exact binomial test."""

from __future__ import annotations

import numpy as np

# As in R's binom.test: a probability this close to the observed one counts as equal to it.
_EQUAL = 1 + 1e-7


def compute_binomial_p(count: int, n: int, share: float) -> float:
    """Return the exact two-sided p of a count.

    Parameters
    ----------
    count, n : int
        Patients with the outcome, of all.
    share : float
        The true share under the null hypothesis, 0–1.

    Returns
    -------
    float

    Notes
    -----
    The sum of the probabilities of all counts that are no likelier than the observed one (the
    method of small p-values, as in R's ``binom.test``).

    Examples
    --------
    >>> round(compute_binomial_p(4, 21, 0.51), 4)
    0.0037
    """
    # Under a share of 0 or 1 only one count is possible.
    if share in (0.0, 1.0):
        return float(count == n * share)
    from scipy.special import gammaln, xlogy

    k = np.arange(n + 1, dtype=np.float64)
    # All binomial probabilities by their logarithms: the factors overflow for large n.
    ways = gammaln(n + 1.0) - gammaln(k + 1) - gammaln(n - k + 1)
    chances = np.exp(ways + xlogy(k, share) + xlogy(n - k, 1 - share))
    as_unlikely = chances <= chances[count] * _EQUAL
    # All chances together are 1, which their sum misses by the last digits.
    return 1.0 if as_unlikely.all() else min(1.0, float(chances[as_unlikely].sum()))

"""Cohen's κ of two classifications of the same patients, with its interval."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.rows import Estimate, Limits
from ketgui.text import mark

_NOBODY = Unavailable(mark("no patient has both ratings"))
_NO_WIDTH = Unavailable(mark("its large-sample interval has no width here"))
_ONE_SIDED = Unavailable(mark("all patients fall on one side of both ratings"))


def compute_cohen_kappa(
    table: NDArray[np.int64], level: float = 0.95
) -> tuple[Estimate, Limits | Unavailable]:
    """Return κ and its interval.

    Parameters
    ----------
    table : ndarray of int, shape (k, k)
        Patients by the first rating (rows) and the second (columns).
    level : float
        Confidence level, between 0 and 1.

    Returns
    -------
    tuple
        κ, and its limits, which do not leave −1 to 1; no limits where the standard error is 0.

    Notes
    -----
    κ = (p_o − p_e) / (1 − p_e), p_o the share on the diagonal, p_e that expected from the
    margins. The interval is κ ± z · SE with the large-sample standard error of Fleiss, Cohen &
    Everitt (1969):
    SE² = {Σ p_ii [(1 − p_e) − (p_i. + p_.i)(1 − p_o)]² + (1 − p_o)² Σ_{i≠j} p_ij (p_.i + p_j.)²
    − (p_o p_e − 2 p_e + p_o)²} / [n (1 − p_e)⁴].

    References
    ----------
    Cohen 1960; Fleiss, Cohen & Everitt 1969, Psychol Bull 72:323–327.

    Examples
    --------
    >>> kappa, (low, high) = compute_cohen_kappa(np.array([[20, 5], [10, 15]]))
    >>> round(kappa, 3), round(low, 3), round(high, 3)
    (0.4, 0.151, 0.649)
    """
    from scipy.special import ndtri

    n = int(table.sum())
    if n == 0:
        return _NOBODY, _NOBODY
    # Everything below is in shares of all patients: p_ij, and the margins p_i. and p_.i.
    shares = table / n
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    observed, expected = float(np.trace(shares)), float(rows @ columns)
    # All patients in one cell: chance alone explains the agreement, and κ would divide 0 by 0.
    if 1 - expected < 1e-12:
        return _ONE_SIDED, _ONE_SIDED
    kappa = (observed - expected) / (1 - expected)
    error = _compute_error(shares, observed, expected) / math.sqrt(n)
    # As where all agree: zero width does not mean that κ is certain.
    if error < 1e-6:
        return kappa, _NO_WIDTH
    # The normal approximation may exceed the bounds of κ in a small sample.
    half = float(ndtri((1 + level) / 2)) * error
    return kappa, (max(-1.0, kappa - half), min(1.0, kappa + half))


def _compute_error(shares: NDArray[np.float64], observed: float, expected: float) -> float:
    """Return √n times the standard error of κ, from the three terms of its formula."""
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    diagonal = np.diag(shares)
    on_diagonal = diagonal * ((1 - expected) - (rows + columns) * (1 - observed)) ** 2
    # Element (i, j) is p_ij (p_.i + p_j.)²: the margins of the other rating's category.
    crossed = shares * (columns[:, None] + rows[None, :]) ** 2
    off_diagonal = (1 - observed) ** 2 * float(crossed.sum() - np.trace(crossed))
    centre = (observed * expected - 2 * expected + observed) ** 2
    variance = float(on_diagonal.sum()) + off_diagonal - centre
    return math.sqrt(max(0.0, variance)) / (1 - expected) ** 2

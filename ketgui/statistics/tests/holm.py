"""Holm's adjustment of p values for their number."""

from __future__ import annotations

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.rows import Estimate


def adjust_by_holm(p_values: list[Estimate]) -> list[Estimate]:
    """Return p-values adjusted by Holm's step-down method.

    Parameters
    ----------
    p_values : list of float or Unavailable

    Returns
    -------
    list of float or Unavailable
        In the same order; one without a p keeps its reason and is not counted.

    Notes
    -----
    The i-th smallest of m is multiplied by m − i + 1; an adjusted p is never below that of a
    smaller one, nor above 1.

    References
    ----------
    Holm 1979, Scandinavian Journal of Statistics 6.

    Examples
    --------
    >>> adjust_by_holm([0.01, 0.04, 0.03])
    [0.03, 0.06, 0.06]
    """
    available = [
        (p, position) for position, p in enumerate(p_values) if not isinstance(p, Unavailable)
    ]
    adjusted, highest = list(p_values), 0.0
    # From the smallest p up; the running maximum keeps the adjusted values in the same order.
    for rank, (p, position) in enumerate(sorted(available)):
        highest = max(highest, min(1.0, p * (len(available) - rank)))
        adjusted[position] = highest
    return adjusted

"""The means, SDs and percentages that whole numbers of a given number of patients can have."""

from __future__ import annotations

import math

from ketgui.statistics.consistency.printed import Printed

_SLACK = 1e-9


def passes_grim(mean: Printed, n: int) -> bool:
    """Tell whether whole numbers of n patients can have this mean.

    Parameters
    ----------
    mean : Printed
    n : int
        Patients.

    Returns
    -------
    bool

    Notes
    -----
    The sum of whole scores is whole: some whole number over n must round to the printed mean
    (GRIM).

    References
    ----------
    Brown & Heathers 2017, Social Psychological and Personality Science 8.

    Examples
    --------
    >>> passes_grim(Printed(27.6, 1), 21), passes_grim(Printed(5.19, 2), 28)
    (True, False)
    """
    low, high = mean.limits
    slack = 1e-9 * max(1.0, abs(high) * n)
    # Is there a whole number between the lowest and the highest possible sum?
    return math.ceil(low * n - slack) <= math.floor(high * n + slack)


def find_counts(percentage: Printed, n: int) -> tuple[int, ...]:
    """Return the counts of n patients that round to this percentage.

    Examples
    --------
    >>> find_counts(Printed(19.0, 1), 21), find_counts(Printed(19.5, 1), 21)
    ((4,), ())
    """
    low, high = percentage.limits
    # A count exactly on a limit must not be missed by the last bit of a product.
    first = max(0, math.ceil(low / 100 * n - 1e-9))
    last = min(n, math.floor(high / 100 * n + 1e-9))
    return tuple(range(first, last + 1))


def passes_grimmer(mean: Printed, sd: Printed, n: int) -> bool:
    """Tell whether whole scores of n patients can have this mean and this SD together.

    Parameters
    ----------
    mean, sd : Printed
        The SD is that of n − 1.
    n : int
        Patients, 2 or more.

    Notes
    -----
    Let S be the sum of the scores and Q the sum of their squares, both whole. S is one of the
    numbers whose mean rounds to the printed one; then (n − 1)·sd² = Q − S²/n gives a range for
    Q. As a number and its square are both even or both odd, so are S and Q. Where no S has such
    a Q within its range, no scores give the mean and the SD.

    References
    ----------
    Anaya J (2016), PeerJ Preprints, 10.7287/peerj.preprints.2400v1. Allard A (2018),
    Analytic-GRIMMER.

    Examples
    --------
    >>> [passes_grimmer(Printed(5.23, 2), Printed(2.55, 2), n) for n in (35, 31)]
    [False, True]
    """
    low, high = mean.limits
    smallest, largest = (max(0.0, limit) for limit in sd.limits)
    slack = _SLACK * max(1.0, abs(high) * n)
    for total in range(math.ceil(low * n - slack), math.floor(high * n + slack) + 1):
        # Of all scores with this sum, equal ones have the least sum of squares.
        least_squares = total * total / n
        lower, upper = least_squares + (n - 1) * smallest**2, least_squares + (n - 1) * largest**2
        squares = math.ceil(lower - _SLACK * max(1.0, lower))
        # The first whole number from there that is even where the sum is, odd where it is odd.
        squares += (squares - total) % 2
        if squares <= upper + _SLACK * max(1.0, upper):
            return True
    return False


def passes_debit(mean: Printed, sd: Printed, n: int) -> bool:
    """Tell whether n values that are 0 or 1 can have this mean and this SD together.

    Notes
    -----
    Of k ones the SD is √(k (n − k) / (n (n − 1))); every k whose mean rounds to what is printed
    is tried.

    References
    ----------
    Heathers JAJ, Brown NJL (2019), DEBIT: a simple consistency test for binary data,
    https://osf.io/5vb3u/.

    Examples
    --------
    >>> [passes_debit(Printed(0.36, 2), Printed(sd, 2), 25) for sd in (0.49, 0.11)]
    [True, False]
    """
    low, high = mean.limits
    first, last = math.ceil(low * n - 1e-9 * n), math.floor(high * n + 1e-9 * n)
    spreads = (
        math.sqrt(ones * (n - ones) / (n * (n - 1)))
        for ones in range(max(0, first), min(n, last) + 1)
    )
    return any(sd.meets((spread, spread)) for spread in spreads)

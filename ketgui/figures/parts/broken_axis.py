"""An axis of days whose ends, long before and after what matters, take little of its length."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ketgui.figures.round_numbers import find_round_ticks
from ketgui.figures.spec import Axis

# What each end has of the length; the gap at a break; the fewest units worth a break.
_END, _GAP = 0.16, 0.025
_LEAST = 10.0


def break_axis(low: float, high: float, first: float, last: float, label: str) -> Axis:
    """Return an axis from `low` to `high` that is interrupted where it leaves the middle.

    Parameters
    ----------
    low, high : float
        The visible range.
    first, last : float
        Ends of the middle part, which keeps most of the length. An end of the range that is near
        stays in that part.
    label : str

    Examples
    --------
    >>> break_axis(-100, 30, -14, 40, "Days").breaks
    (-14.0,)
    >>> break_axis(-20, 30, -14, 40, "Days").breaks
    ()
    """
    has_early, has_late = low < first - _LEAST, high > last + _LEAST
    if not (has_early or has_late):
        return Axis(low, high, label, find_round_ticks(low, high))
    start, end = (first if has_early else low), (last if has_late else high)
    left, right = (_END if has_early else 0.0), (1 - _END if has_late else 1.0)
    early = ((low, 0.0), (start - 1e-6, left - _GAP)) if has_early else ()
    late = ((end + 1e-6, right + _GAP), (high, 1.0)) if has_late else ()
    ticks = [
        # Of each end one number is enough.
        *(find_round_ticks(low, start - _LEAST / 2, 4)[:1] if has_early else ()),
        *find_round_ticks(start, end, 6),
        *(find_round_ticks(end + _LEAST / 2, high, 4)[-1:] if has_late else ()),
    ]
    breaks = (*((start,) if has_early else ()), *((end,) if has_late else ()))
    return Axis(
        low,
        high,
        label,
        tuple(ticks),
        knots=(*early, (start, left), (end, right), *late),
        breaks=tuple(float(at) for at in breaks),
    )


def spread_apart(axis: Axis, days: Sequence[float], share: float) -> tuple[float, ...]:
    """Return days, each moved to the right as far as it would touch the one before.

    Parameters
    ----------
    axis : Axis
    days : sequence of float
        In rising order.
    share : float
        The width of a symbol, as a share of the axis.

    Examples
    --------
    >>> [round(day) for day in spread_apart(Axis(0, 100, "Days"), [10, 11, 40], 0.05)]
    [10, 15, 40]
    """
    knots = axis.knots or ((axis.low, 0.0), (axis.high, 1.0))
    at, shares = ([knot[side] for knot in knots] for side in (0, 1))
    moved: list[float] = []
    spread: list[float] = []
    for day in days:
        position = float(np.interp(day, at, shares))
        least = moved[-1] + share if moved else position
        # What does not move stays exactly on its day.
        spread.append(float(day) if position >= least else float(np.interp(least, shares, at)))
        moved.append(max(position, least))
    return tuple(spread)

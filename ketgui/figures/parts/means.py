"""The line of means over a course, each with its interval: the same in every figure."""

from __future__ import annotations

from collections.abc import Sequence

from ketgui.figures import theme
from ketgui.figures.spec import ErrorBars, Lines, Mark, Points

_INTERVAL_WIDTH = 1.0


def draw_means(
    at: Sequence[float],
    means: Sequence[float],
    intervals: Sequence[tuple[float, float, float]],
    hover: Sequence[str],
    size: float,
) -> tuple[Mark, ...]:
    """Return the marks of means that follow one another.

    Parameters
    ----------
    at, means : sequence of float, length n
        Where each mean stands, and its value.
    intervals : sequence of (at, low, high)
        Of the means that have one; a single rating has none.
    hover : sequence of str, length n
    size : float
        Of the symbols, in points.
    """
    places, low, high = zip(*intervals, strict=True) if intervals else ((), (), ())
    return (
        Lines((tuple(zip(at, means, strict=True)),), theme.INK, theme.MEAN_LINE, halo=True),
        ErrorBars(places, low, high, theme.INK, _INTERVAL_WIDTH),
        Points(tuple(at), tuple(means), theme.INK, "circle", size, hover=tuple(hover)),
    )

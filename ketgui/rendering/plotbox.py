"""The data area of a panel: from data units to the page."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF

from ketgui.figures.spec import Axis, Panel

Floats = npt.NDArray[np.float64]


def find_span(axis: Axis) -> tuple[float, float]:
    """Return the axis' range; one without extent gets room on both sides."""
    low, high = axis.low, axis.high
    if math.isfinite(low) and math.isfinite(high) and low < high:
        return low, high
    return (low - 0.5, low + 0.5) if math.isfinite(low) else (0.0, 1.0)


def compute_share(axis: Axis, at: float) -> float:
    """Return how far along the axis a value is, 0 to 1."""
    return AxisScale(axis, 0.0, 1.0).map_one(at)


class AxisScale:
    """Maps an axis to a stretch of the page that begins at `start` and is `length` long."""

    def __init__(self, axis: Axis, start: float, length: float) -> None:
        low, high = find_span(axis)
        self._factor = length / (high - low)
        self._start = start - low * self._factor
        self._is_straight = len(axis.knots) < 2
        if not self._is_straight:
            self._values, shares = np.array(axis.knots, float).T
            self._places = start + shares * length
            # What lies beyond the first or last knot continues at the slope beside it.
            self._slopes = np.diff(self._places) / np.diff(self._values)

    def map_one(self, value: float) -> float:
        """Map one value."""
        if self._is_straight:
            return value * self._factor + self._start
        return float(self.map_many(np.array([value]))[0])

    def map_many(self, values: Floats) -> Floats:
        """Map many values at once."""
        if self._is_straight:
            return values * self._factor + self._start
        low, high = self._values[0], self._values[-1]
        inside = np.interp(values, self._values, self._places)
        before = np.minimum(values - low, 0) * self._slopes[0]
        return inside + before + np.maximum(values - high, 0) * self._slopes[-1]

    def find_value(self, pixel: float) -> float:
        """Return the value at a place on the page, the first or last one beyond the ends."""
        if self._is_straight:
            return (pixel - self._start) / self._factor
        order = 1 if self._places[0] < self._places[-1] else -1
        return float(np.interp(pixel, self._places[::order], self._values[::order]))


class PlotBox:
    """Maps the data's ranges to a rectangle of the page."""

    def __init__(self, panel: Panel, plot: QRectF) -> None:
        self.x = AxisScale(panel.x, plot.left(), plot.width())
        # Negative: data units grow upwards, page pixels downwards.
        self.y = AxisScale(panel.y, plot.bottom(), -plot.height())

    def to_page(self, x: float, y: float) -> QPointF:
        """Map a point in data units to the page."""
        return QPointF(self.x.map_one(x), self.y.map_one(y))

    def map_points(self, x: Sequence[float] | Floats, y: Sequence[float] | Floats) -> Floats:
        """Map many points at once; return an array of shape (n, 2)."""
        across = self.x.map_many(np.asarray(x, float))
        down = self.y.map_many(np.asarray(y, float))
        return np.column_stack((across, down))

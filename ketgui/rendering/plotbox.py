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
    low, high = find_span(axis)
    return (at - low) / (high - low)


class PlotBox:
    """Maps the data's ranges to a rectangle of the page."""

    def __init__(self, panel: Panel, plot: QRectF) -> None:
        (left, right), (low, high) = find_span(panel.x), find_span(panel.y)
        self._across = plot.width() / (right - left)
        # Negative: data units grow upwards, page pixels downwards.
        self._down = -plot.height() / (high - low)
        self._left = plot.left() - left * self._across
        self._top = plot.bottom() - low * self._down

    def to_page(self, x: float, y: float) -> QPointF:
        """Map a point in data units to the page."""
        return QPointF(x * self._across + self._left, y * self._down + self._top)

    def map_points(self, x: Sequence[float] | Floats, y: Sequence[float] | Floats) -> Floats:
        """Map many points at once; return an array of shape (n, 2)."""
        across = np.asarray(x, float) * self._across + self._left
        down = np.asarray(y, float) * self._down + self._top
        return np.column_stack((across, down))

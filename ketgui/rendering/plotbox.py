"""The data area of a panel: from data units to the page."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTransform

from ketgui.figures.spec import Axis, Panel

Floats = npt.NDArray[np.float64]


def span(axis: Axis) -> tuple[float, float]:
    """Return the axis' range; one without extent gets room on both sides."""
    low, high = axis.low, axis.high
    if math.isfinite(low) and math.isfinite(high) and low < high:
        return low, high
    return (low - 0.5, low + 0.5) if math.isfinite(low) else (0.0, 1.0)


def share(axis: Axis, at: float) -> float:
    """Return how far along the axis a value is, 0 to 1."""
    low, high = span(axis)
    return (at - low) / (high - low)


class PlotBox(pg.ViewBox):
    """Holds the data's range and maps it to a rectangle of the page."""

    def __init__(self, panel: Panel, plot: QRectF) -> None:
        super().__init__(enableMouse=False, enableMenu=False)
        self.setGeometry(plot)
        self.setRange(xRange=span(panel.x), yRange=span(panel.y), padding=0, disableAutoRange=True)
        self.updateMatrix()
        self._to_page: QTransform = self.childTransform() * self.sceneTransform()

    def to_page(self, x: float, y: float) -> QPointF:
        """Map a place in data units to the page."""
        return self._to_page.map(QPointF(x, y))

    def places(self, x: Sequence[float] | Floats, y: Sequence[float] | Floats) -> Floats:
        """Map many places at once; return an array of shape (n, 2)."""
        across = np.asarray(x, float) * self._to_page.m11() + self._to_page.dx()
        down = np.asarray(y, float) * self._to_page.m22() + self._to_page.dy()
        return np.column_stack((across, down))

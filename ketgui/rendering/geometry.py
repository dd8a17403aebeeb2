"""Where everything in a figure stands, in pixels of a 96 dpi page."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QRectF

from ketgui.figures import theme
from ketgui.figures.spec import Axis, FigureSpec, LegendEntry, Panel
from ketgui.rendering import lettering
from ketgui.rendering.lettering import PX_PER_PT

MARGIN = 6.0
GUTTER = 14.0
GAP = 3 * PX_PER_PT
TICK = 2.5 * PX_PER_PT
SWATCH = 8 * PX_PER_PT
_MOST_LABEL_SHARE = 0.42
_MOST_TICKS = 7


@dataclass(frozen=True)
class PanelGeometry:
    """One panel's places.

    Attributes
    ----------
    outer, plot : QRectF
        The panel with its words; the rectangle between the axes.
    title, subtitle : str
        Wrapped to the room there is.
    legend : tuple of (QRectF, LegendEntry)
    x_ticks, y_ticks : tuple of (float, str)
        Data positions and wrapped labels.
    """

    outer: QRectF
    plot: QRectF
    title: str
    subtitle: str
    legend: tuple[tuple[QRectF, LegendEntry], ...]
    x_ticks: tuple[tuple[float, str], ...]
    y_ticks: tuple[tuple[float, str], ...]


def page(spec: FigureSpec, width: float, height: float) -> tuple[PanelGeometry, ...]:
    """Place every panel on a page of this size."""
    foot = lettering.line_height(theme.TEXT_SIZE - 1) + GAP if spec.note else 0.0
    rows = math.ceil(len(spec.panels) / spec.columns)
    across = (width - 2 * MARGIN + GUTTER) / spec.columns
    down = (height - 2 * MARGIN - foot + GUTTER) / rows
    return tuple(
        _panel(
            panel,
            QRectF(
                MARGIN + (place % spec.columns) * across,
                MARGIN + (place // spec.columns) * down,
                across - GUTTER,
                down - GUTTER,
            ),
        )
        for place, panel in enumerate(spec.panels)
    )


def _panel(panel: Panel, outer: QRectF) -> PanelGeometry:
    room = outer.width() - (_letter_width() if panel.letter else 0.0)
    title = lettering.wrapped(panel.title, theme.TITLE_SIZE, room, bold=True)
    subtitle = lettering.wrapped(panel.subtitle, theme.TEXT_SIZE, room)
    top = outer.top() + lettering.height(title, theme.TITLE_SIZE)
    top += lettering.height(subtitle, theme.TEXT_SIZE) + GAP
    legend, top = _legend(panel.legend, outer.left(), top, outer.width())
    y_ticks = tuple(
        (at, lettering.wrapped(label, theme.TEXT_SIZE, outer.width() * _MOST_LABEL_SHARE))
        for at, label in ticks(panel.y)
    )
    left = outer.left() + _side(panel.y, y_ticks)
    x_ticks = _fitted(panel.x, outer.right() - left)
    bottom = outer.bottom() - _foot(panel.x, x_ticks)
    half = lettering.width(x_ticks[-1][1], theme.TEXT_SIZE) / 2 if x_ticks else 0.0
    beyond = _share(panel.x, x_ticks[-1][0]) if x_ticks else 0.0
    # The last label may stand at the axis' very end: half of it then needs room of its own.
    overhang = max(0.0, half - (1 - beyond) * (outer.right() - left))
    plot = QRectF(left, top + GAP, outer.right() - overhang - left, bottom - top - GAP)
    return PanelGeometry(outer, plot, title, subtitle, legend, x_ticks, y_ticks)


def ticks(axis: Axis) -> tuple[tuple[float, str], ...]:
    """Return the declared ticks, or round numbers that cover the axis."""
    if axis.ticks is not None:
        return axis.ticks
    rough = (axis.high - axis.low) / _MOST_TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * base for base in (1, 2, 5, 10) if power * base >= rough)
    first = math.ceil(axis.low / step - 1e-9)
    last = math.floor(axis.high / step + 1e-9)
    return tuple(
        (place * step, axis.written(place * step, step)) for place in range(first, last + 1)
    )


def letter_room(panel: Panel) -> float:
    """Return how far the title stands from the panel's left edge."""
    return _letter_width() if panel.letter else 0.0


def _letter_width() -> float:
    return lettering.width("M", theme.LETTER_SIZE, bold=True) + GAP


def _side(axis: Axis, labels: tuple[tuple[float, str], ...]) -> float:
    if not axis.visible:
        return 0.0
    widest = max((lettering.width(label, theme.TEXT_SIZE) for _at, label in labels), default=0.0)
    label = lettering.line_height(theme.TEXT_SIZE) + GAP if axis.label else 0.0
    return label + widest + GAP + TICK


def _foot(axis: Axis, labels: tuple[tuple[float, str], ...]) -> float:
    if not axis.visible:
        return 0.0
    tallest = max((lettering.height(label, theme.TEXT_SIZE) for _at, label in labels), default=0.0)
    label = lettering.line_height(theme.TEXT_SIZE) + GAP if axis.label else 0.0
    return label + tallest + GAP + TICK


def _share(axis: Axis, at: float) -> float:
    return (at - axis.low) / (axis.high - axis.low)


def _fitted(axis: Axis, room: float) -> tuple[tuple[float, str], ...]:
    """Wrap the labels of the lower axis to the distance between two of them."""
    found = ticks(axis)
    places = sorted(_share(axis, at) * room for at, _label in found)
    apart = min((b - a for a, b in pairwise(places)), default=room)
    return tuple(
        (at, lettering.wrapped(label, theme.TEXT_SIZE, apart - GAP)) for at, label in found
    )


def _legend(
    entries: tuple[LegendEntry, ...], left: float, top: float, room: float
) -> tuple[tuple[tuple[QRectF, LegendEntry], ...], float]:
    """Lay the legend out in as many lines as it needs; return it and where it ends."""
    if not entries:
        return (), top
    tall = lettering.line_height(theme.TEXT_SIZE)
    placed: list[tuple[QRectF, LegendEntry]] = []
    x = left
    for entry in entries:
        wide = SWATCH + GAP + lettering.width(entry.text, theme.TEXT_SIZE) + 2 * GAP
        if x > left and x + wide > left + room:
            x, top = left, top + tall
        placed.append((QRectF(x, top, wide, tall), entry))
        x += wide
    return tuple(placed), top + tall + GAP

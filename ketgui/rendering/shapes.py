"""Each kind of mark, drawn with plain pens in pixels of a 96 dpi page."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import chain

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from ketgui.figures import theme
from ketgui.figures.spec import (
    Area,
    Bars,
    Dash,
    DirectLabel,
    ErrorBars,
    Lines,
    Mark,
    Points,
    Rule,
    Symbol,
)
from ketgui.rendering.lettering import PX_PER_PT
from ketgui.rendering.plotbox import Floats, PlotBox

Ints = npt.NDArray[np.int_]
ToPage = Callable[[float, float], QPointF]
FADED = 0.25

_DASHES: dict[Dash, list[float]] = {"solid": [], "dashed": [4, 3], "dotted": [1, 2]}
_SYMBOL_LINE = 0.8
# How much wider a halo is than its line (points); the length of an arrowhead, and the distance and
# width of the strokes of a hatch (pixels).
_HALO = 1.6
_ARROW = 5 * PX_PER_PT
_HATCH, _HATCH_LINE = 3.2 * PX_PER_PT, 0.8
# An interval that ends at the very edge of the plot ends inside it.
_EDGE = 0.5
_PALE = 220
# From so many marks on, those within a twentieth of a pixel are merged; from the second number on,
# those within a whole pixel.
_MANY = 500
_TOO_MANY = 20_000


def make_pen(colour: str, width: float, opacity: float = 1.0, dash: Dash = "solid") -> QPen:
    """Return a pen whose width, in points, scales with the resolution."""
    shade = QColor(colour)
    shade.setAlphaF(opacity)
    pen = QPen(shade, width * PX_PER_PT)
    pen.setCosmetic(False)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if _DASHES[dash]:
        pen.setDashPattern(_DASHES[dash])
    return pen


def make_brush(colour: str, opacity: float = 1.0) -> QBrush:
    """Return a plain fill."""
    shade = QColor(colour)
    shade.setAlphaF(opacity)
    return QBrush(shade)


def mix_with_paper(colour: str, opacity: float) -> str:
    """Return the opaque colour that a translucent one has on paper."""
    over, under = QColor(colour), QColor(theme.PAPER)
    mixed = [
        round(opacity * a + (1 - opacity) * b)
        for a, b in zip(over.getRgb()[:3], under.getRgb()[:3], strict=True)  # pyright: ignore[reportIndexIssue]
    ]
    return QColor(*mixed).name()


@cache
def make_symbol_path(symbol: Symbol) -> QPainterPath:
    """Return a symbol of diameter 1 about the origin; sizes differ so that areas look alike."""
    path = QPainterPath()
    if symbol == "circle":
        path.addEllipse(QRectF(-0.5, -0.5, 1, 1))
    elif symbol == "square":
        path.addRect(QRectF(-0.44, -0.44, 0.88, 0.88))
    elif symbol == "diamond":
        path.addPolygon(_make_polygon([(0, -0.62), (0.62, 0), (0, 0.62), (-0.62, 0)]))
    elif symbol == "triangle":
        path.addPolygon(_make_polygon([(0, -0.6), (0.56, 0.4), (-0.56, 0.4)]))
    elif symbol == "tick":
        path.addRect(QRectF(-0.14, -0.5, 0.28, 1))
    elif symbol == "plus":
        # The two bars overlap; with Qt's usual rule (odd–even) their crossing would stay empty.
        path.setFillRule(Qt.FillRule.WindingFill)
        path.addRect(QRectF(-0.56, -0.2, 1.12, 0.4))
        path.addRect(QRectF(-0.2, -0.56, 0.4, 1.12))
    else:
        # Ten corners of a star, in turns of 36° from the top, alternately outer and inner.
        turns = [(-90 + 36 * k) * math.pi / 180 for k in range(10)]
        reach = [0.72, 0.30] * 5
        points = zip(turns, reach, strict=True)
        path.addPolygon(_make_polygon([(r * math.cos(t), r * math.sin(t)) for t, r in points]))
    path.closeSubpath()
    return path


def draw_mark(
    painter: QPainter, mark: Mark, box: PlotBox, plot: QRectF, chosen: frozenset[str]
) -> None:
    """Draw one mark other than a label; where patients are chosen, the others fade."""
    match mark:
        case Lines():
            _draw_lines(painter, mark, box, chosen)
        case Points():
            _draw_points(painter, mark, box, chosen)
        case Bars():
            _draw_bars(painter, mark, box.to_page, chosen)
        case ErrorBars():
            _draw_errors(painter, mark, box.to_page, plot)
        case Area():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(make_brush(mark.colour, mark.opacity))
            painter.drawPolygon(QPolygonF([box.to_page(x, y) for x, y in mark.outline]))
        case Rule():
            _draw_rule(painter, mark, box.to_page, plot)
        case DirectLabel():
            pass


def draw_symbol(
    painter: QPainter, at: QPointF, symbol: Symbol, size: float, colour: str, filled: bool
) -> None:  # fmt: skip
    """Draw one symbol of `size` points about a place on the page."""
    painter.save()
    painter.translate(at)
    painter.setPen(make_pen(_choose_edge(colour), find_edge_width(size)))
    painter.setBrush(make_brush(colour if filled else theme.PAPER))
    painter.drawPath(_scale_symbol(symbol, size))
    painter.restore()


def find_edge_width(size: float) -> float:
    """Return how wide the line around a symbol is: around small ones a fifth of their size."""
    return min(_SYMBOL_LINE, size / 5)


def _choose_edge(colour: str) -> str:
    """Return the colour of a symbol's edge: a fill as pale as paper is seen by its edge alone."""
    return theme.SOFT_INK if QColor(colour).lightness() > _PALE else colour


def _make_polygon(points: list[tuple[float, float]]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in points])


def _draw_lines(painter: QPainter, mark: Lines, box: PlotBox, chosen: frozenset[str]) -> None:
    if mark.halo:
        edge = replace(mark, colour=theme.PAPER, width=mark.width + _HALO, halo=False, arrow=False)
        _draw_lines(painter, edge, box, chosen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    is_bold = np.array(
        [patient_id in chosen for patient_id in mark.ids] or [False] * len(mark.paths), bool
    )
    lengths = np.array([len(path) for path in mark.paths], int)
    coordinates = np.fromiter(chain.from_iterable(chain.from_iterable(mark.paths)), float)
    places = box.map_points(coordinates[::2], coordinates[1::2])
    is_of_bold = np.repeat(is_bold, lengths)
    fade = FADED if chosen and mark.ids else 1.0
    _stroke(painter, mark, mark.width, mark.opacity * fade, places[~is_of_bold], lengths[~is_bold])
    _stroke(painter, mark, mark.width * 2, 1.0, places[is_of_bold], lengths[is_bold])
    if mark.arrow:
        ends = np.cumsum(lengths)
        for end in ends[lengths > 1]:
            _draw_arrowhead(painter, mark.colour, places[end - 2], places[end - 1])


def _draw_arrowhead(painter: QPainter, colour: str, start: Floats, tip: Floats) -> None:
    """Draw a filled triangle whose tip is the end of a line."""
    along = (tip - start) / max(float(np.hypot(*(tip - start))), 1e-9) * _ARROW
    across = np.array((-along[1], along[0])) * 0.4
    corners = (tip, tip - along + across, tip - along - across)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(make_brush(colour))
    painter.drawPolygon(_make_polygon([(float(x), float(y)) for x, y in corners]))


def _stroke(
    painter: QPainter, mark: Lines, width: float, opacity: float, places: Floats, lengths: Ints
) -> None:
    """Draw polylines as one path; thousands of them opaque, in the colour they have on paper.

    Qt needs a minute for a hundred thousand translucent lines, which would look solid anyway.
    """
    colour = mark.colour
    if len(lengths) > _MANY:
        places, lengths = _keep_distinct(places, lengths)
        colour, opacity = mix_with_paper(colour, opacity), 1.0
    painter.setPen(make_pen(colour, width, opacity, mark.dash))
    ends = np.cumsum(lengths)
    is_joined = np.ones(len(places), bool)
    is_joined[ends[lengths > 0] - 1] = False
    starts = ends - lengths
    # In parts: the time Qt takes to stroke a path grows faster than the path.
    for first in range(0, len(lengths), _MANY):
        stop = ends[min(first + _MANY, len(lengths)) - 1]
        part = slice(starts[first], stop)
        x, y = np.ascontiguousarray(places[part].T)
        painter.drawPath(pg.arrayToQPath(x, y, connect=is_joined[part]))  # pyright: ignore[reportArgumentType]


def _keep_distinct(places: Floats, lengths: Ints) -> tuple[Floats, Ints]:
    """Return polylines of one length without those within a twentieth of a pixel of another."""
    if lengths.min() != lengths.max():
        return places, lengths
    length = int(lengths[0])
    for step in (0.05, 1.0):
        # A row holds all coordinates of a line, so that unique rows are distinct lines.
        rows = np.unique(np.round(places.reshape(-1, 2 * length) / step), axis=0) * step
        if len(rows) < _TOO_MANY:
            break
    return rows.reshape(-1, 2), lengths[: len(rows)]


def _draw_points(painter: QPainter, mark: Points, box: PlotBox, chosen: frozenset[str]) -> None:
    places = box.map_points(mark.x, mark.y)
    if not (chosen and mark.ids):
        _stamp(painter, mark, places, mark.opacity)
        return
    is_chosen = np.array([patient_id in chosen for patient_id in mark.ids], bool)
    _stamp(painter, mark, places[~is_chosen], mark.opacity * FADED)
    _stamp(painter, mark, places[is_chosen], 1.0)


def _stamp(painter: QPainter, mark: Points, places: Floats, opacity: float) -> None:
    """Draw one symbol at many points, in their order; of thousands, each point once."""
    places = places[np.isfinite(places).all(axis=1)]
    if len(places) > _MANY:
        for step in (0.05, 1.0):
            _rounded, order = np.unique(np.round(places / step), axis=0, return_index=True)
            if len(order) < _TOO_MANY:
                break
        places = places[np.sort(order)]
    painter.setPen(make_pen(_choose_edge(mark.colour), find_edge_width(mark.size), opacity))
    painter.setBrush(make_brush(mark.colour if mark.filled else theme.PAPER, opacity))
    path = _scale_symbol(mark.symbol, mark.size)
    for x, y in places.tolist():
        painter.translate(x, y)
        painter.drawPath(path)
        painter.translate(-x, -y)


def _scale_symbol(symbol: Symbol, size: float) -> QPainterPath:
    return QTransform.fromScale(size * PX_PER_PT, size * PX_PER_PT).map(make_symbol_path(symbol))


def _draw_bars(painter: QPainter, mark: Bars, to_page: ToPage, chosen: frozenset[str]) -> None:
    fades = bool(chosen and mark.ids)
    ids = mark.ids or ("",) * len(mark.x0)
    for patient_id, x0, x1, y0, y1 in zip(ids, mark.x0, mark.x1, mark.y0, mark.y1, strict=True):
        box = _narrow(QRectF(to_page(x0, y0), to_page(x1, y1)).normalized(), mark)
        opacity = mark.opacity * (FADED if fades and patient_id not in chosen else 1.0)
        fill_box(painter, box, mark.colour, opacity, mark.outline, hatch=mark.hatch)


def _narrow(box: QRectF, mark: Bars) -> QRectF:
    """Return a bar that is no wider and no higher than it may be, about its middle."""
    widest, tallest = (p * PX_PER_PT if p else math.inf for p in (mark.widest, mark.tallest))
    across = max(0.0, box.width() - widest) / 2
    down = max(0.0, box.height() - tallest) / 2
    return box.adjusted(across, down, -across, -down)


def fill_box(
    painter: QPainter,
    box: QRectF,
    colour: str,
    opacity: float = 1.0,
    outline: str = "",
    *,
    hatch: bool = False,
) -> None:
    """Draw a box filled with its colour, or with strokes of it."""
    edge = outline or (colour if hatch else "")
    painter.setBrush(make_brush(theme.PAPER if hatch else colour, opacity))
    if hatch:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRect(box)
        _draw_hatch(painter, box, make_pen(colour, _HATCH_LINE, opacity))
        painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(make_pen(edge, 0.6) if edge else Qt.PenStyle.NoPen)
    painter.drawRect(box)


def _draw_hatch(painter: QPainter, box: QRectF, pen: QPen) -> None:
    """Draw rising strokes across a box, each cut where it leaves it: a clip would not print."""
    painter.setPen(pen)
    reach = box.width() + box.height()
    for index in range(1, int(reach / _HATCH) + 1):
        along = index * _HATCH
        start = QPointF(
            box.left() + max(0.0, along - box.height()), box.top() + min(along, box.height())
        )
        end = QPointF(
            box.left() + min(along, box.width()), box.top() + max(0.0, along - box.width())
        )
        painter.drawLine(start, end)


def _draw_errors(painter: QPainter, mark: ErrorBars, to_page: ToPage, plot: QRectF) -> None:
    """Draw intervals; an end outside the plot has no cap."""
    painter.setPen(make_pen(mark.colour, mark.width))
    half = mark.cap * PX_PER_PT / 2
    visible = plot.adjusted(-_EDGE, -_EDGE, _EDGE, _EDGE)
    for at, low, high in zip(mark.at, mark.low, mark.high, strict=True):
        if mark.horizontal:
            ends, cap = (to_page(low, at), to_page(high, at)), QPointF(0, half)
        else:
            ends, cap = (to_page(at, low), to_page(at, high)), QPointF(half, 0)
        painter.drawLine(*(_keep_inside(end, plot) for end in ends))
        for end in ends:
            if visible.contains(end):
                painter.drawLine(end - cap, end + cap)


def _keep_inside(at: QPointF, plot: QRectF) -> QPointF:
    x = min(max(at.x(), plot.left()), plot.right())
    return QPointF(x, min(max(at.y(), plot.top()), plot.bottom()))


def _draw_rule(painter: QPainter, mark: Rule, to_page: ToPage, plot: QRectF) -> None:
    at = to_page(mark.at, mark.at)
    painter.setPen(make_pen(mark.colour, mark.width, dash=mark.dash))
    if mark.horizontal:
        painter.drawLine(QPointF(plot.left(), at.y()), QPointF(plot.right(), at.y()))
    else:
        painter.drawLine(QPointF(at.x(), plot.top()), QPointF(at.x(), plot.bottom()))

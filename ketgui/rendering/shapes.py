"""Each kind of mark, drawn with plain pens in pixels of a 96 dpi page."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF

from ketgui.figures import theme
from ketgui.figures.spec import (
    Area,
    Bars,
    Dash,
    Errors,
    Lines,
    Mark,
    Points,
    Rule,
    Symbol,
    Words,
)
from ketgui.rendering import lettering
from ketgui.rendering.lettering import PX_PER_PT

ToPage = Callable[[float, float], QPointF]
FADED = 0.25

_DASHES: dict[Dash, list[float]] = {"solid": [], "dashed": [4, 3], "dotted": [1, 2]}
_ANCHORS = {"left": 0.0, "centre": 0.5, "right": 1.0}


def pen(colour: str, width: float, opacity: float = 1.0, dash: Dash = "solid") -> QPen:
    """Return a pen whose width, in points, grows with the resolution."""
    shade = QColor(colour)
    shade.setAlphaF(opacity)
    made = QPen(shade, width * PX_PER_PT)
    made.setCosmetic(False)
    made.setCapStyle(Qt.PenCapStyle.FlatCap if dash != "solid" else Qt.PenCapStyle.SquareCap)
    made.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if _DASHES[dash]:
        made.setDashPattern(_DASHES[dash])
    return made


def brush(colour: str, opacity: float = 1.0) -> QBrush:
    """Return a plain fill."""
    shade = QColor(colour)
    shade.setAlphaF(opacity)
    return QBrush(shade)


@cache
def symbol_path(symbol: Symbol) -> QPainterPath:
    """Return a symbol of diameter 1 about the origin; areas are near enough to look alike."""
    path = QPainterPath()
    if symbol == "circle":
        path.addEllipse(QRectF(-0.5, -0.5, 1, 1))
    elif symbol == "square":
        path.addRect(QRectF(-0.44, -0.44, 0.88, 0.88))
    elif symbol == "diamond":
        path.addPolygon(_polygon([(0, -0.62), (0.62, 0), (0, 0.62), (-0.62, 0)]))
    elif symbol == "triangle":
        path.addPolygon(_polygon([(0, -0.6), (0.56, 0.4), (-0.56, 0.4)]))
    else:
        turns = [(-90 + 36 * k) * math.pi / 180 for k in range(10)]
        reach = [0.72, 0.30] * 5
        points = zip(turns, reach, strict=True)
        path.addPolygon(_polygon([(r * math.cos(t), r * math.sin(t)) for t, r in points]))
    path.closeSubpath()
    return path


def draw_mark(
    painter: QPainter, mark: Mark, to_page: ToPage, plot: QRectF, chosen: frozenset[str]
) -> None:
    """Draw one mark; where patients are chosen, the others fade."""
    match mark:
        case Lines():
            _draw_lines(painter, mark, to_page, chosen)
        case Points():
            _draw_points(painter, mark, to_page, chosen)
        case Bars():
            _draw_bars(painter, mark, to_page)
        case Errors():
            _draw_errors(painter, mark, to_page)
        case Area():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(brush(mark.colour, mark.opacity))
            painter.drawPolygon(QPolygonF([to_page(x, y) for x, y in mark.outline]))
        case Rule():
            _draw_rule(painter, mark, to_page, plot)
        case Words():
            _draw_words(painter, mark, to_page)


def draw_symbol(
    painter: QPainter, at: QPointF, symbol: Symbol, size: float, colour: str, filled: bool,
    opacity: float = 1.0,
) -> None:  # fmt: skip
    """Draw one symbol of `size` points about a place on the page."""
    painter.save()
    painter.translate(at)
    painter.setPen(pen(colour, 0.8, opacity))
    painter.setBrush(brush(colour if filled else theme.PAPER, opacity))
    transform = pg.QtGui.QTransform.fromScale(size * PX_PER_PT, size * PX_PER_PT)
    painter.drawPath(transform.map(symbol_path(symbol)))
    painter.restore()


def _polygon(points: list[tuple[float, float]]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in points])


def _draw_lines(painter: QPainter, mark: Lines, to_page: ToPage, chosen: frozenset[str]) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    bold = [bool(chosen) and who in chosen for who in mark.ids] or [False] * len(mark.paths)
    plain = [path for path, is_bold in zip(mark.paths, bold, strict=True) if not is_bold]
    opacity = mark.opacity * (FADED if chosen and mark.ids else 1.0)
    painter.setPen(pen(mark.colour, mark.width, opacity, mark.dash))
    painter.drawPath(_joined(plain, to_page))
    painter.setPen(pen(mark.colour, mark.width * 2, 1.0, mark.dash))
    painter.drawPath(_joined([p for p, b in zip(mark.paths, bold, strict=True) if b], to_page))


def _joined(paths: list[tuple[tuple[float, float], ...]], to_page: ToPage) -> QPainterPath:
    """Return all polylines as one path, which Qt draws far faster than one by one."""
    if not paths:
        return QPainterPath()
    at = [to_page(x, y) for path in paths for x, y in path]
    connect = np.concatenate([np.r_[np.ones(len(path) - 1, bool), False] for path in paths])
    x, y = np.array([p.x() for p in at]), np.array([p.y() for p in at])
    return pg.arrayToQPath(x, y, connect=connect)  # pyright: ignore[reportArgumentType]


def _draw_points(painter: QPainter, mark: Points, to_page: ToPage, chosen: frozenset[str]) -> None:
    ids = mark.ids or ("",) * len(mark.x)
    for x, y, who in zip(mark.x, mark.y, ids, strict=True):
        faded = bool(chosen) and bool(mark.ids) and who not in chosen
        opacity = mark.opacity * (FADED if faded else 1.0)
        draw_symbol(
            painter, to_page(x, y), mark.symbol, mark.size, mark.colour, mark.filled, opacity
        )


def _draw_bars(painter: QPainter, mark: Bars, to_page: ToPage) -> None:
    painter.setBrush(brush(mark.colour, mark.opacity))
    painter.setPen(pen(mark.outline, 0.6) if mark.outline else Qt.PenStyle.NoPen)
    for x0, x1, y0, y1 in zip(mark.x0, mark.x1, mark.y0, mark.y1, strict=True):
        painter.drawRect(QRectF(to_page(x0, y0), to_page(x1, y1)).normalized())


def _draw_errors(painter: QPainter, mark: Errors, to_page: ToPage) -> None:
    painter.setPen(pen(mark.colour, mark.width))
    half = mark.cap * PX_PER_PT / 2
    for at, low, high in zip(mark.at, mark.low, mark.high, strict=True):
        if mark.horizontal:
            ends, cap = (to_page(low, at), to_page(high, at)), QPointF(0, half)
        else:
            ends, cap = (to_page(at, low), to_page(at, high)), QPointF(half, 0)
        painter.drawLine(*ends)
        for end in ends:
            painter.drawLine(end - cap, end + cap)


def _draw_rule(painter: QPainter, mark: Rule, to_page: ToPage, plot: QRectF) -> None:
    at = to_page(mark.at, mark.at)
    painter.setPen(pen(mark.colour, mark.width, dash=mark.dash))
    if mark.horizontal:
        painter.drawLine(QPointF(plot.left(), at.y()), QPointF(plot.right(), at.y()))
        place, across, down = QPointF(plot.left() + 3, at.y() - 1), 0.0, 1.0
    else:
        painter.drawLine(QPointF(at.x(), plot.top()), QPointF(at.x(), plot.bottom()))
        place, across, down = QPointF(at.x() + 3, plot.top()), 0.0, 0.0
    if mark.label:
        lettering.draw(
            painter, place, mark.label, theme.TEXT_SIZE, mark.colour, across=across, down=down
        )


def _draw_words(painter: QPainter, mark: Words, to_page: ToPage) -> None:
    at = to_page(mark.x, mark.y) + QPointF(mark.dx, -mark.dy) * PX_PER_PT
    lettering.draw(
        painter,
        at,
        mark.text,
        mark.size,
        mark.colour,
        bold=mark.bold,
        across=_ANCHORS[mark.anchor],
        down=1.0 if mark.above else 0.5,
    )

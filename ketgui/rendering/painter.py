"""The one painter: a ``FigureSpec`` becomes a pyqtgraph scene in pixels of a 96 dpi page.

Everything is drawn with plain (not cosmetic) pens and text laid out in page pixels, so that the
scene scales as a whole: screen, PNG, SVG and PDF are the same drawing.
"""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QTransform
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from ketgui.figures import theme
from ketgui.figures.spec import Area, Bars, FigureSpec, Panel, Points, Rule, Words
from ketgui.rendering import geometry, lettering, shapes
from ketgui.rendering.geometry import GAP, SWATCH, TICK, PanelGeometry
from ketgui.rendering.lettering import PX_PER_PT

# Fills lie under lines, lines under symbols, words on top of all.
_LAYERS: dict[type, int] = {Area: 0, Bars: 1, Rule: 2, Points: 4, Words: 5}
_LINES_LAYER = 3
# A symbol at the end of an axis may stand out by its radius.
_SLACK = 5 * PX_PER_PT
_REACH = 6 * PX_PER_PT


class PlotBox(pg.ViewBox):
    """A panel's data area: holds the data's range and maps it to the page."""

    def __init__(self, panel: Panel, plot: QRectF) -> None:
        super().__init__(enableMouse=False, enableMenu=False)
        self.setGeometry(plot)
        self.setRange(
            xRange=(panel.x.low, panel.x.high),
            yRange=(panel.y.low, panel.y.high),
            padding=0,
            disableAutoRange=True,
        )
        self.updateMatrix()
        self._to_page: QTransform = self.childTransform() * self.sceneTransform()

    def to_page(self, x: float, y: float) -> QPointF:
        """Map a place in data units to the page."""
        return self._to_page.map(QPointF(x, y))


class PanelItem(pg.GraphicsObject):
    """One panel with its axes, marks and words."""

    def __init__(self, panel: Panel, places: PanelGeometry, box: PlotBox) -> None:
        super().__init__()
        self.content, self.places, self.box = panel, places, box
        self.chosen: frozenset[str] = frozenset()

    def boundingRect(self) -> QRectF:
        """The panel's whole rectangle."""
        return self.places.outer.adjusted(-geometry.MARGIN, -geometry.MARGIN, geometry.MARGIN, 0)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw the head, then the reason or the plot."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_head(painter)
        if self.content.reason:
            self._paint_reason(painter)
            return
        self._paint_grid(painter)
        self._paint_marks(painter)
        self._paint_axes(painter)
        self._paint_legend(painter)

    def patient_at(self, at: QPointF) -> tuple[str, str]:
        """Return the patient and the words behind the mark at a place; both may be empty."""
        for mark in reversed(self.content.marks):
            if isinstance(mark, Points):
                for place, (x, y) in enumerate(zip(mark.x, mark.y, strict=True)):
                    apart = self.box.to_page(x, y) - at
                    if apart.manhattanLength() < _REACH:
                        who = mark.ids[place] if mark.ids else ""
                        return who, mark.hover[place] if mark.hover else who
            if isinstance(mark, Bars):
                for place in range(len(mark.x0)):
                    corner = self.box.to_page(mark.x0[place], mark.y0[place])
                    other = self.box.to_page(mark.x1[place], mark.y1[place])
                    if mark.hover and QRectF(corner, other).normalized().contains(at):
                        return "", mark.hover[place]
        return "", ""

    def _paint_head(self, painter: QPainter) -> None:
        outer, left = self.places.outer, self.places.outer.left()
        if self.content.letter:
            lettering.draw(painter, outer.topLeft(), self.content.letter, theme.LETTER_SIZE,
                           theme.INK, bold=True, down=0.05)  # fmt: skip
            left += geometry.letter_room(self.content)
        title = self.places.title
        lettering.draw(painter, QPointF(left, outer.top()), title, theme.TITLE_SIZE, theme.INK,
                       bold=True, down=0)  # fmt: skip
        below = outer.top() + lettering.height(title, theme.TITLE_SIZE)
        lettering.draw(painter, QPointF(left, below), self.places.subtitle, theme.TEXT_SIZE,
                       theme.SOFT_INK, down=0)  # fmt: skip

    def _paint_reason(self, painter: QPainter) -> None:
        outer = self.places.outer
        words = lettering.wrapped(self.content.reason, theme.TITLE_SIZE, outer.width() * 0.7)
        lettering.draw(painter, outer.center(), words, theme.TITLE_SIZE, theme.SOFT_INK, across=0.5)

    def _paint_grid(self, painter: QPainter) -> None:
        plot = self.places.plot
        painter.setPen(shapes.pen(theme.GRID, theme.AXIS_WIDTH))
        if self.content.y.grid:
            for at, _label in self.places.y_ticks:
                y = self._y(at)
                painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        if self.content.x.grid:
            for at, _label in self.places.x_ticks:
                x = self._x(at)
                painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))

    def _paint_marks(self, painter: QPainter) -> None:
        plot = self.places.plot
        ordered = sorted(self.content.marks, key=lambda m: _LAYERS.get(type(m), _LINES_LAYER))
        for mark in ordered:
            painter.save()
            if not isinstance(mark, Words):
                painter.setClipRect(plot.adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK))
            shapes.draw_mark(painter, mark, self.box.to_page, plot, self.chosen)
            painter.restore()

    def _paint_axes(self, painter: QPainter) -> None:
        plot, panel = self.places.plot, self.content
        painter.setPen(shapes.pen(theme.INK, theme.AXIS_WIDTH))
        if panel.x.visible:
            right = self._x(self.places.x_ticks[-1][0]) if panel.x.to_last_tick else plot.right()
            painter.drawLine(plot.bottomLeft(), QPointF(right, plot.bottom()))
            for at, label in self.places.x_ticks:
                self._paint_x_tick(painter, self._x(at), label)
            at = QPointF((plot.left() + right) / 2, self.places.outer.bottom())
            lettering.draw(painter, at, panel.x.label, theme.TEXT_SIZE, theme.INK, across=0.5,
                           down=1)  # fmt: skip
        if panel.y.visible:
            painter.drawLine(plot.bottomLeft(), plot.topLeft())
            for at, label in self.places.y_ticks:
                self._paint_y_tick(painter, self._y(at), label)
            at = QPointF(self.places.outer.left(), plot.center().y())
            lettering.draw(painter, at, panel.y.label, theme.TEXT_SIZE, theme.INK, across=0.5,
                           down=0, angle=90)  # fmt: skip

    def _paint_x_tick(self, painter: QPainter, x: float, label: str) -> None:
        bottom = self.places.plot.bottom()
        painter.drawLine(QPointF(x, bottom), QPointF(x, bottom + TICK))
        lettering.draw(painter, QPointF(x, bottom + TICK + GAP / 2), label, theme.TEXT_SIZE,
                       theme.INK, across=0.5, down=0)  # fmt: skip

    def _paint_y_tick(self, painter: QPainter, y: float, label: str) -> None:
        left = self.places.plot.left()
        painter.drawLine(QPointF(left, y), QPointF(left - TICK, y))
        lettering.draw(painter, QPointF(left - TICK - GAP / 2, y), label, theme.TEXT_SIZE,
                       theme.INK, across=1)  # fmt: skip

    def _paint_legend(self, painter: QPainter) -> None:
        for place, entry in self.places.legend:
            middle = QPointF(place.left() + SWATCH / 2, place.center().y())
            half = QPointF(SWATCH / 2, 0)
            if entry.box:
                box = QRectF(middle - half + QPointF(0, -3), middle + half + QPointF(0, 3))
                painter.fillRect(box, shapes.brush(entry.colour))
            elif entry.line:
                painter.setPen(shapes.pen(entry.colour, theme.MEAN_LINE))
                painter.drawLine(middle - half, middle + half)
            else:
                shapes.draw_symbol(painter, middle, entry.symbol, 5, entry.colour, entry.filled)
            at = QPointF(place.left() + SWATCH + GAP, place.center().y())
            lettering.draw(painter, at, entry.text, theme.TEXT_SIZE, theme.INK)

    def _x(self, at: float) -> float:
        return self.box.to_page(at, self.content.y.low).x()

    def _y(self, at: float) -> float:
        return self.box.to_page(self.content.x.low, at).y()


class Drawing:
    """A figure laid out on a page of a given size.

    Attributes
    ----------
    scene : pyqtgraph.GraphicsScene
    page : QRectF
        The page in pixels at 96 dpi.
    panels : tuple of PanelItem
    """

    def __init__(self, spec: FigureSpec, width: float, height: float) -> None:
        self.page = QRectF(0, 0, width, height)
        self.scene = pg.GraphicsScene()
        self.scene.setSceneRect(self.page)
        self.scene.setBackgroundBrush(QColor(theme.PAPER))
        placed = zip(spec.panels, geometry.page(spec, width, height), strict=True)
        self.panels = tuple(self._add(panel, places) for panel, places in placed)
        if spec.note:
            self.scene.addItem(_Note(spec.note, self.page))

    def _add(self, panel: Panel, places: PanelGeometry) -> PanelItem:
        box = PlotBox(panel, places.plot)
        item = PanelItem(panel, places, box)
        self.scene.addItem(box)
        self.scene.addItem(item)
        return item

    def render(self, painter: QPainter, target: QRectF) -> None:
        """Draw the page into a rectangle of any paint device."""
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
        )
        self.scene.render(painter, target, self.page, Qt.AspectRatioMode.IgnoreAspectRatio)

    def highlight(self, ids: frozenset[str]) -> None:
        """Draw these patients stronger and the others faint."""
        for panel in self.panels:
            panel.chosen = ids
            panel.update()

    def patient_at(self, at: QPointF) -> tuple[str, str]:
        """Return the patient and the words behind the mark at a place on the page."""
        for panel in self.panels:
            if panel.places.outer.contains(at):
                return panel.patient_at(at)
        return "", ""


class _Note(pg.GraphicsObject):
    """The line at the foot of the page."""

    def __init__(self, words: str, page: QRectF) -> None:
        super().__init__()
        self._words, self._page = words, page

    def boundingRect(self) -> QRectF:
        """The foot of the page."""
        tall = lettering.line_height(theme.TEXT_SIZE) + GAP
        return QRectF(0, self._page.bottom() - tall, self._page.width(), tall)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw the words small and grey at the right."""
        at = self._page.bottomRight() - QPointF(geometry.MARGIN, GAP)
        lettering.draw(painter, at, self._words, theme.TEXT_SIZE, theme.SOFT_INK, across=1, down=1)

"""The one painter: a ``FigureSpec`` becomes a pyqtgraph scene in pixels of a 96 dpi page.

Everything is drawn with plain (not cosmetic) pens and text laid out in page pixels, so that the
scene scales as a whole: screen, PNG, SVG and PDF are the same drawing.
"""

from __future__ import annotations

from functools import cached_property

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from ketgui.figures import theme
from ketgui.figures.spec import Area, Bars, FigureSpec, Panel, Points, Rule
from ketgui.rendering import geometry, labels, lettering, picking, shapes, swarms
from ketgui.rendering.geometry import GAP, SWATCH, TICK, PanelGeometry
from ketgui.rendering.labels import Label
from ketgui.rendering.lettering import PX_PER_PT
from ketgui.rendering.plotbox import PlotBox

# Fills lie under lines, lines under symbols; text is painted after all of them.
_LAYERS: dict[type, int] = {Area: 0, Bars: 1, Rule: 2, Points: 4}
_LINES_LAYER = 3
# A symbol at the end of an axis may extend beyond it by its radius.
_SLACK = 5 * PX_PER_PT
# Half the height of the sign where an axis is interrupted, and half the gap between its strokes.
_BREAK_HALF, _BREAK_GAP = 3.0, 1.5


class PanelItem(pg.GraphicsObject):
    """One panel with its axes, marks and words."""

    def __init__(self, panel: Panel, places: PanelGeometry, box: PlotBox) -> None:
        super().__init__()
        self.content, self.places, self.box = panel, places, box
        self.chosen: frozenset[str] = frozenset()
        self._layered = sorted(panel.marks, key=lambda m: _LAYERS.get(type(m), _LINES_LAYER))

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
        self._paint_labels(painter)

    def patient_at(self, at: QPointF) -> tuple[str, str]:
        """Return the patient and the text behind the marks at a point; both may be empty."""
        return picking.find_patient(self._layered, self.box, at)

    def _paint_head(self, painter: QPainter) -> None:
        outer, left = self.places.outer, self.places.outer.left()
        if self.content.letter:
            lettering.draw(painter, outer.topLeft(), self.content.letter, theme.LETTER_SIZE,
                           theme.INK, bold=True, down=0.05)  # fmt: skip
            left += geometry.measure_letter(self.content)
        title = self.places.title
        lettering.draw(painter, QPointF(left, outer.top()), title, theme.TITLE_SIZE, theme.INK,
                       bold=True, down=0)  # fmt: skip
        below = outer.top() + lettering.measure_height(title, theme.TITLE_SIZE)
        lettering.draw(painter, QPointF(left, below), self.places.subtitle, theme.TEXT_SIZE,
                       theme.SOFT_INK, down=0)  # fmt: skip

    def _paint_reason(self, painter: QPainter) -> None:
        outer = self.places.outer
        text = lettering.wrap(self.content.reason, theme.TITLE_SIZE, outer.width() * 0.7)
        lettering.draw(painter, outer.center(), text, theme.TITLE_SIZE, theme.SOFT_INK, across=0.5)

    def _paint_grid(self, painter: QPainter) -> None:
        plot = self.places.plot
        painter.setPen(shapes.make_pen(theme.GRID, theme.AXIS_WIDTH))
        if self.content.y.grid:
            for at, _label in self.places.y_ticks.labels:
                y = self._map_y(at)
                painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        if self.content.x.grid:
            for at, _label in self.places.x_ticks.labels:
                x = self._map_x(at)
                painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
        # A grid line through a number makes it hard to read; marks are painted over this later.
        for at, label in self._labels:
            painter.fillRect(label.rect(at), shapes.make_brush(theme.PAPER))

    def _paint_marks(self, painter: QPainter) -> None:
        plot = self.places.plot
        painter.save()
        painter.setClipRect(plot.adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK))
        for mark in self._layered:
            shapes.draw_mark(painter, mark, self.box, plot, self.chosen)
        painter.restore()

    @cached_property
    def _labels(self) -> list[tuple[QPointF, Label]]:
        """The direct labels and their positions on the page."""
        return [
            (labels.find_place(m, self.box.to_page), label)
            for m, label in self.places.direct_labels
        ]

    def _paint_labels(self, painter: QPainter) -> None:
        for at, label in self._labels:
            _write(painter, at, label)

    def _paint_x_axis(self, painter: QPainter) -> None:
        plot, outer, ticks = self.places.plot, self.places.outer, self.places.x_ticks
        # An axis that ends early has room for words at its
        # right; its label is centred on the line alone.
        ends_early = self.content.x.to_last_tick and ticks.labels
        right = self._map_x(ticks.labels[-1][0]) if ends_early else plot.right()
        painter.drawLine(plot.bottomLeft(), QPointF(right, plot.bottom()))
        for at in self.content.x.breaks:
            self._paint_break(painter, QPointF(self._map_x(at), plot.bottom()))
        for at, label in ticks.labels:
            x = self._map_x(at)
            painter.drawLine(QPointF(x, plot.bottom()), QPointF(x, plot.bottom() + TICK))
            below = QPointF(x, plot.bottom() + TICK + GAP / 2)
            lettering.draw(painter, below, label, theme.TEXT_SIZE, theme.INK, across=0.5, down=0)
        label = self.places.x_label
        half = lettering.measure_width(label, theme.TEXT_SIZE) / 2
        # A label wider than its axis stays inside the panel.
        middle = max(outer.left() + half, min((plot.left() + right) / 2, outer.right() - half))
        at = QPointF(middle, outer.bottom())
        lettering.draw(painter, at, label, theme.TEXT_SIZE, theme.INK, across=0.5, down=1)

    def _paint_break(self, painter: QPainter, at: QPointF) -> None:
        """Draw two slanted strokes across the axis, with paper between them."""
        for side in (-_BREAK_GAP, _BREAK_GAP):
            lean = QPointF(_BREAK_GAP, -_BREAK_HALF)
            middle = at + QPointF(side, 0)
            painter.drawLine(middle - lean, middle + lean)

    def _paint_y_axis(self, painter: QPainter) -> None:
        plot, ticks, axis = self.places.plot, self.places.y_ticks, self.content.y
        painter.drawLine(plot.bottomLeft(), plot.topLeft())
        right = plot.left() - TICK - GAP / 2
        for at, label in ticks.labels:
            y, bold = self._map_y(at), at in axis.headings
            if not bold:
                painter.drawLine(QPointF(plot.left(), y), QPointF(plot.left() - TICK, y))
            # Under headings, names begin at one line; else they end at the axis.
            begins = right - ticks.width(axis.headings) if axis.headings else right
            lettering.draw(painter, QPointF(begins, y), label, theme.TEXT_SIZE, theme.INK,
                           bold=bold, across=0.0 if axis.headings else 1.0)  # fmt: skip
        at = QPointF(self.places.outer.left(), plot.center().y())
        lettering.draw(painter, at, self.places.y_label, theme.TEXT_SIZE, theme.INK, across=0.5,
                       down=0, angle=90)  # fmt: skip

    def _paint_axes(self, painter: QPainter) -> None:
        line = shapes.make_pen(theme.INK, theme.AXIS_WIDTH)
        # A square cap closes the corner at which the two axes meet.
        line.setCapStyle(Qt.PenCapStyle.SquareCap)
        painter.setPen(line)
        if self.content.x.visible:
            self._paint_x_axis(painter)
        if self.content.y.visible:
            self._paint_y_axis(painter)

    def _paint_legend(self, painter: QPainter) -> None:
        for rect, entry in self.places.legend:
            middle = QPointF(rect.left() + SWATCH / 2, rect.center().y())
            half = QPointF(SWATCH / 2, 0)
            if entry.box:
                box = QRectF(middle - half + QPointF(0, -3), middle + half + QPointF(0, 3))
                shapes.fill_box(painter, box, entry.colour, hatch=entry.hatch)
            elif entry.line:
                painter.setPen(shapes.make_pen(entry.colour, theme.MEAN_LINE, dash=entry.dash))
                painter.drawLine(middle - half, middle + half)
            else:
                if entry.dash != "solid":
                    painter.setPen(shapes.make_pen(entry.colour, 0.8, dash=entry.dash))
                    painter.drawLine(middle - half, middle + half)
                shapes.draw_symbol(painter, middle, entry.symbol, 5, entry.colour, entry.filled)
            at = QPointF(rect.left() + SWATCH + GAP, rect.center().y())
            lettering.draw(painter, at, entry.text, theme.TEXT_SIZE, theme.INK)

    def _map_x(self, at: float) -> float:
        return self.box.to_page(at, self.content.y.low).x()

    def _map_y(self, at: float) -> float:
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
        self.panels = tuple(
            self._add(places) for places in geometry.place_panels(spec, width, height)
        )
        if spec.note:
            self.scene.addItem(_Note(spec.note, self.page))

    def _add(self, places: PanelGeometry) -> PanelItem:
        settled = swarms.settle(places.panel, places.plot)
        item = PanelItem(settled, places, PlotBox(settled, places.plot))
        self.scene.addItem(item)
        return item

    def render(self, painter: QPainter, target: QRectF) -> None:
        """Draw the page into a rectangle of any paint device."""
        painter.setRenderHints(
            # The target has the page's shape, but for a
            # rounded pixel, which must not leave a white edge.
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
        )
        self.scene.render(painter, target, self.page, Qt.AspectRatioMode.IgnoreAspectRatio)

    def keep_pixels(self) -> None:
        """Cache each panel's pixels, for a window that repaints often."""
        for panel in self.panels:
            panel.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    def highlight(self, ids: frozenset[str]) -> None:
        """Draw these patients stronger and the others faint."""
        for panel in self.panels:
            panel.chosen = ids
            panel.update()

    def patient_at(self, at: QPointF) -> tuple[str, str]:
        """Return the patient and the text behind the mark at a point on the page."""
        for panel in self.panels:
            if panel.places.outer.contains(at):
                return panel.patient_at(at)
        return picking.NOTHING


def _write(painter: QPainter, at: QPointF, label: Label) -> None:
    lettering.draw(
        painter,
        at,
        label.text,
        label.size,
        label.colour,
        bold=label.bold,
        across=label.across,
        down=label.down,
    )


class _Note(pg.GraphicsObject):
    """The line at the foot of the page."""

    def __init__(self, text: str, page: QRectF) -> None:
        super().__init__()
        self._words, self._page = text, page

    def boundingRect(self) -> QRectF:
        """The foot of the page."""
        tall = lettering.measure_line(theme.TEXT_SIZE) + GAP
        return QRectF(0, self._page.bottom() - tall, self._page.width(), tall)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw the words small and grey at the right."""
        at = self._page.bottomRight() - QPointF(geometry.MARGIN, GAP)
        lettering.draw(painter, at, self._words, theme.TEXT_SIZE, theme.SOFT_INK, across=1, down=1)

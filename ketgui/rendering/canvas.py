"""A figure in a window: the same painter, at the size of the widget.

With its ratio kept it is the very page that is exported, scaled to fit.
"""

from __future__ import annotations

import math

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTransform,
)
from PySide6.QtWidgets import QFrame, QGraphicsView, QMenu, QToolTip

from ketgui.figures.spec import FigureSpec
from ketgui.rendering.painter import Drawing
from ketgui.text import _

_SMALLEST = 120
# Seven points are right on paper in the hand; a screen is further away.
_SCREEN_SCALE = 1.3
# What a panel needs to be laid out; a smaller widget shows it scaled down.
_LEAST_PANEL = (230.0, 170.0)
_PAGE_WIDTH = 180 / 25.4 * 96


class FigureCanvas(pg.GraphicsView):
    """Shows a figure and passes on what is wished for it.

    Signals
    -------
    patient_clicked(str)
        The id of the patient whose mark was clicked.
    export_requested(FigureSpec, str)
        Export in this format; empty: ask which.
    copy_requested(), table_requested(), about_requested()
    """

    patient_clicked = Signal(str)
    export_requested = Signal(object, str)
    copy_requested = Signal()
    table_requested = Signal()
    about_requested = Signal()

    def __init__(self, *, keep_ratio: bool = False) -> None:
        super().__init__(background="w")
        self._spec: FigureSpec | None = None
        self._drawing: Drawing | None = None
        self._is_stale = False
        self._keep_ratio = keep_ratio
        self._chosen: frozenset[str] = frozenset()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # A window being resized asks many times a second; the figure is laid out once it rests.
        self._rest = QTimer(self, singleShot=True, interval=30)
        self._rest.timeout.connect(self._lay_out_anew)

    def set_spec(self, spec: FigureSpec) -> None:
        """Show another figure."""
        self._spec = spec
        self.setAccessibleName(spec.title)
        self.setAccessibleDescription(spec.summary)
        self._lay_out_anew()

    def highlight(self, ids: frozenset[str]) -> None:
        """Draw these patients stronger and the others faint; none: all alike."""
        self._chosen = ids
        if self._drawing:
            self._drawing.highlight(ids)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Lay the figure out anew when the size has come to rest."""
        if event is not None:
            QGraphicsView.resizeEvent(self, event)
            if hasattr(self, "_rest"):
                self._rest.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lay the figure out when it is first seen: a hidden tab costs nothing."""
        if self._is_stale:
            self._is_stale = False
            self._redraw()
        super().paintEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the figure with the platform's key for it."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_requested.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with a figure."""
        if self._spec is None:
            return
        menu = QMenu(self)
        spec = self._spec
        menu.addAction(_("Copy"), self.copy_requested.emit)
        menu.addAction(_("Export PNG…"), lambda: self.export_requested.emit(spec, "png"))
        menu.addAction(_("Export other…"), lambda: self.export_requested.emit(spec, "svg"))
        menu.addSeparator()
        menu.addAction(_("Show as table"), self.table_requested.emit)
        menu.addAction(_("About this figure"), self.about_requested.emit)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        """Show the words behind the mark under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            _who, words = self._under(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Announce the patient whose mark is clicked."""
        who, _words = self._under(event.position())
        if who and event.button() == Qt.MouseButton.LeftButton:
            self.patient_clicked.emit(who)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep the end of a click from the scene, which never saw its beginning."""
        event.accept()

    def _under(self, at: QPointF) -> tuple[str, str]:
        if self._drawing is None:
            return "", ""
        return self._drawing.patient_at(self.mapToScene(at.toPoint()))

    def _lay_out_anew(self) -> None:
        self._is_stale = True
        self.viewport().update()

    def _redraw(self) -> None:
        if self._spec is None or min(self.width(), self.height()) < _SMALLEST:
            return
        width, height = float(self.viewport().width()), float(self.viewport().height())
        if self._keep_ratio:
            ratio = self._spec.height_ratio
            scale = min(width, height / ratio) / _PAGE_WIDTH
            self._drawing = Drawing(self._spec, _PAGE_WIDTH, _PAGE_WIDTH * ratio)
        else:
            scale = min(_SCREEN_SCALE, width / self._least[0], height / self._least[1])
            self._drawing = Drawing(self._spec, width / scale, height / scale)
        self._drawing.keep_pixels()
        self._drawing.highlight(self._chosen)
        self.setScene(self._drawing.scene)
        self.setSceneRect(self._drawing.page)
        self.setTransform(QTransform.fromScale(scale, scale))

    @property
    def _least(self) -> tuple[float, float]:
        assert self._spec is not None
        rows = math.ceil(len(self._spec.panels) / self._spec.columns)
        return _LEAST_PANEL[0] * self._spec.columns, _LEAST_PANEL[1] * max(rows, 1)

"""A figure in a window: the same painter, at the size of the widget.

With its ratio kept, it is exactly the page that is exported, scaled to fit.
"""

from __future__ import annotations

import math

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, QTimer, Signal
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
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsView, QMenu, QRubberBand, QToolTip

from ketgui.figures.page import compute_height_mm
from ketgui.figures.spec import FigureSpec, Points
from ketgui.rendering.painter import Drawing
from ketgui.text import _

_SMALLEST = 120
# Seven points are right on paper in the hand; a screen is further away.
_SCREEN_SCALE = 1.3
# Pixels that a panel needs to be laid out; a smaller widget shows it scaled down.
_LEAST_PANEL = (230.0, 170.0)
# Letters below five points are illegible.
_LEAST_SCALE = 5 / 7
# Pixels from which a pressed button draws a rectangle, and how far a page can be enlarged.
_DRAG = 6
_MOST_ZOOM = 8.0
_PX_PER_MM = 96 / 25.4


class FigureCanvas(pg.GraphicsView):
    """Shows a figure and emits a signal for each thing that the user asks of it.

    Signals
    -------
    patient_clicked(str)
        The id of the patient whose mark was clicked.
    patient_opened(str)
        The id of the patient whose mark was double-clicked.
    patients_chosen(frozenset of str, bool)
        Patients inside a drawn rectangle, or clicked with Ctrl; whether they are added to those
        who are chosen already. Empty: the click was on an empty spot.
    export_requested(FigureSpec, str)
        Export in this format; empty: ask for the format.
    copy_requested(), table_requested(), about_requested()
    """

    patient_clicked = Signal(str)
    patient_opened = Signal(str)
    patients_chosen = Signal(object, bool)
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
        self._pressed: QPointF | None = None
        self._whole_scale = 1.0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._band = QRubberBand(QRubberBand.Shape.Rectangle, self.viewport())
        # A window being resized asks many times a second; the figure is laid out once it rests.
        self._rest = QTimer(self, singleShot=True, interval=30)
        self._rest.timeout.connect(self._lay_out_again)

    def set_spec(self, spec: FigureSpec) -> None:
        """Show another figure, laid out for its page where the ratio is kept."""
        if spec == self._spec:
            return
        self._spec = spec
        self.setAccessibleName(spec.title)
        self.setAccessibleDescription(spec.summary)
        self._lay_out_again()

    def highlight(self, ids: frozenset[str]) -> None:
        """Draw these patients stronger and the others faint; none: all alike."""
        self._chosen = ids
        if self._drawing:
            self._drawing.highlight(ids)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Lay the figure out again when the size has come to rest."""
        # pyqtgraph calls this with None, and Qt may do so before __init__ has set the timer.
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
        """Show the text behind the mark under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            _who, text = self._find_under(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a rectangle (left button), or a shift of the page (middle)."""
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._pressed = event.position()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the rectangle, or shift the page."""
        if self._pressed is None:
            return
        if event.buttons() & Qt.MouseButton.MiddleButton:
            self.pan(event.position() - self._pressed)
            self._pressed = event.position()
        elif (event.position() - self._pressed).manhattanLength() >= _DRAG:
            self._band.setGeometry(QRectF(self._pressed, event.position()).normalized().toRect())
            self._band.show()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Announce who was clicked or is inside the rectangle."""
        event.accept()
        if self._pressed is None or event.button() != Qt.MouseButton.LeftButton:
            self._pressed = None
            return
        self._pressed = None
        adds = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self._band.isVisible():
            self._band.hide()
            self.patients_chosen.emit(self._find_inside(self._band.geometry()), adds)
            return
        patient_id, _words = self._find_under(event.position())
        if patient_id and not adds:
            self.patient_clicked.emit(patient_id)
        elif patient_id or not adds:
            self.patients_chosen.emit(frozenset({patient_id} if patient_id else ()), adds)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Announce the patient to be opened; on an empty spot, show the whole page again."""
        event.accept()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        patient_id, _words = self._find_under(event.position())
        if patient_id:
            self.patient_opened.emit(patient_id)
        else:
            self._show_whole()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl, enlarge the page about the pointer or make it smaller."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            # A notch of the wheel is 120 units: 1.0015 ** 120 enlarges by a fifth.
            self.zoom(1.0015 ** event.angleDelta().y(), event.position())
            event.accept()
        else:
            event.ignore()

    def pan(self, by: QPointF) -> None:
        """Shift the enlarged page by this many pixels; a page shown whole stays where it is."""
        scale = self.transform().m11()
        if scale > self._whole_scale:
            self._look_at(self._visible.translated(-by.x() / scale, -by.y() / scale), scale)

    def zoom(self, factor: float, about: QPointF) -> None:
        """Enlarge the page about a point of the widget; it is never smaller than whole."""
        scale = self.transform().m11()
        wanted = min(scale * factor, self._whole_scale * _MOST_ZOOM)
        if wanted <= self._whole_scale:
            self._show_whole()
            return
        # The point under the pointer stays where it is: the corner approaches it in proportion.
        at, visible = self.mapToScene(about.toPoint()), self._visible
        shrink = scale / wanted
        corner = at + (visible.topLeft() - at) * shrink
        self._look_at(QRectF(corner, visible.size() * shrink), wanted)

    @property
    def _visible(self) -> QRectF:
        """The visible part of the page, with any surroundings."""
        return self.mapToScene(self.viewport().rect()).boundingRect()

    def _look_at(self, part: QRectF, scale: float) -> None:
        """Show this part of the page, kept within it."""
        if self._drawing is None:
            return
        page = self._drawing.page
        # A part larger than the page begins at the page's edge rather than being pushed off it.
        left = min(max(part.left(), page.left()), max(page.left(), page.right() - part.width()))
        top = min(max(part.top(), page.top()), max(page.top(), page.bottom() - part.height()))
        self.setSceneRect(QRectF(QPointF(left, top), part.size()))
        self.setTransform(QTransform.fromScale(scale, scale))

    def _show_whole(self) -> None:
        if self._drawing:
            self.setSceneRect(self._drawing.page)
            self.setTransform(QTransform.fromScale(self._whole_scale, self._whole_scale))

    def _find_inside(self, band: QRect) -> frozenset[str]:
        """Return the patients who have a symbol inside a rectangle of the widget."""
        if self._drawing is None:
            return frozenset()
        area = self.mapToScene(band).boundingRect()
        return frozenset(
            patient_id
            for panel in self._drawing.panels
            for mark in panel.content.marks
            if isinstance(mark, Points) and mark.ids
            for patient_id, (x, y) in zip(
                mark.ids, panel.box.map_points(mark.x, mark.y), strict=True
            )
            if area.contains(float(x), float(y))
        )

    def _find_under(self, at: QPointF) -> tuple[str, str]:
        if self._drawing is None:
            return "", ""
        return self._drawing.patient_at(self.mapToScene(at.toPoint()))

    def _lay_out_again(self) -> None:
        self._is_stale = True
        self.viewport().update()

    def _redraw(self) -> None:
        if self._spec is None or min(self.width(), self.height()) < _SMALLEST:
            return
        width, height = float(self.viewport().width()), float(self.viewport().height())
        if self._keep_ratio:
            ratio = self._spec.height_ratio
            page = self._spec.width_mm * _PX_PER_MM / self._spec.scale
            scale = min(width, height / ratio) / page
            self._drawing = Drawing(self._spec, page, page * ratio)
        else:
            scale = self._find_scale(width, height)
            self._drawing = Drawing(self._spec, width / scale, height / scale)
        self._drawing.keep_pixels()
        self._drawing.highlight(self._chosen)
        self.setScene(self._drawing.scene)
        self._whole_scale = scale
        self._show_whole()

    def _find_scale(self, width: float, height: float) -> float:
        """Return the scale of a figure in the widget's own shape: smaller for much text."""
        assert self._spec is not None
        rows = max(1, math.ceil(len(self._spec.panels) / self._spec.columns))
        least_width, least_height = _LEAST_PANEL[0] * self._spec.columns, _LEAST_PANEL[1] * rows
        scale = min(_SCREEN_SCALE, width / least_width, height / least_height)
        while scale > _LEAST_SCALE and not self._has_room(width / scale, height / scale):
            scale = max(_LEAST_SCALE, scale * 0.93)
        return scale

    def _has_room(self, width: float, height: float) -> bool:
        assert self._spec is not None
        return compute_height_mm(self._spec, width / _PX_PER_MM) <= height / _PX_PER_MM

"""A printed page as PDF: painted mark by mark, without a text document.

Qt's text documents connect objects and are not safe off the main thread; a painter is, and one page
takes a few milliseconds.
"""

from __future__ import annotations

import errno

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPageSize, QPainter, QPdfWriter, QPen

from ketgui import __version__
from ketgui.rendering import lettering
from ketgui.rendering.image import ensure_application
from ketgui.rendering.pdf_file import make_pdf_writer, normalise_pdf
from ketgui.reporting.paper import get_paper
from ketgui.reporting.printouts.page import Box, Dot, Line, Mark, PrintedPage, Text
from ketgui.text import _

_DPI = 600
_MM_PER_INCH = 25.4
_PER_MM = _DPI / _MM_PER_INCH
_THIN_MM, _THICK_MM = 0.2, 0.7
_SHADES = {"black": QColor(Qt.GlobalColor.black), "grey": QColor(110, 110, 110)}
_RULE = QColor(200, 200, 200)
_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "centre": Qt.AlignmentFlag.AlignHCenter,
}


def draw_page_pdf(page: PrintedPage) -> bytes:
    """Return a page as PDF; the same page gives the same bytes.

    Raises
    ------
    OSError
        If it cannot be drawn.
    """
    ensure_application()
    store = QByteArray()
    buffer = QBuffer(store)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    about = {"Title": page.title, "Software": f"KetGUI {__version__}"}
    writer = make_pdf_writer(buffer, about, _DPI)
    paper = get_paper(page.paper)
    size = QSizeF(paper.width_mm, paper.height_mm)
    writer.setPageSize(QPageSize(size, QPageSize.Unit.Millimeter))
    _paint(writer, page)
    buffer.close()
    return normalise_pdf(bytes(store.data()))


def _paint(writer: QPdfWriter, page: PrintedPage) -> None:
    painter = QPainter()
    if not painter.begin(writer):
        raise OSError(errno.EIO, _("the page could not be drawn"))
    # Millimetres from here on: marks are at places on paper.
    painter.scale(_PER_MM, _PER_MM)
    for mark in page.marks:
        _paint_mark(painter, mark)
    painter.end()


def _paint_mark(painter: QPainter, mark: Mark) -> None:
    match mark:
        case Text():
            _paint_text(painter, mark)
        case Box():
            painter.setPen(QPen(_SHADES["black"], _THIN_MM))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(mark.x, mark.y, mark.width, mark.height))
        case Line():
            colour = _RULE if mark.shade == "grey" else _SHADES["black"]
            painter.setPen(QPen(colour, _THICK_MM if mark.thick else _THIN_MM))
            painter.drawLine(QPointF(mark.x1, mark.y1), QPointF(mark.x2, mark.y2))
        case Dot():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_SHADES["black"])
            painter.drawEllipse(QPointF(mark.x, mark.y), mark.radius, mark.radius)


def _paint_text(painter: QPainter, text: Text) -> None:
    font = QFont(lettering.make_font(text.bold))
    metrics = QFontMetricsF(font)
    # The font is laid out in one large size and scaled, as in figures: a point is 1/72 inch.
    scale = text.points / 72 * _MM_PER_INCH / font.pixelSize()
    width = text.width / scale
    words = metrics.elidedText(text.words, Qt.TextElideMode.ElideRight, width)
    painter.save()
    painter.translate(text.x, text.y)
    painter.scale(scale, scale)
    painter.setFont(font)
    painter.setPen(_SHADES[text.shade])
    area = QRectF(0, 0, width, metrics.height() * 1.2)
    painter.drawText(area, int(_ALIGN[text.align] | Qt.AlignmentFlag.AlignTop), words)
    painter.restore()

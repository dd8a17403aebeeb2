"""The report as a PDF: numbered pages, embedded fonts, a table's header repeated on each page."""

from __future__ import annotations

import errno

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QEventLoop,
    QIODevice,
    QMarginsF,
    QRectF,
    QSizeF,
    Qt,
    QUrl,
)
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from ketgui import __version__
from ketgui.figures.spec import FigureSpec
from ketgui.languages import LANGUAGES
from ketgui.rendering import lettering
from ketgui.rendering.image import ensure_application, to_image
from ketgui.rendering.pdf_file import make_pdf_writer, normalise_pdf
from ketgui.rendering.printing.page_breaks import break_pages
from ketgui.rendering.printing.pdf_outline import Bookmark, add_bookmarks
from ketgui.rendering.printing.rich_text import HEADING_SIZES, write_rich_text
from ketgui.reporting.documents.model import Document, FigureBlock
from ketgui.reporting.paper import MARGIN_MM, get_paper
from ketgui.text import _, integer, language

_DPI = 600
_FOOT_MM = 8.0
_MM_PER_INCH = 25.4
_FIGURE_DPI = 300
# Packed a tenth less tightly, in three quarters of the time.
_PNG_QUALITY = 60
# Less than half a line.
_EDGE_MM = 1.5
_END = QTextCursor.MoveOperation.EndOfBlock


def draw_figure_png(spec: FigureSpec, width_mm: float) -> bytes:
    """Draw a figure for a document, at its width on paper."""
    image = to_image(spec, width_mm, _FIGURE_DPI)
    store = QByteArray()
    buffer = QBuffer(store)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG", _PNG_QUALITY)  # pyright: ignore[reportCallIssue, reportArgumentType]
    return bytes(store.data())


def draw_report_pdf(document: Document) -> bytes:
    """Return a report as PDF.

    Raises
    ------
    OSError
        If it cannot be drawn.
    """
    ensure_application()
    # Laying out text starts timers, which need an event
    # dispatcher; in a Python thread only an event loop makes one.
    loop = QEventLoop()
    store = QByteArray()
    buffer = QBuffer(store)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = _make_writer(buffer, document)
    area = QSizeF(writer.width(), writer.height() - _convert_to_units(_FOOT_MM))
    text = _lay_out(document, writer, area)
    _paint(writer, text, area)
    bookmarks = _list_bookmarks(text, area.height(), document.paper_mm[1])
    buffer.close()
    loop.quit()
    tag = LANGUAGES[document.language].tag
    return add_bookmarks(normalise_pdf(bytes(store.data())), tag, bookmarks)


def _list_bookmarks(text: QTextDocument, page: float, paper_mm: float) -> list[Bookmark]:
    """Return a bookmark for each heading."""
    bookmarks: list[Bookmark] = []
    block = text.begin()
    while block.isValid():
        if level := block.blockFormat().headingLevel():
            number, below = divmod(text.documentLayout().blockBoundingRect(block).top(), page)
            height = (paper_mm - MARGIN_MM) / _MM_PER_INCH * 72 - below / _DPI * 72
            bookmarks.append(Bookmark(block.text(), level, int(number), height))
        block = block.next()
    return bookmarks


def _make_writer(buffer: QBuffer, document: Document) -> QPdfWriter:
    metadata = {"Title": document.title, "Software": f"KetGUI {__version__}"}
    writer = make_pdf_writer(buffer, metadata, _DPI)
    paper = get_paper(document.paper)
    size = QSizeF(paper.width_mm, paper.height_mm)
    writer.setPageSize(QPageSize(size, QPageSize.Unit.Millimeter))
    if document.landscape:
        writer.setPageOrientation(QPageLayout.Orientation.Landscape)
    writer.setPageMargins(QMarginsF(*[MARGIN_MM] * 4))
    return writer


def _convert_to_units(millimetres: float) -> float:
    return millimetres / _MM_PER_INCH * _DPI


def _lay_out(document: Document, writer: QPdfWriter, area: QSizeF) -> QTextDocument:
    text = QTextDocument()
    # Fonts are measured at the writer's resolution; otherwise at that of the screen.
    text.documentLayout().setPaintDevice(writer)
    font = QFont(lettering.make_font())
    font.setPointSizeF(9.5)
    text.setDefaultFont(font)
    text.setDocumentMargin(0)
    for block in document.blocks:
        if isinstance(block, FigureBlock) and block.image:
            image = QImage.fromData(block.image)
            text.addResource(QTextDocument.ResourceType.ImageResource, QUrl(block.key), image)
    with language(document.language):
        text.setHtml(write_rich_text(document, document.paper_mm[0] - 2 * MARGIN_MM))
    _size_headings(text)
    text.setPageSize(area)
    with language(document.language):
        break_pages(text, document, area.height(), document.paper_mm[0] - 2 * MARGIN_MM)
    return text


def _size_headings(text: QTextDocument) -> None:
    """Give headings their size; Qt makes them larger than their style says."""
    block = text.begin()
    while block.isValid():
        if level := block.blockFormat().headingLevel():
            cursor = QTextCursor(block)
            cursor.movePosition(_END, QTextCursor.MoveMode.KeepAnchor)
            sized = cursor.charFormat()
            sized.clearProperty(QTextFormat.Property.FontSizeAdjustment)
            sized.setFontPointSize(HEADING_SIZES[level])
            cursor.setCharFormat(sized)
        block = block.next()


def _paint(writer: QPdfWriter, text: QTextDocument, area: QSizeF) -> None:
    painter = QPainter()
    if not painter.begin(writer):
        raise OSError(errno.EIO, _("the report could not be drawn"))
    pages = text.pageCount()
    for page in range(pages):
        if page:
            writer.newPage()
        _paint_page(painter, text, QRectF(0, page * area.height(), area.width(), area.height()))
        foot = QRectF(0, area.height(), area.width(), writer.height() - area.height())
        painter.setFont(text.defaultFont())
        painter.drawText(
            foot,
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom,
            f"{integer(page + 1)} / {integer(pages)}",
        )
    painter.end()


def _paint_page(painter: QPainter, text: QTextDocument, part: QRectF) -> None:
    # Qt paints text in the palette's colour, which is white in a dark theme.
    context = QAbstractTextDocumentLayout.PaintContext()
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, QColor(Qt.GlobalColor.black))
    context.palette = palette  # pyright: ignore[reportAttributeAccessIssue]
    # What hardly reaches into the page is another page's, and would be in the file unseen.
    edge = _convert_to_units(_EDGE_MM)
    context.clip = part.adjusted(0, edge, 0, -edge)  # pyright: ignore[reportAttributeAccessIssue]
    # The document is one long strip: the page's part of it is shifted up and clipped.
    painter.save()
    painter.translate(0, -part.y())
    painter.setClipRect(part)
    text.documentLayout().draw(painter, context)
    painter.restore()

"""The report as a PDF: numbered pages, embedded fonts, a table's header repeated on each page."""

from __future__ import annotations

import errno
from collections.abc import Mapping

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
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrame,
)

from ketgui import __version__
from ketgui.figures.spec import FigureSpec
from ketgui.rendering import lettering
from ketgui.rendering.image import ensure_application, to_image
from ketgui.rendering.pdf_file import make_pdf_writer, normalise_pdf
from ketgui.rendering.rich_text import HEADING_SIZES, write_rich_text
from ketgui.reporting.documents.model import Document, FigureBlock
from ketgui.reporting.paper import get_paper
from ketgui.text import _, integer, language

_DPI = 600
_MARGIN_MM, _FOOT_MM = 22.0, 8.0
_MM_PER_INCH = 25.4
_FIGURE_DPI = 300
# Less than half a line.
_EDGE_MM = 1.5
# What stands for an image in the text of a block.
_IMAGE = "\ufffc"
_END = QTextCursor.MoveOperation.EndOfBlock
# A table higher than this share of a page is split across pages rather than moved.
_WHOLE = 0.9


def draw_figure_png(spec: FigureSpec, width_mm: float) -> bytes:
    """Draw a figure for a document, at its width on paper."""
    image = to_image(spec, width_mm, _FIGURE_DPI)
    store = QByteArray()
    buffer = QBuffer(store)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType]
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
    _paint(writer, _lay_out(document, writer, area), area)
    buffer.close()
    loop.quit()
    return normalise_pdf(bytes(store.data()))


def _make_writer(buffer: QBuffer, document: Document) -> QPdfWriter:
    metadata = {"Title": document.title, "Software": f"KetGUI {__version__}"}
    writer = make_pdf_writer(buffer, metadata, _DPI)
    paper = get_paper(document.paper)
    size = QSizeF(paper.width_mm, paper.height_mm)
    writer.setPageSize(QPageSize(size, QPageSize.Unit.Millimeter))
    if document.landscape:
        writer.setPageOrientation(QPageLayout.Orientation.Landscape)
    writer.setPageMargins(QMarginsF(*[_MARGIN_MM] * 4))
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
        text.setHtml(write_rich_text(document, document.paper_mm[0] - 2 * _MARGIN_MM))
    _size_headings(text)
    text.setPageSize(area)
    _keep_together(text, area.height())
    _split_at_pages(text, area.height())
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


def _keep_together(text: QTextDocument, page: float) -> None:
    """Begin a new page before a table or figure that would be split, and a heading left alone.

    Each break moves what comes after it, so they are made from the first page on.
    """
    frames = {frame.firstPosition(): frame for frame in text.rootFrame().childFrames()}
    block = text.begin()
    while block.isValid():
        if block.position() in frames:
            _keep_table(text, frames[block.position()], page)
        elif block.blockFormat().headingLevel():
            _keep_heading(text, block, frames, page)
        elif _is_figure(block) and _ends_elsewhere(text, block, block.next(), page):
            _break_page(text, block, QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
        block = block.next()


def _is_figure(block: QTextBlock) -> bool:
    """Tell whether a block is an image, which its caption follows."""
    return block.text().startswith(_IMAGE)


def _ends_elsewhere(text: QTextDocument, first: QTextBlock, last: QTextBlock, page: float) -> bool:
    """Tell whether the last of some blocks ends on another page than the first begins."""
    layout = text.documentLayout()
    begins = layout.blockBoundingRect(first).top() // page
    return begins != (layout.blockBoundingRect(last).bottom() - 1) // page


def _keep_table(text: QTextDocument, frame: QTextFrame, page: float) -> None:
    layout = text.documentLayout()
    box, above = layout.frameBoundingRect(frame), _find_gap_above(text, frame)
    begins = layout.blockBoundingRect(above).top() // page
    # Pages are stacked in the layout: a box on two pages has two quotients. One pixel is taken off
    # the bottom, which may coincide with the page's end.
    is_split = begins != (box.bottom() - 1) // page and box.height() < page * _WHOLE
    # Of a table that lies below the line before it by a page, Qt would write the headers twice.
    first = layout.blockBoundingRect(text.findBlock(frame.firstPosition()))
    if is_split or begins != first.top() // page:
        _break_page(text, above, QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)


def _find_gap_above(text: QTextDocument, frame: QTextFrame) -> QTextBlock:
    """Return the empty line before a table.

    The page is broken there: before a table that begins a page itself, Qt leaves a rule behind.
    """
    return text.findBlock(frame.firstPosition() - 1)


def _break_page(text: QTextDocument, block: QTextBlock, policy: QTextFormat.PageBreakFlag) -> None:
    block_format = block.blockFormat()
    block_format.setPageBreakPolicy(policy)
    QTextCursor(block).setBlockFormat(block_format)
    # Laid out again from the changed block on alone, some later blocks would be without lines.
    text.markContentsDirty(0, text.characterCount())


def _keep_heading(
    text: QTextDocument, heading: QTextBlock, frames: Mapping[int, QTextFrame], page: float
) -> None:
    """Keep a heading with what follows it: a table, which is moved first, or text."""
    # Headings that follow each other, and the empty line before a table, move as one.
    follows = heading.next()
    while follows.isValid() and (
        follows.blockFormat().headingLevel() or not follows.text().strip()
    ):
        if follows.position() in frames:
            break
        follows = follows.next()
    if follows.position() in frames:
        _keep_table(text, frames[follows.position()], page)
    # A figure and its caption stay with their heading as one.
    last = follows.next() if _is_figure(follows) else follows
    if follows.isValid() and _ends_elsewhere(text, heading, last, page):
        _break_page(text, heading, QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
        if follows.position() in frames:
            # The table moves with its heading; a second
            # break would leave an empty page between them.
            above = _find_gap_above(text, frames[follows.position()])
            _break_page(text, above, QTextFormat.PageBreakFlag.PageBreak_Auto)


def _split_at_pages(text: QTextDocument, page: float) -> None:
    """Divide each paragraph that runs over a page's end where the next page begins.

    Of a paragraph on two pages, Qt would write a line twice, once out of sight.
    """
    block = text.begin()
    while block.isValid():
        if start := _find_next_page(text, block, page):
            _divide(text, block, start)
        block = block.next()


def _find_next_page(text: QTextDocument, block: QTextBlock, page: float) -> int:
    """Return where in a paragraph its first line on another page begins; 0 where there is none."""
    lines, top = block.layout(), text.documentLayout().blockBoundingRect(block).top()
    pages = [
        (top + lines.lineAt(n).y() + lines.lineAt(n).height() / 2) // page
        for n in range(lines.lineCount())
    ]
    places = (lines.lineAt(n).textStart() for n in range(len(pages)) if pages[n] != pages[0])
    return next(places, 0)


def _divide(text: QTextDocument, block: QTextBlock, start: int) -> None:
    cursor, shape = QTextCursor(block), block.blockFormat()
    bullets, indent = block.textList(), block.blockFormat().indent()
    cursor.setPosition(block.position() + start)
    shape.setTopMargin(0)
    if bullets:
        shape.setIndent(indent + bullets.format().indent())
    cursor.insertBlock(shape)
    if bullets:
        bullets.remove(cursor.block())
        cursor.setBlockFormat(shape)
    shape = block.blockFormat()
    shape.setBottomMargin(0)
    QTextCursor(block).setBlockFormat(shape)
    text.markContentsDirty(0, text.characterCount())


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

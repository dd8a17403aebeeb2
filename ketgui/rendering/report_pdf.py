"""The report as a PDF: pages numbered, fonts inside, a table's headers again on each page."""

from __future__ import annotations

import errno
import re
from html import escape
from typing import Literal

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QMarginsF,
    QRectF,
    QSizeF,
    Qt,
    QUrl,
    QUuid,
)
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QGuiApplication,
    QImage,
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
from ketgui.rendering.metadata import xmp
from ketgui.reporting.documents.model import (
    Block,
    BulletList,
    Document,
    FigureBlock,
    Heading,
    Paragraph,
    TableBlock,
)
from ketgui.reporting.tables.written import Table
from ketgui.text import _, integer

Paper = Literal["a4", "letter"]
_PAPERS = {"a4": QPageSize.PageSizeId.A4, "letter": QPageSize.PageSizeId.Letter}
_DPI = 600
_MARGIN_MM, _FOOT_MM = 22.0, 8.0
_MM_PER_INCH = 25.4
_FIGURE_DPI = 300
# A table higher than this share of a page is torn rather than moved.
_WHOLE = 0.9
_SIZES = {1: 13, 2: 11, 3: 10}
_STYLES = {"body": "", "note": "font-size:8.5pt", "warning": "font-weight:bold"}
_PADDING = "padding:2px 5px 2px 5px"
_NEW_PAGE = "page-break-before:always"
_INDENT = "\u00a0" * 4
# Qt writes the hour into every PDF; the same report makes the same bytes.
_HOUR = re.compile(rb"(?<=Date \(D:)\d{14}[^)]*(?=\))")
_START = b"20000101000000"
# Qt says of a space that it is a tabulator, and so would whoever copies the words.
_CHARACTERS = re.compile(rb"begincmap.*?endcmap", re.DOTALL)
_TAB, _SPACE = b"<0009>", b"<0020>"


def figure_png(spec: FigureSpec, width_mm: float) -> bytes:
    """Draw a figure for a document, at its width on paper."""
    image = to_image(spec, width_mm, _FIGURE_DPI)
    store = QByteArray()
    buffer = QBuffer(store)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType]
    return bytes(store.data())


def report_pdf(document: Document, paper: Paper = "a4") -> bytes:
    """Return a report as PDF.

    Raises
    ------
    OSError
        If it cannot be drawn.
    """
    ensure_application()
    store = QByteArray()
    buffer = QBuffer(store)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = _writer(buffer, document, paper)
    area = QSizeF(writer.width(), writer.height() - _units(_FOOT_MM))
    _paint(writer, _laid_out(document, writer, area), area)
    buffer.close()
    return _mended(bytes(store.data()))


def _mended(pdf: bytes) -> bytes:
    """Return a PDF without its hour and with its spaces, every byte else in its place."""
    undated = _HOUR.sub(lambda hour: _START.ljust(len(hour.group()), b"Z"), pdf)
    return _CHARACTERS.sub(lambda table: table.group().replace(_TAB, _SPACE), undated)


def _writer(buffer: QBuffer, document: Document, paper: Paper) -> QPdfWriter:
    writer = QPdfWriter(buffer)
    writer.setResolution(_DPI)
    writer.setPageSize(QPageSize(_PAPERS[paper]))
    writer.setPageMargins(QMarginsF(*[_MARGIN_MM] * 4))
    said = {"Title": document.title, "Software": f"KetGUI {__version__}"}
    writer.setTitle(said["Title"])
    writer.setCreator(said["Software"])
    writer.setDocumentId(QUuid.createUuidV5(QUuid(), document.title.encode()))
    writer.setDocumentXmpMetadata(QByteArray(xmp(said)))
    return writer


def _units(millimetres: float) -> float:
    return millimetres / _MM_PER_INCH * _DPI


def _laid_out(document: Document, writer: QPdfWriter, area: QSizeF) -> QTextDocument:
    text = QTextDocument()
    text.documentLayout().setPaintDevice(writer)
    font = lettering.font()
    font.setPointSizeF(9.5)
    text.setDefaultFont(font)
    text.setDocumentMargin(0)
    for block in document.blocks:
        if isinstance(block, FigureBlock) and block.image:
            image = QImage.fromData(block.image)
            text.addResource(QTextDocument.ResourceType.ImageResource, QUrl(block.key), image)
    title = f'<p style="font-size:16pt;font-weight:bold">{escape(document.title)}</p>'
    text.setHtml(title + _words(document.blocks))
    text.setPageSize(area)
    _keep_together(text, area.height())
    return text


def _keep_together(text: QTextDocument, page: float) -> None:
    """Begin a new page before a table that would be torn, and before headings left alone.

    Each break moves what comes after it, so that they are made from the first page on.
    """
    frames = {frame.firstPosition(): frame for frame in text.rootFrame().childFrames()}
    block = text.begin()
    while block.isValid():
        frame = frames.get(block.position())
        if frame is not None:
            _keep_table(text, frame, page)
        elif block.blockFormat().headingLevel():
            _keep_heading(text, block, page)
        block = block.next()


def _keep_table(text: QTextDocument, frame: QTextFrame, page: float) -> None:
    box = text.documentLayout().frameBoundingRect(frame)
    torn = box.top() // page != (box.bottom() - 1) // page
    if torn and box.height() < page * _WHOLE:
        shape = frame.frameFormat()
        shape.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
        frame.setFrameFormat(shape)


def _keep_heading(text: QTextDocument, heading: QTextBlock, page: float) -> None:
    follows = heading.next()
    while follows.isValid() and follows.blockFormat().headingLevel():
        follows = follows.next()
    layout = text.documentLayout()
    if follows.isValid() and (
        layout.blockBoundingRect(heading).top() // page
        != (layout.blockBoundingRect(follows).bottom() - 1) // page
    ):
        shape = heading.blockFormat()
        shape.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
        QTextCursor(heading).setBlockFormat(shape)


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
    context = QAbstractTextDocumentLayout.PaintContext()
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, QColor(Qt.GlobalColor.black))
    context.palette = palette  # pyright: ignore[reportAttributeAccessIssue]
    context.clip = part  # pyright: ignore[reportAttributeAccessIssue]
    painter.save()
    painter.translate(0, -part.y())
    painter.setClipRect(part)
    text.documentLayout().draw(painter, context)
    painter.restore()


def _words(blocks: tuple[Block, ...]) -> str:
    """Return the blocks in the HTML that Qt knows, each figure on a page of its own."""
    words: list[str] = []
    for before, block, after in zip((None, *blocks), blocks, (*blocks[1:], None), strict=False):
        opens = isinstance(block, FigureBlock) and not isinstance(before, Heading)
        opens |= isinstance(block, Heading) and isinstance(after, FigureBlock)
        words.append(_block(block, _NEW_PAGE if opens else ""))
    return "".join(words)


def _block(block: Block, new_page: str) -> str:
    match block:
        case Heading(words, level):
            look = f"font-size:{_SIZES[level]}pt;font-weight:bold;margin-top:14px;{new_page}"
            return f'<h{level} style="{look}">{escape(words)}</h{level}>'
        case Paragraph(words, style):
            return f'<p style="{_STYLES[style]}">{escape(words)}</p>'
        case BulletList(items):
            return f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in items)}</ul>"
        case TableBlock():
            return _table(block)
        case FigureBlock():
            return _figure(block, new_page)


def _figure(figure: FigureBlock, new_page: str) -> str:
    words = f"<b>{escape(figure.label)}.</b> {escape(figure.words)}"
    caption = f'<p style="font-size:8.5pt">{words}</p>'
    if not figure.image:
        return caption
    # Qt takes a picture's pixels for those of the screen, whatever it draws on.
    per_mm = QGuiApplication.primaryScreen().logicalDotsPerInchY() / _MM_PER_INCH
    size = f'width="{figure.width_mm * per_mm:.0f}" height="{figure.height_mm * per_mm:.0f}"'
    image = f'<p style="{new_page}"><img src="{figure.key}" {size}></p>'
    return image + caption


def _table(block: TableBlock) -> str:
    table = block.table
    across = len(table.headers)
    # The caption is the first header row, so that no page break comes between them.
    caption = (
        f'<tr><th colspan="{across}" align="left" style="border-bottom:1px solid #000;{_PADDING}">'
        f"{escape(block.caption)}</th></tr>"
    )
    over = "".join(
        f'<th colspan="{group.columns}" align="center">{escape(group.title)}</th>'
        for group in table.groups
    )
    head = caption + (f"<tr>{over}</tr>" if over else "") + _row(table, table.headers, "th")
    body = "".join(
        _row(table, (_INDENT * table.indent(at) + row[0], *row[1:]), "td", at)
        for at, row in enumerate(table.rows)
    )
    return (
        '<p style="font-size:4pt">\u00a0</p><table width="100%" cellspacing="0" cellpadding="0" '
        'style="font-size:8pt;border-collapse:collapse">'
        f"<thead>{head}</thead><tbody>{body}{_note(table)}</tbody></table>"
    )


def _note(table: Table) -> str:
    """Return the note as a row of its own, so that no page break comes before it."""
    if not table.note:
        return ""
    across = len(table.headers)
    return f'<tr><td colspan="{across}" style="{_PADDING}">{escape(table.note)}</td></tr>'


def _row(table: Table, words: tuple[str, ...], tag: str, at: int = -1) -> str:
    ruled = tag == "th" or at == len(table.rows) - 1
    rule = "border-bottom:1px solid #000;" if ruled else ""
    sides = ["right" if right else "left" for right in table.numeric]
    cells = "".join(
        f'<{tag} align="{side}" style="{rule}{_PADDING}">{escape(cell)}</{tag}>'
        for cell, side in zip(words, sides, strict=True)
    )
    return f"<tr>{cells}</tr>"

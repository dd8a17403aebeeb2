"""The report as a PDF: pages numbered, fonts inside, a table's headers again on each page."""

from __future__ import annotations

import errno
import re
from html import escape
from typing import Literal

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QGuiApplication,
    QImage,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextDocument,
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
_SIZES = {1: 13, 2: 11, 3: 10}
_STYLES = {"body": "", "note": "font-size:8.5pt", "warning": "font-weight:bold"}
_INDENT = "\u00a0" * 4
# Qt writes the hour into every PDF; the same report makes the same bytes.
_HOUR = re.compile(rb"(?<=Date \(D:)\d{14}[^)]*(?=\))")
_START = b"20000101000000"


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
    return _HOUR.sub(lambda hour: _START.ljust(len(hour.group()), b"Z"), bytes(store.data()))


def _writer(buffer: QBuffer, document: Document, paper: Paper) -> QPdfWriter:
    writer = QPdfWriter(buffer)
    writer.setResolution(_DPI)
    writer.setPageSize(QPageSize(_PAPERS[paper]))
    writer.setPageMargins(QMarginsF(*[_MARGIN_MM] * 4))
    said = {"Title": document.title, "Software": f"KetGUI {__version__}"}
    writer.setTitle(said["Title"])
    writer.setCreator(said["Software"])
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
    text.setHtml(title + "".join(map(_block, document.blocks)))
    text.setPageSize(area)
    return text


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


def _block(block: Block) -> str:
    match block:
        case Heading(words, level):
            return (
                f'<p style="font-size:{_SIZES[level]}pt;font-weight:bold;margin-top:14px">'
                f"{escape(words)}</p>"
            )
        case Paragraph(words, style):
            return f'<p style="{_STYLES[style]}">{escape(words)}</p>'
        case BulletList(items):
            return f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in items)}</ul>"
        case TableBlock():
            return _table(block)
        case FigureBlock():
            return _figure(block)


def _figure(figure: FigureBlock) -> str:
    words = f"<b>{escape(figure.label)}.</b> {escape(figure.words)}"
    caption = f'<p style="font-size:8.5pt">{words}</p>'
    if not figure.image:
        return caption
    # Qt takes a picture's pixels for those of the screen, whatever it draws on.
    per_mm = QGuiApplication.primaryScreen().logicalDotsPerInchY() / _MM_PER_INCH
    size = f'width="{figure.width_mm * per_mm:.0f}" height="{figure.height_mm * per_mm:.0f}"'
    image = f'<p style="page-break-before:always"><img src="{figure.key}" {size}></p>'
    return image + caption


def _table(block: TableBlock) -> str:
    table = block.table
    across = len(table.headers)
    # The caption is the first header row, so that no page break comes between them.
    caption = (
        f'<tr><th colspan="{across}" align="left" style="border-bottom:1px solid #000">'
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
    note = f'<p style="font-size:8pt">{escape(table.note)}</p>' if table.note else ""
    return (
        '<p style="font-size:4pt">\u00a0</p><table width="100%" cellspacing="0" cellpadding="2" '
        'style="font-size:8pt;border-collapse:collapse">'
        f"<thead>{head}</thead><tbody>{body}</tbody></table>{note}"
    )


def _row(table: Table, words: tuple[str, ...], tag: str, at: int = -1) -> str:
    ruled = tag == "th" or at == len(table.rows) - 1
    rule = ' style="border-bottom:1px solid #000"' if ruled else ""
    cells = "".join(
        f'<{tag} align="{"right" if right else "left"}"{rule}>{escape(cell)}</{tag}>'
        for cell, right in zip(words, table.numeric, strict=True)
    )
    return f"<tr>{cells}</tr>"

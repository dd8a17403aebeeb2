"""A document as the HTML that Qt lays out: a subset of HTML 4 with inline styles."""

from __future__ import annotations

from html import escape

from PySide6.QtGui import QGuiApplication

from ketgui.reporting.documents.column_widths import TABLE_POINTS, compute_column_widths
from ketgui.reporting.documents.model import (
    Block,
    BulletList,
    Document,
    FigureBlock,
    Heading,
    Paragraph,
    TableBlock,
)
from ketgui.reporting.paragraphs.typography import format_html
from ketgui.reporting.tables.display_table import DisplayTable
from ketgui.text import _

# In points, by level.
HEADING_SIZES = {1: 13.0, 2: 11.0, 3: 10.0}
_MM_PER_INCH = 25.4
_STYLES = {"body": "", "note": "font-size:8.5pt", "warning": "font-weight:bold"}
_INDENT = "\u00a0" * 4
_PADDING = "padding:2px 5px 2px 5px"
_GAP = "font-size:4pt;margin:8px 0px 0px 0px"


def write_rich_text(document: Document, room_mm: float) -> str:
    """Return a document's title and blocks, each figure followed by its caption.

    A figure's image is referred to by the figure's key, under which the caller has registered it;
    tables are as wide as they need to be, up to `room_mm`.
    """
    title = f'<p style="font-size:16pt;font-weight:bold">{escape(document.title)}</p>'
    return title + "".join(_write_block(block, room_mm) for block in document.blocks)


def _write_block(block: Block, room_mm: float) -> str:
    match block:
        case Heading(text, level):
            return f'<h{level} style="margin-top:14px">{escape(text)}</h{level}>'
        case Paragraph(text, style):
            return f'<p style="{_STYLES[style]}">{format_html(text)}</p>'
        case BulletList(items):
            return f"<ul>{''.join(f'<li>{format_html(item)}</li>' for item in items)}</ul>"
        case TableBlock():
            return _write_table(block, room_mm)
        case FigureBlock():
            return _write_figure(block)


def _write_figure(figure: FigureBlock) -> str:
    caption_text = f"<b>{escape(figure.label)}.</b> {format_html(figure.words)}"
    caption = f'<p style="font-size:8.5pt">{caption_text}</p>'
    if not figure.image:
        return caption
    # Qt measures an image in pixels of the screen, whatever device it draws on.
    per_mm = QGuiApplication.primaryScreen().logicalDotsPerInchY() / _MM_PER_INCH
    size = f'width="{figure.width_mm * per_mm:.0f}" height="{figure.height_mm * per_mm:.0f}"'
    image = f'<p><img src="{figure.key}" {size}></p>'
    return image + caption


def count_header_rows(table: DisplayTable) -> int:
    """Return the rows above a table's body: caption, headings of groups, headers."""
    return 2 + bool(table.groups)


def write_continuation(
    block: TableBlock, first: int, room_mm: float, end: int | None = None
) -> str:
    """Return some rows of a table as a table of its own, with caption and headers.

    Parameters
    ----------
    first : int
        The first of the rows; from the second row on, the caption says that it goes on.
    end : int, optional
        The row before which it ends; the note is below the last row of all.
    """
    return _write_table(block, room_mm, first, end, gap="")


def _write_table(
    block: TableBlock,
    room_mm: float,
    first: int = 0,
    end: int | None = None,
    gap: str = f'<p style="{_GAP}">\u00a0</p>',
) -> str:
    table = block.table
    end = len(table.rows) if end is None else end
    columns = len(table.headers)
    widths = compute_column_widths(table, room_mm, block.caption)
    title = _("{caption} (continued)", caption=block.caption) if first else block.caption
    # The caption is the first header row, so that no page break comes between them.
    caption = (
        f'<tr><th colspan="{columns}" align="left" style="border-bottom:1px solid #000;{_PADDING}">'
        f"{escape(title)}</th></tr>"
    )
    over = "".join(
        f'<th colspan="{group.columns}" align="center">{escape(group.title)}</th>'
        for group in table.groups
    )
    head = (
        caption
        + (f"<tr>{over}</tr>" if over else "")
        + _write_row(table, table.headers, "th", widths=widths)
    )
    body = "".join(
        _write_row(
            table,
            (_INDENT * table.indent(at) + row[0], *row[1:]),
            "td",
            is_ruled=at == end - 1,
        )
        for at, row in enumerate(table.rows)
        if first <= at < end
    )
    note = _note(table) if end == len(table.rows) else ""
    return (
        f'{gap}<table width="{100 * sum(widths) / room_mm:.1f}%" '
        f'cellspacing="0" cellpadding="0" style="font-size:{TABLE_POINTS:g}pt;'
        'border-collapse:collapse">'
        f"<thead>{head}</thead><tbody>{body}{note}</tbody></table>"
    )


def _note(table: DisplayTable) -> str:
    """Return the note as a row of its own, so that no page break comes before it."""
    if not table.note:
        return ""
    columns = len(table.headers)
    return f'<tr><td colspan="{columns}" style="{_PADDING}">{format_html(table.note)}</td></tr>'


def _write_row(
    table: DisplayTable,
    cells_text: tuple[str, ...],
    tag: str,
    is_ruled: bool = True,
    widths: tuple[float, ...] = (),
) -> str:
    rule = "border-bottom:1px solid #000;" if is_ruled else ""
    sides = ["right" if right else "left" for right in table.numeric]
    # Only the header row is given widths; Qt takes a column's width from it.
    shares = [f' width="{100 * width / sum(widths):.1f}%"' for width in widths]
    cells = "".join(
        f'<{tag} align="{side}"{share} style="{rule}{_PADDING}">{format_html(cell)}</{tag}>'
        for cell, side, share in zip(
            cells_text, sides, shares or [""] * len(cells_text), strict=True
        )
    )
    return f"<tr>{cells}</tr>"

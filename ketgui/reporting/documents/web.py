"""A document as one HTML file with its images inside, so that it opens offline and prints."""

from __future__ import annotations

from base64 import b64encode
from html import escape

from ketgui import __version__
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
from ketgui.reporting.tables.markup import format_table_html
from ketgui.text import language

_CSS = """
body { font-family: "Liberation Sans", Arial, Helvetica, sans-serif; font-size: 10.5pt;
       line-height: 1.45; color: #000; }
main { display: block; max-width: 180mm; margin: 12mm auto; padding: 0 6mm; }
h1 { font-size: 17pt; } h2 { font-size: 13pt; margin-top: 1.6em; } h3 { font-size: 11pt; }
table { font-size: 9pt; line-height: 1.25; margin: 1em 0 0.4em; max-width: 100%; }
caption { text-align: left; font-weight: bold; padding-bottom: 0.3em; }
.note { font-size: 9pt; margin-top: 0.3em; }
.warning { border: 1px solid #000; padding: 0.4em 0.8em; font-weight: bold; }
figure { margin: 1.2em 0; } figure img { max-width: 100%; height: auto; }
figcaption { font-size: 9pt; }
@media print { main { max-width: none; margin: 0; padding: 0; }
  thead { display: table-header-group; } tr, figure { break-inside: avoid; }
  h1, h2, h3, caption { break-after: avoid; } }
"""


def build_web_page(document: Document) -> str:
    """Return the document as one HTML page."""
    with language(document.language):
        body = "\n".join(_format_block(block) for block in document.blocks)
    title = escape(document.title)
    # The page names no external file, so that it can be mailed and opened offline.
    return (
        f'<!DOCTYPE html>\n<html lang="{document.language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="generator" content="KetGUI {__version__}">\n<title>{title}</title>\n'
        f"<style>{_CSS}{_format_page_rule(document)}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n{body}\n"
        "</main>\n</body>\n</html>\n"
    )


def _format_page_rule(document: Document) -> str:
    width, height = document.paper_mm
    return f"@page {{ size: {width:g}mm {height:g}mm; margin: 20mm; }}\n"


def _format_block(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"<h{level + 1}>{escape(text)}</h{level + 1}>"
        case Paragraph(text, style):
            attribute = "" if style == "body" else f' class="{style}"'
            return f"<p{attribute}>{format_html(text)}</p>"
        case BulletList(items):
            return "<ul>\n" + "".join(f"<li>{format_html(item)}</li>\n" for item in items) + "</ul>"
        case TableBlock(table):
            return format_table_html(table, block.label, row_headers=True)
        case FigureBlock():
            return _format_figure(block)


def _format_figure(figure: FigureBlock) -> str:
    return (
        f'<figure id="{figure.key}">\n{_format_image(figure)}'
        f"<figcaption><b>{escape(figure.label)}.</b> "
        f"{format_html(figure.words)}</figcaption>\n</figure>"
    )


def _format_image(figure: FigureBlock) -> str:
    if not figure.image:
        return ""
    # Inside the page: a picture beside it would be lost when the page is mailed.
    image = b64encode(figure.image).decode("ascii")
    return (
        f'<img src="data:image/png;base64,{image}" width="{_convert_to_pixels(figure.width_mm)}" '
        f'height="{_convert_to_pixels(figure.height_mm)}" alt="{escape(figure.alt)}">\n'
    )


def _convert_to_pixels(millimetres: float) -> int:
    return round(millimetres / 25.4 * 96)

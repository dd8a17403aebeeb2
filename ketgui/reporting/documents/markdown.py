"""A document as Markdown."""

from __future__ import annotations

from ketgui.reporting.documents.model import (
    Block,
    BulletList,
    Document,
    FigureBlock,
    Heading,
    Paragraph,
    TableBlock,
)
from ketgui.reporting.tables.display_table import DisplayTable
from ketgui.text import language

_INDENT = "\u00a0" * 4


def format_markdown(document: Document) -> str:
    """Return the document as Markdown, with captions in place of figures."""
    with language(document.language):
        parts = [f"# {document.title}", *map(_format_block, document.blocks)]
    return "\n\n".join(parts) + "\n"


def _format_block(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"{'#' * (level + 1)} {text}"
        case Paragraph(text, style):
            return {"body": text, "note": f"*{text}*", "warning": f"> **{text}**"}[style]
        case BulletList(items):
            return "\n".join(f"- {item}" for item in items)
        case TableBlock(table):
            return f"**{block.caption}**\n\n{_format_table(table)}"
        case FigureBlock():
            return f"**{block.label}.** {block.words}"


def _format_table(table: DisplayTable) -> str:
    rule = tuple("---:" if right else "---" for right in table.numeric)
    rows = (
        (_INDENT * table.indent(index) + row[0], *row[1:]) for index, row in enumerate(table.rows)
    )
    lines = (_combine_headers(table), rule, *rows)
    body = "\n".join(f"| {' | '.join(_escape_cell(cell) for cell in line)} |" for line in lines)
    return f"{body}\n\n*{table.note}*" if table.note else body


def _combine_headers(table: DisplayTable) -> tuple[str, ...]:
    """Return the headers, each preceded by its group heading: Markdown has one header row."""
    titles = [group.title for group in table.groups for _column in range(group.columns)]
    if not titles:
        return table.headers
    pairs = zip(titles, table.headers, strict=True)
    return tuple(" – ".join(filter(None, pair)) for pair in pairs)


def _escape_cell(cell: str) -> str:
    # A line break or a bar would end the cell.
    return " ".join(cell.splitlines()).replace("\\", "\\\\").replace("|", "\\|")

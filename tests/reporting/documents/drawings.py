"""A report with drawn figures, and its texts."""

from __future__ import annotations

from ketgui.figures.catalogue import MAIN_FIGURES
from ketgui.figures.catalogue.outcomes import raincloud, waterfall
from ketgui.reporting.documents.model import (
    BulletList,
    Document,
    FigureBlock,
    Heading,
    Paragraph,
    TableBlock,
)
from tests.stub_renderer import png

NB = "\u00a0"


# Figure 1 with its panels, which stand for themselves in it, and two that supplement it.
CHOSEN = (*MAIN_FIGURES, waterfall.FIGURE, raincloud.FIGURE)


def drawn(_spec, _width_mm) -> bytes:
    return png()


def words_of(document: Document) -> list[str]:
    said: list[str] = [document.title]
    for block in document.blocks:
        match block:
            case Heading(text) | Paragraph(text):
                said.append(text)
            case BulletList(items):
                said += items
            case TableBlock(table):
                said += [table.heading, *table.headers, *(c for row in table.rows for c in row)]
            case FigureBlock():
                said += [block.label, block.words]
    return [words for words in said if words]

"""A report before it becomes a file: headings, paragraphs, tables and figures, in order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from ketgui.reporting.paper import A4, get_paper
from ketgui.reporting.tables.display_table import DisplayTable
from ketgui.text import _, current_language

ParagraphStyle = Literal["body", "note", "warning"]
# A table with more columns is unreadable on upright paper.
_MAX_PORTRAIT_COLUMNS = 7


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the highest below the title."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """A paragraph: body text, a small note, or a highlighted warning."""

    text: str
    style: ParagraphStyle = "body"


@dataclass(frozen=True)
class BulletList:
    """A list of short lines with bullets."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class TableBlock:
    """A table with its number in the document; 0 for no number.

    Supplementary tables have a numbering of their own: "Table S1".
    """

    table: DisplayTable
    number: int = 0
    supplements: bool = False

    @property
    def label(self) -> str:
        """The label before the title: "Table 1"."""
        if not self.number:
            return ""
        n = self.number
        return _("Table S{n}", n=n) if self.supplements else _("Table {n}", n=n)

    @property
    def caption(self) -> str:
        """Label and title."""
        return ". ".join(filter(None, (self.label, self.table.heading)))


@dataclass(frozen=True)
class FigureBlock:
    """A drawn figure.

    Attributes
    ----------
    key : str
    number : int
        Its number in the document.
    image : bytes
        PNG.
    alt : str
        Text for readers who cannot see the figure.
    title, caption : str
    width_mm, height_mm : float
        Its size on paper.
    supplements : bool
        Whether it is supplementary, with a numbering of its own: "Figure S1".
    """

    key: str
    number: int
    image: bytes
    alt: str
    title: str
    caption: str
    width_mm: float
    height_mm: float
    supplements: bool = False

    @property
    def label(self) -> str:
        """The label before the title: "Figure 1"."""
        n = self.number
        return _("Figure S{n}", n=n) if self.supplements else _("Figure {n}", n=n)

    @property
    def words(self) -> str:
        """Title and caption, without the label."""
        # A figure titled "Figure 1" would repeat its own label.
        return " ".join(filter(None, (f"{self.title}." * (self.title != self.label), self.caption)))


Block = Heading | Paragraph | BulletList | TableBlock | FigureBlock


@dataclass(frozen=True)
class Document:
    """A report in one language.

    Attributes
    ----------
    title : str
    blocks : tuple of Block
    language : str
        Code of its language.
    paper : str
        Key of the paper.
    landscape : bool
        Whether the long side of the paper is horizontal.
    article_blocks : int or None
        Number of blocks before the supplement; None where there is no supplement.
    """

    title: str
    blocks: tuple[Block, ...]
    language: str
    paper: str = A4.key
    landscape: bool = False
    article_blocks: int | None = None

    @classmethod
    def from_table(cls, table: DisplayTable) -> Document:
        """Return a document with one table; a wide table gets landscape paper."""
        # A report has portrait pages; only a table exported by itself may turn the paper.
        is_wide = len(table.headers) > _MAX_PORTRAIT_COLUMNS
        return cls(table.title, (TableBlock(table),), current_language(), landscape=is_wide)

    @property
    def article(self) -> Document:
        """The document without its supplement."""
        return replace(self, blocks=self.blocks[: self.article_blocks], article_blocks=None)

    @property
    def supplement(self) -> Document:
        """The supplement as a document of its own."""
        blocks = () if self.article_blocks is None else self.blocks[self.article_blocks :]
        title = _("Supplement: {title}", title=self.title)
        return replace(self, title=title, blocks=blocks, article_blocks=None)

    @property
    def paper_mm(self) -> tuple[float, float]:
        """Width and height of a page, in millimetres."""
        paper = get_paper(self.paper)
        width, height = paper.width_mm, paper.height_mm
        return (height, width) if self.landscape else (width, height)

    @property
    def tables(self) -> tuple[DisplayTable, ...]:
        """The tables in order."""
        return tuple(block.table for block in self.blocks if isinstance(block, TableBlock))

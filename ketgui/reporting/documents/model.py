"""What a report is before it is a file: headings, paragraphs, tables and figures, in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ketgui.reporting.tables.display_table import DisplayTable
from ketgui.text import _, current_language

ParagraphStyle = Literal["body", "note", "warning"]
Paper = Literal["a4", "letter"]
# Width and height in millimetres.
PAPERS: dict[Paper, tuple[float, float]] = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}
_MAX_PORTRAIT_COLUMNS = 7


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the highest below the title."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """A paragraph: of the body, a small note, or a warning that is to be seen."""

    text: str
    style: ParagraphStyle = "body"


@dataclass(frozen=True)
class BulletList:
    """Short lines, each with a mark before it."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class TableBlock:
    """A table with its number, counted through the document; 0 for one without.

    What supplements the article is counted apart: "Table S1".
    """

    table: DisplayTable
    number: int = 0
    supplements: bool = False

    @property
    def label(self) -> str:
        """What stands before its title: "Table 1"."""
        if not self.number:
            return ""
        n = self.number
        return _("Table S{n}", n=n) if self.supplements else _("Table {n}", n=n)

    @property
    def caption(self) -> str:
        """Its number and title."""
        return ". ".join(filter(None, (self.label, self.table.heading)))


@dataclass(frozen=True)
class FigureBlock:
    """A figure as it is drawn.

    Attributes
    ----------
    key : str
    number : int
        Counted through the document.
    image : bytes
        PNG.
    alt : str
        What it shows, for who cannot see it.
    title, caption : str
    width_mm, height_mm : float
        Its true size.
    supplements : bool
        Whether it is counted apart from the article's: "Figure S1".
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
        """What stands before its title: "Figure 1"."""
        n = self.number
        return _("Figure S{n}", n=n) if self.supplements else _("Figure {n}", n=n)

    @property
    def words(self) -> str:
        """Its title and caption, after the number."""
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
        Code of the language that it is written in.
    paper : {"a4", "letter"}
        What it is printed on.
    landscape : bool
        Whether the paper lies on its long side.
    """

    title: str
    blocks: tuple[Block, ...]
    language: str
    paper: Paper = "a4"
    landscape: bool = False

    @classmethod
    def of_table(cls, table: DisplayTable) -> Document:
        """Return a document of one table alone, a wide one across the paper."""
        wide = len(table.headers) > _MAX_PORTRAIT_COLUMNS
        return cls(table.title, (TableBlock(table),), current_language(), landscape=wide)

    @property
    def paper_mm(self) -> tuple[float, float]:
        """Width and height of a page, in millimetres."""
        width, height = PAPERS[self.paper]
        return (height, width) if self.landscape else (width, height)

    @property
    def tables(self) -> tuple[DisplayTable, ...]:
        """Its tables, in order."""
        return tuple(block.table for block in self.blocks if isinstance(block, TableBlock))

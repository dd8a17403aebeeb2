"""A printed page as data: texts, boxes and lines at places in millimetres from the top left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from ketgui.reporting.paper import A4, get_paper

MARGIN_MM = 16.0
# Heights in millimetres, of a line of each size of letters.
TITLE_PT, HEADING_PT, TEXT_PT, SMALL_PT = 15.0, 11.0, 9.0, 7.5
LINE_MM = 5.0
Shade = Literal["black", "grey"]


@dataclass(frozen=True)
class Text:
    """Words in a rectangle; what does not fit its width ends in an ellipsis."""

    x: float
    y: float
    width: float
    words: str
    points: float = TEXT_PT
    bold: bool = False
    shade: Shade = "black"
    align: Literal["left", "right", "centre"] = "left"


@dataclass(frozen=True)
class Box:
    """An empty rectangle to write or tick in."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Line:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    thick: bool = False
    shade: Shade = "black"


@dataclass(frozen=True)
class Dot:
    """A filled circle."""

    x: float
    y: float
    radius: float = 0.9


Mark = Text | Box | Line | Dot


@dataclass(frozen=True)
class PrintedPage:
    """One page.

    Attributes
    ----------
    title : str
        Of the file; names no patient.
    marks : tuple of Mark
    paper : str
        Key of the paper.
    """

    title: str
    marks: tuple[Mark, ...]
    paper: str = A4.key


@dataclass
class PageBuilder:
    """Lays marks out from the top of a page downwards.

    Attributes
    ----------
    paper : str
    y : float
        Where the next mark begins.
    """

    paper: str = A4.key
    y: float = MARGIN_MM
    marks: list[Mark] = field(default_factory=list[Mark])

    @property
    def width(self) -> float:
        """The width between the margins."""
        return get_paper(self.paper).width_mm - 2 * MARGIN_MM

    @property
    def room(self) -> float:
        """The height that is left above the lower margin."""
        return get_paper(self.paper).height_mm - MARGIN_MM - self.y

    def add(self, *marks: Mark) -> None:
        """Add marks at their own places."""
        self.marks += marks

    def title(self, words: str, right: str = "") -> None:
        """Add the page's title, with words at its right."""
        self.add(Text(MARGIN_MM, self.y, self.width * 0.6, words, TITLE_PT, bold=True))
        self.add(
            Text(
                MARGIN_MM + self.width * 0.6, self.y + 1.5, self.width * 0.4, right, SMALL_PT,
                shade="grey", align="right",
            )
        )  # fmt: skip
        self.y += 9

    def heading(self, words: str, note: str = "") -> None:
        """Add a heading above a thin line, with a small note behind it."""
        self.y += 2
        self.add(
            Text(MARGIN_MM, self.y, self.width * 0.5, words, HEADING_PT, bold=True),
            Text(
                MARGIN_MM + self.width * 0.5, self.y + 1, self.width * 0.5, note, SMALL_PT,
                shade="grey", align="right",
            ),
            Line(MARGIN_MM, self.y + 5.6, MARGIN_MM + self.width, self.y + 5.6, shade="grey"),
        )  # fmt: skip
        self.y += 7.5

    def line(self, words: str, *, small: bool = False) -> None:
        """Add a line of text."""
        self.add(Text(MARGIN_MM, self.y, self.width, words, SMALL_PT if small else TEXT_PT))
        self.y += LINE_MM

    def table(
        self, headers: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[float]
    ) -> None:
        """Add a table of small text; each column has a share of the width."""
        for at, cells in enumerate((headers, *rows)):
            x = MARGIN_MM
            for words, share in zip(cells, shares, strict=True):
                width = self.width * share / sum(shares)
                self.add(Text(x, self.y, width - 1, words, SMALL_PT, bold=at == 0))
                x += width
            self.y += LINE_MM * 0.84

    def finish(self, title: str) -> PrintedPage:
        """Return the page."""
        return PrintedPage(title, tuple(self.marks), self.paper)

"""A figure before it is drawn: marks in data units, sizes in points.

One painter turns a ``FigureSpec`` into a screen, a PNG, an SVG or a PDF; all four are the same
drawing. Colours are ``#RRGGBB``; a mark's ``ids`` name the patients of its points, in order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal

from ketgui.text import _

Symbol = Literal["circle", "diamond", "square", "star", "triangle", "plus", "tick"]
Anchor = Literal["left", "centre", "right"]
Dash = Literal["solid", "dashed", "dotted"]
# Where symbols of one place move so that none hides another: away from it, in this direction.
Swarm = Literal["", "left", "right", "down"]


@dataclass(frozen=True)
class Lines:
    """Polylines of one look: ``paths[i]`` is a sequence of (x, y).

    With `arrow` each ends in an arrowhead; with `halo` a wider line of paper is under it.
    """

    paths: tuple[tuple[tuple[float, float], ...], ...]
    colour: str
    width: float = 0.8
    opacity: float = 1.0
    dash: Dash = "solid"
    ids: tuple[str, ...] = ()
    arrow: bool = False
    halo: bool = False


@dataclass(frozen=True)
class Points:
    """Symbols of one look at (x, y); `size` is the diameter in points.

    Those of a `swarm` share a place and are moved apart, at most `reach` data units from it; lines
    of the same patients follow them.
    """

    x: tuple[float, ...]
    y: tuple[float, ...]
    colour: str
    symbol: Symbol = "circle"
    size: float = 5.0
    filled: bool = True
    opacity: float = 1.0
    ids: tuple[str, ...] = ()
    hover: tuple[str, ...] = ()
    swarm: Swarm = ""
    reach: float = 0.0


@dataclass(frozen=True)
class Bars:
    """Boxes from (x0, y0) to (x1, y1), outlined if `outline` is a colour.

    They are at most `widest` points wide and `tallest` points high (0: as the data say), about
    their middle. With `hatch` they are filled with strokes of their colour.
    """

    x0: tuple[float, ...]
    x1: tuple[float, ...]
    y0: tuple[float, ...]
    y1: tuple[float, ...]
    colour: str
    opacity: float = 1.0
    outline: str = ""
    hover: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    hatch: bool = False
    widest: float = 0.0
    tallest: float = 0.0


@dataclass(frozen=True)
class ErrorBars:
    """Interval lines at (x, y) from `low` to `high`, with caps of `cap` points."""

    at: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    colour: str
    width: float = 1.0
    cap: float = 4.0
    horizontal: bool = False


@dataclass(frozen=True)
class Rule:
    """A line across the panel at one value; `label` names a horizontal one in the right margin."""

    at: float
    colour: str
    horizontal: bool = True
    width: float = 0.6
    dash: Dash = "dashed"
    label: str = ""


@dataclass(frozen=True)
class Area:
    """A filled outline: violin, density, band."""

    outline: tuple[tuple[float, float], ...]
    colour: str
    opacity: float = 0.3


@dataclass(frozen=True)
class DirectLabel:
    """A direct label at (x, y); `size` in points, `anchor` the side of the text that is at x.

    `dx`, `dy` shift it by points, right and up. `above` puts the whole text above the point,
    else it is centred on it vertically.
    """

    x: float
    y: float
    text: str
    colour: str = "#000000"
    size: float = 7.0
    anchor: Anchor = "left"
    bold: bool = False
    above: bool = False
    dx: float = 0.0
    dy: float = 0.0


# The painter, the picker under the pointer and the placing
# of labels handle these kinds and no other.
Mark = Lines | Points | Bars | ErrorBars | Rule | Area | DirectLabel


@dataclass(frozen=True)
class Axis:
    """One side of a panel.

    Attributes
    ----------
    low, high : float
        The visible range in data units.
    label : str
        What is measured, with its unit.
    ticks : tuple of (float, str), or None
        Positions and labels; None lets the painter choose round numbers.
    visible, grid, to_last_tick : bool
        Whether it is drawn; whether light lines are drawn at its ticks; whether its line ends at
        the last tick, the space beyond being for text.
    rows : bool
        Whether each tick is a row, which gets the height that the lines of its label need.
    headings : tuple of float
        Ticks whose labels are bold and name the rows under them, which are indented.
    knots : tuple of (value, share)
        An axis of several scales: what share of its length is reached at each value, between
        which it is straight. Empty: one scale from low to high.
    breaks : tuple of float
        Values at which the axis is drawn interrupted.
    """

    low: float
    high: float
    label: str = ""
    ticks: tuple[tuple[float, str], ...] | None = None
    visible: bool = True
    grid: bool = False
    to_last_tick: bool = False
    rows: bool = False
    headings: tuple[float, ...] = ()
    knots: tuple[tuple[float, float], ...] = ()
    breaks: tuple[float, ...] = ()


@dataclass(frozen=True)
class LegendEntry:
    """One entry of a legend: a symbol, with `line` a stroke or with `box` a box, and its text.

    A `dash` other than solid is drawn through the symbol, a box may have a `hatch`.
    """

    text: str
    colour: str
    symbol: Symbol = "circle"
    filled: bool = True
    line: bool = False
    box: bool = False
    dash: Dash = "solid"
    hatch: bool = False


@dataclass(frozen=True)
class DataTable:
    """What a panel shows, as a table of text; numbers are under `numeric` headers."""

    headers: tuple[str, ...]
    # Thousands of rows in a large cohort: left out of the repr, which failing tests print.
    rows: tuple[tuple[str, ...], ...] = field(default=(), repr=False)
    title: str = ""
    numeric: tuple[bool, ...] = ()


@dataclass(frozen=True)
class Panel:
    """One pair of axes and the marks in it.

    Attributes
    ----------
    title : str
        What it is called: in its table and in the composer. Journals print titles in captions, so
        it is drawn only with `shows_title`.
    subtitle : str
        Drawn under the title.
    letter : str
        A, B …, in bold at the top left corner.
    legend : tuple of LegendEntry
        Drawn above the axes.
    reason : str
        Shown instead of the axes where there is nothing to draw.
    table : callable, optional
        Returns what it shows as a table. Called only when the table is asked for: it has a row for
        each of thousands of patients.
    height_mm : float
        Height of the plot on every page; 0 where the shape of the figure decides.
    source : (str, int) or None
        In a composed figure, the key of the figure that it comes from and its number there.
    """

    x: Axis
    y: Axis
    marks: tuple[Mark, ...] = ()
    title: str = ""
    subtitle: str = ""
    letter: str = ""
    legend: tuple[LegendEntry, ...] = ()
    reason: str = ""
    table: Callable[[], DataTable] | None = field(default=None, compare=False, repr=False)
    height_mm: float = 0.0
    shows_title: bool = False
    source: tuple[str, int] | None = field(default=None, compare=False)

    @property
    def heading(self) -> str:
        """The title as it is drawn, empty where it is not."""
        return self.title if self.shows_title else ""


@dataclass(frozen=True)
class FigureSpec:
    """A whole figure.

    Attributes
    ----------
    key : str
        Name of its file, without suffix.
    title, caption : str
        What it shows, and the sentence or two that are printed under it in an article.
    summary : str
        The figure described in text, for screen readers.
    panels : tuple of Panel
        Read left to right, top to bottom.
    columns : int
        Panels side by side.
    height_ratio : float
        Height of the whole as a share of its width.
    row_shares : tuple of float
        Shares of that height that the rows of panels have, adding up to 1; empty where all are
        equal.
    width_mm : float
        Width of the page it is laid out for.
    note : str
        A line at the foot of the drawing ("Invented example …"); empty for none.
    scale : float
        Factor by which letters, symbols and lines are drawn larger than the theme says.
    """

    key: str
    title: str
    panels: tuple[Panel, ...]
    caption: str = ""
    summary: str = ""
    columns: int = 1
    height_ratio: float = 0.75
    note: str = ""
    scale: float = 1.0
    row_shares: tuple[float, ...] = ()
    width_mm: float = 180.0

    @classmethod
    def of(
        cls,
        key: str,
        title: str,
        panels: tuple[Panel, ...],
        *,
        caption: str,
        invented: bool = False,
        note: str = "",
        columns: int = 1,
        height_ratio: float = 0.75,
    ) -> FigureSpec:
        """Return a figure whose summary and foot note follow from its title and caption.

        `note` says of invented patients more than that they are.
        """
        return cls(
            key,
            title,
            panels,
            caption,
            f"{title}. {caption}",
            columns,
            height_ratio,
            note or (_("Invented example, not patient data") if invented else ""),
        )

    @property
    def is_empty(self) -> bool:
        """Whether no panel has anything to draw."""
        return all(panel.reason for panel in self.panels)

    def make_tables(self) -> tuple[DataTable, ...]:
        """Return what each panel shows as a table, or why it is empty."""
        return tuple(
            replace(make_table(panel), title=panel.title or self.title) for panel in self.panels
        )


def make_table(panel: Panel) -> DataTable:
    """Return what a panel shows as a table: its own, else the text of each bar and symbol."""
    if panel.table and not panel.reason:
        return panel.table()
    hover = [text for m in panel.marks if isinstance(m, Bars | Points) for text in m.hover]
    shown = (panel.reason,) if panel.reason else tuple(dict.fromkeys(hover))
    return DataTable((_("Shown"),), tuple((text,) for text in shown))

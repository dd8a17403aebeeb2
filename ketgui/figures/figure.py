"""What the catalogue holds: a figure's name, its tab, and the function that builds it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ketgui.figures.spec import FigureSpec, Mark
    from ketgui.statistics.analysis import Analysis

# A figure without a priority comes after all that have one.
LAST = 1000


@dataclass(frozen=True)
class Variants:
    """The versions in which a figure can be drawn, of which the user chooses one.

    Attributes
    ----------
    title : str
        What is chosen (English).
    choices : callable
        Returns each choice's key and displayed text for an analysis; the first is the
        figure's own.
    build : callable
        Returns the figure for an analysis and the key of a choice.
    """

    title: str
    choices: Callable[[Analysis], tuple[tuple[str, str], ...]]
    build: Callable[[Analysis, str], FigureSpec]


@dataclass(frozen=True)
class Figure:
    """A figure of the catalogue.

    Attributes
    ----------
    key, title : str
        Its name in files and on the command line, and on screen (English).
    build : callable
        Returns its specification for an analysis.
    tab : str
        Key of the tab that offers it; empty for none.
    priority : int
        Its place in that tab's list, lowest first; those of one priority, and all files and
        documents, keep the order of the catalogue.
    main : bool
        Whether it is in a report by default.
    variants : Variants, optional
        The further versions in which it can be drawn.
    singled : callable, optional
        Where very many patients are drawn as a density, returns the marks of some of them for
        the first panel, from the analysis, their ids and the variant; none while everyone has a
        mark.
    parts : tuple of str
        Keys of the figures that it consists of, for a composed one.
    one_patient : bool
        Whether it shows a single patient, and so has no place in the supplement of an article.
    """

    key: str
    title: str
    build: Callable[[Analysis], FigureSpec]
    tab: str = ""
    priority: int = LAST
    main: bool = False
    variants: Variants | None = None
    singled: Callable[[Analysis, frozenset[str], str], tuple[Mark, ...]] | None = None
    parts: tuple[str, ...] = ()
    one_patient: bool = False

"""The figures of a report, each in its style, with the composed figure in place of Figure 1."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ketgui.figures.catalogue import FIGURES, MAIN_FIGURES
from ketgui.figures.composition import KEY, Composition
from ketgui.figures.figure import Figure
from ketgui.figures.spec import FigureSpec
from ketgui.figures.style import FigureStyle, StyleError
from ketgui.statistics.analysis import Analysis
from ketgui.text import _

_GROUPS: dict[tuple[str, ...], tuple[Figure, ...]] = {("main",): MAIN_FIGURES, ("all",): FIGURES}


def select_figures(
    keys: Sequence[str], composition: Composition | None, style: FigureStyle
) -> tuple[Figure, ...]:
    """Return figures in their style: the composed one, if there is one, then the others.

    A composed figure takes the place of Figure 1, unless that is named by its key.

    Parameters
    ----------
    keys : sequence of str
        Keys of figures, or "main" or "all" alone.

    Raises
    ------
    StyleError
        If there is no figure of a key.
    """
    others = tuple(_apply_style(figure, style) for figure in _find_figures(keys, composition))
    return (_compose(composition, style), *others) if composition else others


def check_keys(keys: Sequence[str]) -> None:
    """Check that there are figures of these keys.

    Raises
    ------
    StyleError
        If there is none of a key.
    """
    by_key = {figure.key: figure for figure in FIGURES}
    if tuple(keys) in _GROUPS:
        return
    if unknown := [name for name in keys if name not in by_key]:
        available = ", ".join(by_key)
        raise StyleError(_("there is no figure {name}; there are {known}", name=unknown[0],
                           known=available))  # fmt: skip


def _find_figures(keys: Sequence[str], composition: Composition | None) -> tuple[Figure, ...]:
    if group := _GROUPS.get(tuple(keys)):
        # A figure put together of others would repeat the panels of the composed one.
        return tuple(figure for figure in group if not (composition and figure.parts))
    check_keys(keys)
    by_key = {figure.key: figure for figure in FIGURES}
    return tuple(by_key[key] for key in keys)


def _compose(composition: Composition, style: FigureStyle) -> Figure:
    """Return a composition as a figure like those of the catalogue."""
    return Figure(
        KEY,
        composition.title or "Figure",
        # A composed figure is built in its style already, since its panels share one page.
        lambda analysis: composition.build(analysis, style),
        parts=composition.panels,
    )


def _apply_style(figure: Figure, style: FigureStyle) -> Figure:
    """Return a figure of the catalogue in a style."""

    def build(analysis: Analysis) -> FigureSpec:
        return style.build_figure(figure.build, analysis)

    return replace(figure, build=build)

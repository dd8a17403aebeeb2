"""The report's first figure: the one that was composed, else Figure 1 of the catalogue."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ketgui.session.session import Session
from ketgui.settings import Settings

if TYPE_CHECKING:
    from ketgui.figures.figure import Figure
    from ketgui.figures.spec import FigureSpec


def first_figure(session: Session) -> Figure:
    """Return what the documents show as their first figure, in the style that was chosen."""
    from ketgui.figures.catalogue import figure_1
    from ketgui.figures.options import composition_of, figures_of
    from ketgui.figures.style import StyleError

    try:
        composed = composition_of(session.report.output)
        return figures_of(session.report.output)[0] if composed else figure_1.FIGURE
    except (StyleError, TypeError):
        # A project that another program has written may ask for what there is not.
        return figure_1.FIGURE


def size_of(spec: FigureSpec, session: Session, usual: Settings) -> Settings:
    """Return the preferences with a figure's size: a composed one was laid out for its own."""
    from ketgui.figures.composition import KEY
    from ketgui.figures.options import style_of

    if spec.key != KEY:
        return usual
    return replace(
        usual, figure_width_mm=spec.width_mm, figure_dpi=style_of(session.report.output).dpi
    )

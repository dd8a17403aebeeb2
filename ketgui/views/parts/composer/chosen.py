"""The report's first figure: the one that was composed, else Figure 1 of the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketgui.session import Session

if TYPE_CHECKING:
    from ketgui.figures.spec import Figure


def first_figure(session: Session) -> Figure:
    """Return what the documents show as their first figure, in the style that was chosen."""
    from ketgui.figures.catalogue import figure_1
    from ketgui.figures.options import composition_of, figures_of
    from ketgui.figures.style import StyleError

    try:
        composed = composition_of(session.output)
        return figures_of(session.output)[0] if composed else figure_1.FIGURE
    except (StyleError, TypeError):
        # A project that another program has written may ask for what there is not.
        return figure_1.FIGURE

"""The report's first figure: the composed figure, else Figure 1 of the catalogue."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ketgui.settings import Settings

if TYPE_CHECKING:
    from ketgui.figures.figure import Figure
    from ketgui.figures.spec import FigureSpec
    from ketgui.reporting.request import ReportRequest


def get_first_figure(request: ReportRequest) -> Figure:
    """Return the first figure of the documents, in the style that was chosen."""
    from ketgui.figures.catalogue import figure_1

    return request.select_figures()[0] if request.panels else figure_1.FIGURE


def get_export_size(spec: FigureSpec, request: ReportRequest, settings: Settings) -> Settings:
    """Return the preferences with the figure's own size if it was composed for one."""
    from ketgui.figures.composition import KEY

    # A figure composed for one journal column is exported at that size, whatever was last used.
    if spec.key != KEY:
        return settings
    dpi = request.figure_style.dpi
    return replace(settings, figure_width_mm=spec.width_mm, figure_dpi=dpi)

"""What a report of the window is made of unless something else is chosen."""

from __future__ import annotations

from ketgui.figures.catalogue import FIGURES
from ketgui.settings import Settings
from ketgui.views.report.defaults import get_default_request


def test_every_figure_is_written_in_the_size_last_used():
    request = get_default_request(Settings(figure_width_mm=90.0, figure_dpi=600))
    assert (request.figure_style.width_mm, request.figure_style.dpi) == (90.0, 600)
    assert len(request.select_figures()) == len(FIGURES)

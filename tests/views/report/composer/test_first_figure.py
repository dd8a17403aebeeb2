"""The first figure of the report, and the size in which it is exported."""

from __future__ import annotations

from ketgui.figures.catalogue import figure_1
from ketgui.figures.composition import Composition
from ketgui.figures.style import FigureStyle
from ketgui.reporting.request import ReportRequest
from ketgui.settings import Settings
from ketgui.views.report.composer.first_figure import get_export_size, get_first_figure

SETTINGS = Settings(figure_width_mm=140.0, figure_dpi=300)
STYLE = FigureStyle(90.0, 600)
COMPOSED = ReportRequest().with_figure(Composition(("waterfall",)), STYLE)


def test_figure_1_is_first_until_a_figure_is_composed(example):
    assert get_first_figure(ReportRequest(figures=("scatter",))) is figure_1.FIGURE
    built = get_first_figure(COMPOSED).build(example)
    assert built == Composition(("waterfall",)).build(example, STYLE)


def test_a_composed_figure_is_exported_in_its_own_size_and_others_in_the_preferred(example):
    composed = get_first_figure(COMPOSED).build(example)
    size = get_export_size(composed, COMPOSED, SETTINGS)
    assert (size.figure_width_mm, size.figure_dpi) == (90.0, 600)
    other = figure_1.FIGURE.build(example)
    assert get_export_size(other, COMPOSED, SETTINGS) is SETTINGS

"""Figure 1: patients, adverse events, scores before and after, response and remission."""

from __future__ import annotations

from dataclasses import replace

from ketgui.figures.catalogue.outcomes import before_after, response_remission
from ketgui.figures.catalogue.patients import demographics
from ketgui.figures.catalogue.safety import adverse_events
from ketgui.figures.figure import Figure
from ketgui.figures.spec import FigureSpec
from ketgui.statistics.analysis import Analysis
from ketgui.text import _, mark

KEY, TITLE = "figure_1", mark("Figure 1")
_PARTS = (demographics, adverse_events, before_after, response_remission)


def build(analysis: Analysis) -> FigureSpec:
    """Return the four panels, lettered A to D."""
    panels = tuple(
        # Each panel is the one of the figure that also stands alone, so the two never differ.
        replace(part.draw_panel(analysis), letter=letter)
        for letter, part in zip("ABCD", _PARTS, strict=True)
    )
    captions = (
        f"({letter}) {part.build(analysis).caption}"
        for letter, part in zip("ABCD", _PARTS, strict=True)
    )
    return FigureSpec.of(
        KEY,
        _("Patients, adverse events, scores before and after, and response and remission"),
        panels,
        caption=" ".join(captions),
        invented=analysis.cohort.invented,
        columns=2,
        height_ratio=0.86,
    )


FIGURE = Figure(KEY, TITLE, build, main=True, parts=tuple(part.FIGURE.key for part in _PARTS))

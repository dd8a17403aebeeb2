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
# Of two rows of panels, as a share of the width.
_HEIGHT = 0.86


def build(analysis: Analysis) -> FigureSpec:
    """Return the panels that have something to show, lettered from A on; all four if none has."""
    # Each panel is the one of the figure that also stands alone, so the two never differ.
    every = [(part.draw_panel(analysis), part.build(analysis)) for part in _PARTS]
    shown = [(panel, spec) for panel, spec in every if not panel.reason] or every
    lettered = len(shown) > 1
    return FigureSpec.of(
        KEY,
        _("Patients, adverse events, scores before and after, and response and remission")
        if shown == every
        else _("; ").join(spec.title for _panel, spec in shown),
        tuple(
            replace(panel, letter=letter if lettered else "")
            for letter, (panel, _spec) in zip("ABCD", shown, strict=False)
        ),
        caption=" ".join(
            f"({letter}) {spec.caption}" if lettered else spec.caption
            for letter, (_panel, spec) in zip("ABCD", shown, strict=False)
        ),
        invented=analysis.cohort.invented,
        columns=min(2, len(shown)),
        height_ratio=_HEIGHT if len(shown) > 2 else _HEIGHT / 2,
    )


FIGURE = Figure(KEY, TITLE, build, main=True, parts=tuple(part.FIGURE.key for part in _PARTS))

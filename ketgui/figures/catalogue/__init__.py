"""The figures the program can draw, one file each."""

from __future__ import annotations

from ketgui.figures.catalogue import (
    adverse_events,
    before_after,
    demographics,
    figure_1,
    response_remission,
)
from ketgui.figures.spec import Figure

FIGURES: tuple[Figure, ...] = (
    figure_1.FIGURE,
    demographics.FIGURE,
    adverse_events.FIGURE,
    before_after.FIGURE,
    response_remission.FIGURE,
)

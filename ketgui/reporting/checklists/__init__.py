"""Reporting lists: what the data already answer, and what the author must still write."""

from __future__ import annotations

from ketgui.reporting.checklists import care, harms, parameters, series
from ketgui.reporting.checklists.item import Checklist

CHECKLISTS: tuple[Checklist, ...] = (
    care.CHECKLIST,
    series.CHECKLIST,
    harms.CHECKLIST,
    parameters.CHECKLIST,
)

"""Reporting guidelines as checklists: what the data answer, and what the author must write."""

from __future__ import annotations

from ketgui.reporting.checklists import care, harms, parameters, series
from ketgui.reporting.checklists.item import Checklist

CHECKLISTS: tuple[Checklist, ...] = (
    care.CHECKLIST,
    series.CHECKLIST,
    harms.CHECKLIST,
    parameters.CHECKLIST,
)

"""Counts of adverse events by patient and by event, in several views."""

from __future__ import annotations

from ketgui.statistics.events.builders import build_event_table, list_patients_behind
from ketgui.statistics.events.preparation import (
    PreparedEvents,
    infer_seriousness,
    mask_no_events,
    prepare_events,
)
from ketgui.statistics.events.table import EventColumn, EventRow, EventTable
from ketgui.statistics.events.view import VIEW_TITLES, EventFilters, EventView

__all__ = [
    "VIEW_TITLES",
    "EventColumn",
    "EventFilters",
    "EventRow",
    "EventTable",
    "EventView",
    "PreparedEvents",
    "build_event_table",
    "infer_seriousness",
    "list_patients_behind",
    "mask_no_events",
    "prepare_events",
]

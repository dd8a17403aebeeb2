"""Adverse events counted: by patient and by event, in whatever view they are looked at."""

from __future__ import annotations

from ketgui.statistics.events.prepared import (
    PreparedEvents,
    prepared,
    says_no_event,
    seriousness,
)
from ketgui.statistics.events.table import EventColumn, EventRow, EventTable
from ketgui.statistics.events.view import BY, EventFilters, EventView
from ketgui.statistics.events.views import event_table, patients_behind

__all__ = [
    "BY",
    "EventColumn",
    "EventFilters",
    "EventRow",
    "EventTable",
    "EventView",
    "PreparedEvents",
    "event_table",
    "patients_behind",
    "prepared",
    "says_no_event",
    "seriousness",
]

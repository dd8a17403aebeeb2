"""The tabs, one file each, in the order of the clinician's questions."""

from __future__ import annotations

from ketgui.views.adverse_events.tab import AdverseEventsTab
from ketgui.views.cohort.tab import CohortTab
from ketgui.views.outcomes.tab import OutcomesTab
from ketgui.views.protocol.tab import ProtocolTab
from ketgui.views.report.tab import ReportTab
from ketgui.views.widgets.tab import Tab

TABS: tuple[type[Tab], ...] = (CohortTab, ProtocolTab, AdverseEventsTab, OutcomesTab, ReportTab)

"""The tabs, one file each, in the order of the clinician's questions."""

from __future__ import annotations

from ketgui.views.tabs.adverse_events import AdverseEventsTab
from ketgui.views.tabs.cohort import CohortTab
from ketgui.views.tabs.outcomes import OutcomesTab
from ketgui.views.tabs.protocol import ProtocolTab
from ketgui.views.tabs.report import ReportTab
from ketgui.views.tabs.tab import Tab

TABS: tuple[type[Tab], ...] = (CohortTab, ProtocolTab, AdverseEventsTab, OutcomesTab, ReportTab)

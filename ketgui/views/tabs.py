"""The tabs, in the order of the clinician's questions; each is loaded when it is first shown."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from ketgui.text import _, mark

if TYPE_CHECKING:
    from ketgui.domain.plan import AnalysisPlan
    from ketgui.views.widgets.tab import Tab


@dataclass(frozen=True)
class TabEntry:
    """One tab, before its widgets are loaded: the window is painted without them.

    Attributes
    ----------
    key, title : str
        Its name in code and on screen (English, translated where shown).
    question : str
        The question that the tab answers, shown as its tool tip.
    path : str
        The dotted name of its class.
    has_scale_name : bool
        Whether it is called by the scale that is analysed.
    """

    key: str
    title: str
    question: str
    path: str
    has_scale_name: bool = False

    def title_under(self, plan: AnalysisPlan) -> str:
        """Return the title on screen under a plan."""
        return plan.rating_scale.title if self.has_scale_name else _(self.title)

    def load(self) -> type[Tab]:
        """Return its class."""
        module, _dot, name = self.path.rpartition(".")
        return getattr(import_module(module), name)


TABS: tuple[TabEntry, ...] = (
    TabEntry(
        "cohort",
        mark("Cohort"),
        mark("Is this my cohort, and is it right?"),
        "ketgui.views.cohort.tab.CohortTab",
    ),
    TabEntry(
        "protocol",
        mark("Protocol"),
        mark("What was given?"),
        "ketgui.views.protocol.tab.ProtocolTab",
    ),
    TabEntry(
        "adverse_events",
        mark("Adverse events"),
        mark("Was it safe?"),
        "ketgui.views.adverse_events.tab.AdverseEventsTab",
    ),
    TabEntry(
        "outcomes",
        mark("Outcome"),
        mark("Did it help, whom, and how much?"),
        "ketgui.views.outcomes.tab.OutcomesTab",
        has_scale_name=True,
    ),
    TabEntry(
        "report",
        mark("Report"),
        mark("What do I send?"),
        "ketgui.views.report.tab.ReportTab",
    ),
)

"""The Protocol tab: what was given?"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ketgui.session import Session
from ketgui.text import _, mark
from ketgui.views import layout
from ketgui.views.parts.tables import result_table
from ketgui.views.tabs.tab import Tab

if TYPE_CHECKING:
    from ketgui.statistics.analysis import Analysis


class ProtocolTab(Tab):
    """The TMS and ketamine parameters as recorded, what follows from them, and what was given."""

    key: ClassVar[str] = "protocol"
    title: ClassVar[str] = mark("Protocol")
    question: ClassVar[str] = mark("What was given?")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._exposure, self._exposure_model = result_table(_("Infusions received"))
        self.side_box.addWidget(layout.heading(_("Infusions received")))
        self.side_box.addWidget(self._exposure)
        self.side_box.addStretch()

    def show_analysis(self, analysis: Analysis) -> None:
        """Show another snapshot."""
        from ketgui.reporting.tables.written import written_table
        from ketgui.statistics.results.exposure import Exposure

        self._exposure_model.show_table(written_table(analysis[Exposure]))
        self._exposure.fit_rows()

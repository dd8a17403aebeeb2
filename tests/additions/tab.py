"""A further tab: how many patients there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QLabel

from ketgui.session.session import Session
from ketgui.views.widgets.tab import Tab

if TYPE_CHECKING:
    from ketgui.statistics.analysis import Analysis


class FurtherTab(Tab):
    """The number of patients."""

    key: ClassVar[str] = "further_tab"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.number = QLabel()
        self.main_box.addWidget(self.number)

    def show_analysis(self, analysis: Analysis) -> None:
        """Show the number of another analysis."""
        self.number.setText(str(analysis.cohort.enrolled))

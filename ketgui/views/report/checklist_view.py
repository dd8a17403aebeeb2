"""The reporting lists: what the data answer, and what the author must still write."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QTextBrowser, QVBoxLayout, QWidget

from ketgui.text import _
from ketgui.views import layout

if TYPE_CHECKING:
    from ketgui.reporting.checklists.item import Checklist, Item
    from ketgui.statistics.analysis import Analysis


class ChecklistView(QWidget):
    """Shows one list at a time, item by item."""

    def __init__(self) -> None:
        super().__init__()
        from ketgui.reporting.checklists import CHECKLISTS

        self._lists: tuple[Checklist, ...] = CHECKLISTS
        self._analysis: Analysis | None = None
        self._is_stale = False
        self.choice = QComboBox()
        self.choice.setAccessibleName(_("Reporting list"))
        for checklist in self._lists:
            self.choice.addItem(_(checklist.title))
        self.choice.currentIndexChanged.connect(self._refresh)
        self.text = QTextBrowser()
        self.text.setAccessibleName(_("Items of the list"))
        box = layout.pad(QVBoxLayout(self), 0)
        box.addWidget(self.choice)
        box.addWidget(self.text, 1)

    def show_analysis(self, analysis: Analysis) -> None:
        """Answer the list from another snapshot: now, or once the list is seen."""
        self._analysis, self._is_stale = analysis, True
        if self.isVisible():
            self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Answer the list from the newest snapshot."""
        super().showEvent(event)
        if self._is_stale:
            self._refresh()

    def _refresh(self) -> None:
        self._is_stale = False
        if self._analysis:
            items = self._lists[self.choice.currentIndex()].items(self._analysis)
            # setHtml() scrolls to the top, which would lose the reader's place after each change.
            position = self.text.verticalScrollBar().value()
            self.text.setHtml("".join(_format_item(item) for item in items))
            self.text.verticalScrollBar().setValue(position)


def _format_item(item: Item) -> str:
    from ketgui.reporting.checklists.item import STATE_TITLES

    # An open item is no error: some are for the author alone.
    severity = {"answered": "good", "partly": "warning", "open": "warning"}[item.state]
    colour = layout.get_state_colour(severity).name()
    text = "<br>".join(escape(part) for part in (item.answer, item.to_write) if part)
    state = escape(_(STATE_TITLES[item.state]))
    return (
        f'<p><b>{escape(item.title)}</b> <span style="color: {colour}">{state}</span><br>{text}</p>'
    )

"""The report of a session: what it is made of, and its sentences in the user's words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ketgui.reporting.request import ReportRequest
from ketgui.session.history import History
from ketgui.session.state import State, make_entries

if TYPE_CHECKING:
    from ketgui.reporting.sentence_edits import SentenceEdits as SentenceEdits


class Report(QObject):
    """Reads and changes the report's part of the state.

    Signals
    -------
    request_changed(ReportRequest)
        The report is made of something else, by a change, undo, redo or an opened project.
    """

    request_changed = Signal(object)

    def __init__(self, history: History, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._history = history
        history.state_changed.connect(self._on_state)

    @property
    def request(self) -> ReportRequest:
        """What the report is made of; kept with the project."""
        return self._history.state.request

    def change(self, request: ReportRequest) -> None:
        """Make the report of something else, such as a composed figure, as a step to undo."""
        if request != self.request:
            self._history.push(replace(self._history.state, request=request, entries=()))

    def remember(self, request: ReportRequest) -> None:
        """Keep with the project what was chosen for the report being written."""
        self._history.amend(replace(self._history.state, request=request))

    @property
    def sentence_edits(self) -> SentenceEdits:
        """The report's sentences in the user's own words."""
        from ketgui.reporting.sentence_edits import SentenceEdits as SentenceEdits

        return self._history.state.sentence_edits or SentenceEdits()

    def rewrite(self, edits: SentenceEdits, line: str) -> None:
        """Put sentences of the report into other words."""
        entries = make_entries(line)
        self._history.push(replace(self._history.state, sentence_edits=edits, entries=entries))

    def _on_state(self, before: State, now: State) -> None:
        if before.request != now.request:
            self.request_changed.emit(now.request)

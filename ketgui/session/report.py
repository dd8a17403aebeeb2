"""The report of a session: the request, and the sentences that the user edited."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ketgui.reporting.request import ReportRequest
from ketgui.session.history import History
from ketgui.session.state import State, make_entries

if TYPE_CHECKING:
    from ketgui.reporting.paragraphs.sentence_edits import SentenceEdits as SentenceEdits


class Report(QObject):
    """Reads and changes the report's part of the state.

    Signals
    -------
    request_changed(ReportRequest)
        The request changed, also by undo, redo or opening a study.
    """

    request_changed = Signal(object)

    def __init__(self, history: History, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._history = history
        history.state_changed.connect(self._on_state)

    @property
    def request(self) -> ReportRequest:
        """The report request, which is saved with the study."""
        return self._history.state.request

    def change(self, request: ReportRequest) -> None:
        """Change the request, as by composing a figure, as a step to undo."""
        if request != self.request:
            self._history.push(replace(self._history.state, request=request, entries=()))

    def remember(self, request: ReportRequest) -> None:
        """Store the request of the report being written, without a step to undo."""
        self._history.amend(replace(self._history.state, request=request))

    @property
    def sentence_edits(self) -> SentenceEdits:
        """The report's sentences in the user's own words."""
        from ketgui.reporting.paragraphs.sentence_edits import SentenceEdits as SentenceEdits

        return self._history.state.sentence_edits or SentenceEdits()

    def rewrite(self, edits: SentenceEdits, line: str) -> None:
        """Put sentences of the report into other words."""
        entries = make_entries(line)
        self._history.push(replace(self._history.state, sentence_edits=edits, entries=entries))

    def _on_state(self, before: State, now: State) -> None:
        if before.request != now.request:
            self.request_changed.emit(now.request)

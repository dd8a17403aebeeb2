"""A table of which patients were asked about adverse events.

"No event" is known only of patients who were asked; every denominator rests on that difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ketgui.session.jobs import Jobs
from ketgui.session.session import Session
from ketgui.text import _, integer
from ketgui.views import layout
from ketgui.views.adverse_events.event_list import EventModel
from ketgui.views.widgets.dialogs import change_cohort
from ketgui.views.widgets.flow import FlowLayout
from ketgui.views.widgets.tables.table_view import TableView, export_button

if TYPE_CHECKING:
    from ketgui.reporting.tables.events import Ascertainment
    from ketgui.statistics.analysis import Analysis

# Every edit is applied again whenever the cohort changes; more edits would make that slow.
_MAX_EDITS = 500
# A line of the history stays readable with so many ids.
_MAX_NAMED = 8


class AscertainmentTable(QWidget):
    """Lists whether each patient was asked about events, and lets the user record it.

    Signals
    -------
    patient_wanted(str)
        The user wants to see a patient's page.
    """

    patient_wanted = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._analysis: Analysis | None = None
        self._jobs = Jobs(self, newest_wins=True)
        self.summary = layout.make_paragraph()
        self.model = EventModel()
        self.view = TableView(self.model, _("Asked about adverse events"))
        self.view.doubleClicked.connect(self._on_opened)
        self.asked = QPushButton(_("Asked"))
        self.not_asked = QPushButton(_("Not asked"))
        self.not_recorded = QPushButton(_("Not recorded"))
        self.select_all = QPushButton(_("Select all"))
        self._lay_out()
        self.asked.clicked.connect(lambda: self._record(True))
        self.not_asked.clicked.connect(lambda: self._record(False))
        self.not_recorded.clicked.connect(lambda: self._record(None))
        self.select_all.clicked.connect(self.view.selectAll)
        self.view.selectionModel().selectionChanged.connect(self._update_buttons)
        # Another analysis makes the list out of date before it is listed anew.
        session.busy_changed.connect(self._update_buttons)
        self._update_buttons()

    @property
    def busy(self) -> bool:
        """Whether the list is being computed."""
        return self._jobs.is_busy

    def show_analysis(self, analysis: Analysis) -> None:
        """Show another analysis."""
        self._analysis = analysis

        def work() -> Ascertainment:
            from ketgui.reporting.tables.events import list_ascertainment

            return list_ascertainment(analysis)

        self._jobs.start(work, self._on_listed)

    def _on_listed(self, ascertainment: Ascertainment) -> None:
        rows = self._list_selected_rows()
        top = self.view.verticalScrollBar().value()
        self.model.show_listing(ascertainment.listing)
        self.view.verticalScrollBar().setValue(top)
        # A row in the same position is selected again, so that the keyboard goes on from there.
        for row in rows[:1]:
            self.view.selectRow(min(row, self.model.rowCount() - 1))
        self.summary.setText(_describe_counts(ascertainment))
        self._update_buttons()

    def _lay_out(self) -> None:
        row = FlowLayout()
        row.addWidget(self.select_all)
        for button in (self.asked, self.not_asked, self.not_recorded):
            row.addWidget(button)
        row.addWidget(export_button(self.view))
        box = layout.pad(QVBoxLayout(self), 0)
        box.addWidget(self.summary)
        box.addWidget(self.view, 1)
        box.addLayout(row)

    def _list_selected_rows(self) -> list[int]:
        return [index.row() for index in self.view.selectionModel().selectedRows()]

    def _update_buttons(self) -> None:
        # An edit names rows of the listed analysis, which must still be the current one.
        ready = self._analysis is not None and self._analysis is self._session.analysis
        selected = self.view.selectionModel().hasSelection()
        for button in (self.asked, self.not_asked, self.not_recorded):
            button.setEnabled(ready and selected)

    def _record(self, asked: bool | None) -> None:
        """Record whether the selected patients were asked about events."""
        from ketgui.domain.edits import RowChange

        analysis = self._analysis
        assert analysis is not None
        records = [self.model.record(row) for row in self._list_selected_rows()[:_MAX_EDITS]]
        # Only real changes become edits, so that one undo takes back what the user sees.
        changed = dict(_find_changed(analysis, records, asked))
        edits = [
            RowChange("patients", row, {"events_asked": asked}, {"patient_id": patient_id})
            for row, patient_id in changed.items()
        ]
        change_cohort(self._session, self, edits, _describe_edit(list(changed.values()), asked))

    def _on_opened(self, index: QModelIndex) -> None:
        self.patient_wanted.emit(self.model.patients()[index.row()])


def _describe_counts(ascertainment: Ascertainment) -> str:
    """Return how many patients were asked, and whether those without an event had none."""
    counts = _(
        "Asked: {asked}. Not asked: {not_asked}. Not recorded: {silent}.",
        asked=integer(ascertainment.asked),
        not_asked=integer(ascertainment.not_asked),
        silent=integer(ascertainment.not_recorded),
    )
    explanation = (
        _(
            "All patients were asked, except those marked as not asked. A patient who was "
            "asked and has no event recorded had none."
        )
        if ascertainment.whole_cohort_asked
        else _(
            "A patient who was asked and has no event recorded had none. For the others "
            "this is unknown."
        )
    )
    return f"{counts} {explanation}"


def _find_changed(
    analysis: Analysis, records: Iterable[int], asked: bool | None
) -> Iterable[tuple[int, str]]:
    """Yield row and id of the patients for whom something else is recorded."""
    from ketgui.reporting.tables.events import find_ascertainment

    patients = analysis.cohort.patients
    for row in records:
        if find_ascertainment(patients, row) is not asked:
            yield row, str(patients["patient_id"].iloc[row])


def _describe_edit(ids: Sequence[str], asked: bool | None) -> str:
    names = ", ".join(ids[:_MAX_NAMED]) + (" …" if len(ids) > _MAX_NAMED else "")
    if asked is None:
        return _("Not recorded whether asked about adverse events: {patients}", patients=names)
    if asked:
        return _("Asked about adverse events: {patients}", patients=names)
    return _("Not asked about adverse events: {patients}", patients=names)

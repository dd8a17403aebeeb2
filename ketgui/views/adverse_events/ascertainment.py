"""Who was asked about adverse events: no event is a fact of those who were, and of no other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ketgui.session.jobs import Jobs
from ketgui.session.session import Session
from ketgui.text import _, integer
from ketgui.views import layout
from ketgui.views.adverse_events.event_list import EventModel
from ketgui.views.widgets.dialogs import change_cohort
from ketgui.views.widgets.tables.table_view import TableView, export_button

if TYPE_CHECKING:
    from ketgui.reporting.tables.events import Ascertainment
    from ketgui.statistics.analysis import Analysis

# More would be slow to repeat each time the cohort is changed.
_MAX_EDITS = 500
_MAX_NAMED = 8


class AscertainmentTable(QWidget):
    """Says of each patient whether events were asked about, and what was found.

    Signals
    -------
    patient_wanted(str)
        A patient's page is to be opened.
    """

    patient_wanted = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._analysis: Analysis | None = None
        self._jobs = Jobs(self, newest_wins=True)
        self.words = layout.paragraph()
        self.model = EventModel()
        self.view = TableView(self.model, _("Asked about adverse events"))
        self.view.doubleClicked.connect(self._on_opened)
        self.yes = QPushButton(_("Asked"))
        self.no = QPushButton(_("Not asked"))
        self.unknown = QPushButton(_("Not recorded"))
        self.everybody = QPushButton(_("Select all"))
        self._lay_out()
        self.yes.clicked.connect(lambda: self._set(True))
        self.no.clicked.connect(lambda: self._set(False))
        self.unknown.clicked.connect(lambda: self._set(None))
        self.everybody.clicked.connect(self.view.selectAll)
        self.view.selectionModel().selectionChanged.connect(self._offer)
        session.busy_changed.connect(self._offer)
        self._offer()

    @property
    def busy(self) -> bool:
        """Whether the patients are being listed."""
        return self._jobs.is_busy

    def show_analysis(self, analysis: Analysis) -> None:
        """Show another snapshot."""
        self._analysis = analysis

        def work() -> Ascertainment:
            from ketgui.reporting.tables.events import list_ascertainment

            return list_ascertainment(analysis)

        self._jobs.start(work, self._on_listed)

    def _on_listed(self, found: Ascertainment) -> None:
        rows = [index.row() for index in self.view.selectionModel().selectedRows()]
        top = self.view.verticalScrollBar().value()
        self.model.show_listing(found.listing)
        self.view.verticalScrollBar().setValue(top)
        for row in rows[:1]:
            self.view.selectRow(min(row, self.model.rowCount() - 1))
        self.words.setText(_describe_counts(found))
        self._offer()

    def _lay_out(self) -> None:
        row = layout.padded(QHBoxLayout(), 0)
        row.addWidget(self.everybody)
        for button in (self.yes, self.no, self.unknown):
            row.addWidget(button)
        row.addStretch()
        row.addWidget(export_button(self.view))
        box = layout.padded(QVBoxLayout(self), 0)
        box.addWidget(self.words)
        box.addWidget(self.view, 1)
        box.addLayout(row)

    def _rows(self) -> list[int]:
        return [index.row() for index in self.view.selectionModel().selectedRows()]

    def _offer(self) -> None:
        ready = self._analysis is not None and self._analysis is self._session.analysis
        chosen = self.view.selectionModel().hasSelection()
        for button in (self.yes, self.no, self.unknown):
            button.setEnabled(ready and chosen)

    def _set(self, asked: bool | None) -> None:
        """Say of each selected patient whether events were asked about."""
        from ketgui.domain.edits import RowChanged

        analysis = self._analysis
        assert analysis is not None
        records = [self.model.record(row) for row in self._rows()[:_MAX_EDITS]]
        places = dict(_find_changed(analysis, records, asked))
        edits = [
            RowChanged("patients", place, {"events_asked": asked}, {"patient_id": who})
            for place, who in places.items()
        ]
        change_cohort(self._session, self, edits, _describe_edit(list(places.values()), asked))

    def _on_opened(self, index: QModelIndex) -> None:
        self.patient_wanted.emit(self.model.patients()[index.row()])


def _describe_counts(found: Ascertainment) -> str:
    """Return how many were asked, and what follows of those without an event."""
    numbers = _(
        "Asked: {asked}. Not asked: {not_asked}. Not recorded: {silent}.",
        asked=integer(found.asked),
        not_asked=integer(found.not_asked),
        silent=integer(found.silent),
    )
    what_follows = (
        _(
            "All were asked, as is said of the cohort, but those said not to be; who was asked and "
            "has no event had none."
        )
        if found.cohort_asked
        else _("A patient who was asked and has no event had none; of the others nothing is known.")
    )
    return f"{numbers} {what_follows}"


def _find_changed(
    analysis: Analysis, records: Iterable[int], asked: bool | None
) -> Iterable[tuple[int, str]]:
    """Return place and id of the patients of whom something else is recorded."""
    from ketgui.reporting.tables.events import find_ascertainment

    patients = analysis.cohort.patients
    for place in records:
        if find_ascertainment(patients, place) is not asked:
            yield place, str(patients["patient_id"].iloc[place])


def _describe_edit(ids: Sequence[str], asked: bool | None) -> str:
    named = ", ".join(ids[:_MAX_NAMED]) + (" …" if len(ids) > _MAX_NAMED else "")
    if asked is None:
        return _("Not recorded whether asked about adverse events: {patients}", patients=named)
    if asked:
        return _("Asked about adverse events: {patients}", patients=named)
    return _("Not asked about adverse events: {patients}", patients=named)

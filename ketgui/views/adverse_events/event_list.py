"""Every event, row by row: sorted, filtered, entered, changed and removed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ketgui.domain.edits import Value
from ketgui.session.jobs import Jobs
from ketgui.session.session import Session
from ketgui.text import _, plural
from ketgui.views import layout
from ketgui.views.adverse_events.event_dialog import EventDialog, open_remove_dialog
from ketgui.views.widgets.tables.table_view import ListingModel, TableView, export_button

if TYPE_CHECKING:
    from ketgui.reporting.tables.listing import Listing
    from ketgui.statistics.analysis import Analysis

_PAUSE_MS = 150


class EventModel(ListingModel):
    """Rows of the table of events; sorting is asked for, and done elsewhere."""

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Leave the rows as they are: the list sorts them off the main thread."""

    def place(self, record: int) -> int:
        """Return the row that shows this record, −1 if none does."""
        if self._listing is None:
            return -1
        places = self._listing.frame.index.to_numpy()
        found = (places == record).nonzero()[0]
        return int(found[0]) if len(found) else -1

    def words(self, row: int) -> tuple[str, ...]:
        """Return what a row says, column by column."""
        return tuple(self.text(row, column) for column in range(self.columnCount()))


class EventList(QWidget):
    """The events of the cohort and what can be done with one.

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
        self._listed: Analysis | None = None
        self._jobs = Jobs(self, newest_wins=True)
        self._sorting: tuple[int, bool] | None = None
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(_("Filter rows"))
        self.filter.setAccessibleName(_("Filter rows"))
        self.filter.setClearButtonEnabled(True)
        self.selected_only = QCheckBox(_("Selected patients"))
        self.selected_only.setToolTip(_("Only the events of the patients who are selected"))
        self.serious_only = QCheckBox(_("Serious only"))
        self.count = QLabel()
        self.model = EventModel()
        self.view = TableView(self.model, _("Adverse events"))
        self.view.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.view.setSortingEnabled(True)
        self.view.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.empty = layout.paragraph(
            _("No adverse event is recorded. Enter the first one, or say who was asked.")
        )
        self._lay_out()
        self._connect()

    def show_analysis(self, analysis: Analysis) -> None:
        """Show the events of another snapshot; filter and order stay."""
        self._analysis = analysis
        self._show()

    def show_selected(self) -> None:
        """List the events of those who are selected, and nobody else's."""
        self.filter.clear()
        self.serious_only.setChecked(False)
        self.selected_only.setChecked(True)

    def _lay_out(self) -> None:
        key = Qt.Key
        self.add = self._action("plus", _("Enter an event…"), self.enter_event, key.Key_Insert)
        self.change = self._action(
            "pencil", _("Change…"), self.change_event, key.Key_F2, key.Key_Return, key.Key_Enter
        )
        self.remove = self._action("trash-2", _("Remove…"), self.remove_event, key.Key_Delete)
        self.page = self._action("users", _("Patient's page"), self._on_page)
        top = layout.padded(QHBoxLayout(), 0)
        top.addWidget(self.filter, 1)
        top.addWidget(self.serious_only)
        top.addWidget(self.selected_only)
        top.addWidget(self.count)
        bottom = layout.padded(QHBoxLayout(), 0)
        for one in (self.add, self.change, self.remove, self.page):
            button = QToolButton()
            button.setDefaultAction(one)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            bottom.addWidget(button)
        bottom.addStretch()
        bottom.addWidget(export_button(self.view))
        box = layout.padded(QVBoxLayout(self), 0)
        box.addLayout(top)
        box.addWidget(self.empty)
        box.addWidget(self.view, 1)
        box.addLayout(bottom)

    def _connect(self) -> None:
        # Typing is not slowed by a filter that runs at every key.
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._show)
        self.filter.textChanged.connect(self._pause.start)
        self.serious_only.toggled.connect(self._show)
        self.selected_only.toggled.connect(self._show)
        self.view.horizontalHeader().sortIndicatorChanged.connect(self._on_sort)
        self.view.doubleClicked.connect(self._on_opened)
        self.view.selectionModel().selectionChanged.connect(self._offer)
        self._session.selection.changed.connect(self._on_selection)
        self._session.busy_changed.connect(self._offer)

    def _action(self, icon: str, words: str, act: Callable[[], None], *keys: Qt.Key) -> QAction:
        """Return what a button, the table's menu and a key all do."""
        action = QAction(layout.icon(icon), words, self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(act)
        self.view.addAction(action)
        return action

    def _show(self) -> None:
        """List what the filters leave, in the order asked for, off the main thread."""
        analysis = self._analysis
        if analysis is None:
            return
        words, serious = self.filter.text().strip(), self.serious_only.isChecked()
        chosen = self._session.selection.ids if self.selected_only.isChecked() else None
        sorting = self._sorting

        def work() -> Listing:
            from ketgui.reporting.tables.events import list_events

            return list_events(analysis, words, serious, chosen, sorting)

        self._jobs.start(work, self._on_listed)

    def _on_listed(self, listing: Listing) -> None:
        choose, top = self._chosen_again(), self.view.verticalScrollBar().value()
        self._listed = self._analysis
        self.model.show_listing(listing)
        self.view.verticalScrollBar().setValue(top)
        choose()
        nobody = self.selected_only.isChecked() and not self._session.selection.ids
        counted = _describe_counts(listing)
        self.count.setText(_("Nobody is selected.") if nobody else counted)
        serious = self.serious_only.isChecked()
        self.model.title = _("Serious adverse events") if serious else _("Adverse events")
        self.view.setAccessibleName(self.model.title)
        self.model.note = self._left_out()
        analysis = self._analysis
        self.empty.setVisible(analysis is not None and not len(analysis.cohort.adverse_events))
        self._offer()

    def _chosen_again(self) -> Callable[[], None]:
        """Return what selects the chosen event in the next listing, or the one in its place."""
        record, row = self._current(), self.view.currentIndex().row()
        if record is None:
            return lambda: None
        words, events = self.model.words(row), self._events_of(self._listed)

        def choose() -> None:
            place = self.model.place(record)
            # Where an event came or went, the place in the cohort is another event's.
            same = events == self._events_of(self._listed)
            if not same and (place < 0 or self.model.words(place) != words):
                place = min(row, self.model.rowCount() - 1)
            if place >= 0:
                self.view.selectRow(place)

        return choose

    @staticmethod
    def _events_of(analysis: Analysis | None) -> int:
        return len(analysis.cohort.adverse_events) if analysis else 0

    def _left_out(self) -> str:
        """Say of which rows alone the list is, for who reads it elsewhere; empty for all."""
        words = self.filter.text().strip()
        notes = (
            _("Only rows with “{words}”.", words=words) if words else "",
            _("Only selected patients.") if self.selected_only.isChecked() else "",
        )
        return " ".join(filter(None, notes))

    def _on_sort(self, column: int, order: Qt.SortOrder) -> None:
        self._sorting = (column, order == Qt.SortOrder.AscendingOrder) if column >= 0 else None
        self._show()

    def _on_selection(self) -> None:
        if self.selected_only.isChecked():
            self._show()

    def _current(self) -> int | None:
        rows = self.view.selectionModel().selectedRows()
        return self.model.record(rows[0].row()) if rows else None

    def _offer(self) -> None:
        """An event is changed only while the rows in sight are those of the cohort that stands."""
        ready = self._listed is not None and self._listed is self._session.analysis
        self.add.setEnabled(ready)
        for one in (self.change, self.remove, self.page):
            one.setEnabled(ready and self._current() is not None)

    def enter_event(self) -> None:
        """Open the form of a new event, of the selected patient if there is one."""
        if not self.add.isEnabled():
            return
        given: dict[str, Value] = {}
        if len(self._session.selection.ids) == 1:
            given["patient_id"] = next(iter(self._session.selection.ids))
        EventDialog(self._session, self, None, given).open()

    def change_event(self) -> None:
        """Open the form of the chosen event."""
        row = self._current()
        if row is not None and self.change.isEnabled():
            EventDialog(self._session, self, row, {}).open()

    def remove_event(self) -> None:
        """Ask why the chosen event is to be removed, and remove it."""
        row = self._current()
        if row is None or not self.remove.isEnabled():
            return
        cells = (self.model.index(self.view.currentIndex().row(), c).data() for c in range(3))
        open_remove_dialog(self._session, self, row, " · ".join(filter(None, cells)))

    def _on_opened(self, _index: QModelIndex) -> None:
        self.change_event()

    def _on_page(self) -> None:
        row = self.view.currentIndex().row()
        self.patient_wanted.emit(self.model.patients()[row])


def _describe_counts(listing: Listing) -> str:
    """Return how many events are listed, and how many rows say that there was none."""
    from ketgui.reporting.tables.events import count_no_event_rows

    none = count_no_event_rows(listing)
    events = plural("{n} event", "{n} events", len(listing) - none)
    if not none:
        return events
    return f"{events} · " + plural("{n} row of no event", "{n} rows of no event", none)

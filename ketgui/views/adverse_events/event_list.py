"""The list of all adverse events: sort, filter, enter, change and remove them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ketgui.domain.edit_rows import CellValue
from ketgui.session.jobs import Jobs
from ketgui.session.session import Session
from ketgui.text import _, plural
from ketgui.views import layout
from ketgui.views.adverse_events.event_dialog import EventDialog, open_remove_dialog
from ketgui.views.widgets.flow import FlowLayout
from ketgui.views.widgets.tables.table_view import ListingModel, TableView, export_button

if TYPE_CHECKING:
    from ketgui.reporting.tables.listing import Listing
    from ketgui.statistics.analysis import Analysis

_PAUSE_MS = 150


class EventModel(ListingModel):
    """The rows of the list; `EventList` sorts them off the main thread."""

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Do nothing: the list sorts the rows off the main thread."""

    def find_row(self, record: int) -> int:
        """Return the row that shows a record, −1 if none does."""
        if self._listing is None:
            return -1
        records = self._listing.frame.index.to_numpy()
        rows = (records == record).nonzero()[0]
        return int(rows[0]) if len(rows) else -1

    def list_texts(self, row: int) -> tuple[str, ...]:
        """Return the texts of a row's cells."""
        return tuple(self.text(row, column) for column in range(self.columnCount()))


class EventList(QWidget):
    """Lists the events of the cohort, with buttons to enter, change and remove one.

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
        self._listed_analysis: Analysis | None = None
        self._jobs = Jobs(self, newest_wins=True)
        self._sorting: tuple[int, bool] | None = None
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(_("Filter rows"))
        self.filter.setAccessibleName(_("Filter rows"))
        self.filter.setClearButtonEnabled(True)
        self.selected_only = QCheckBox(_("Selected patients"))
        self.selected_only.setToolTip(_("Only the events of the selected patients"))
        self.serious_only = QCheckBox(_("Serious only"))
        self.count = layout.make_label()
        self.model = EventModel()
        self.view = TableView(self.model, _("Adverse events"))
        self.view.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.view.setSortingEnabled(True)
        # No column is marked at first: the list is sorted by patient.
        self.view.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.empty = layout.make_paragraph(
            _(
                "No adverse event is recorded. Enter the first one, or say which patients were "
                "asked."
            )
        )
        self._lay_out()
        self._connect()

    def show_analysis(self, analysis: Analysis) -> None:
        """Show the events of another analysis; filter and order stay."""
        self._analysis = analysis
        self._show()

    def show_selected(self) -> None:
        """List the events of the selected patients only."""
        self.filter.clear()
        self.serious_only.setChecked(False)
        self.selected_only.setChecked(True)

    def _lay_out(self) -> None:
        key = Qt.Key
        self.add = self._create_action(
            "plus", _("Enter an event…"), self.enter_event, key.Key_Insert
        )
        # The key means nothing to the filter, and an empty list is seldom gone to.
        self.add.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.addAction(self.add)
        self.change = self._create_action(
            "pencil", _("Change…"), self.change_event, key.Key_F2, key.Key_Return, key.Key_Enter
        )
        self.remove = self._create_action(
            "trash-2", _("Remove…"), self.remove_event, key.Key_Delete
        )
        self.page = self._create_action("users", _("Patient's page"), self._on_page)
        top = layout.pad(QHBoxLayout(), 0)
        top.addWidget(self.filter, 1)
        top.addWidget(self.serious_only)
        top.addWidget(self.selected_only)
        top.addWidget(self.count)
        bottom = FlowLayout()
        for action in (self.add, self.change, self.remove, self.page):
            button = QToolButton()
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            bottom.addWidget(button)
        bottom.addWidget(export_button(self.view))
        box = layout.pad(QVBoxLayout(self), 0)
        box.addLayout(top)
        box.addWidget(self.empty)
        box.addWidget(self.view, 1)
        box.addLayout(bottom)

    def _connect(self) -> None:
        # The filter waits for a pause, so that it does not run at every key.
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._show)
        self.filter.textChanged.connect(self._pause.start)
        self.serious_only.toggled.connect(self._show)
        self.selected_only.toggled.connect(self._show)
        self.view.horizontalHeader().sortIndicatorChanged.connect(self._on_sort)
        self.view.doubleClicked.connect(self._on_opened)
        self.view.selectionModel().selectionChanged.connect(self._update_actions)
        self._session.selection.changed.connect(self._on_selection)
        self._session.busy_changed.connect(self._update_actions)

    def _create_action(
        self, icon: str, title: str, run: Callable[[], None], *keys: Qt.Key
    ) -> QAction:
        """Return the action that a button, the table's menu and a key share."""
        action = QAction(layout.make_icon(icon), title, self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        # Del and F2 act on events only while the table has the focus, not while the filter has it.
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(run)
        self.view.addAction(action)
        return action

    def _show(self) -> None:
        """List the events that pass the filters, in the chosen order, off the main thread."""
        analysis = self._analysis
        if analysis is None:
            return
        text, serious = self.filter.text().strip(), self.serious_only.isChecked()
        patients = self._session.selection.ids if self.selected_only.isChecked() else None
        # Widgets are read here, since the worker must not touch them.
        sorting = self._sorting

        def work() -> Listing:
            from ketgui.reporting.tables.events import list_events

            return list_events(analysis, text, serious, patients, sorting)

        # 100 000 events are filtered and sorted in the worker; the list stays usable meanwhile.
        self._jobs.start(work, self._on_listed)

    def _on_listed(self, listing: Listing) -> None:
        restore_selection, top = self._remember_selection(), self.view.verticalScrollBar().value()
        # From here on the visible rows belong to this analysis.
        self._listed_analysis = self._analysis
        self.model.show_listing(listing)
        self.view.verticalScrollBar().setValue(top)
        restore_selection()
        no_selection = self.selected_only.isChecked() and not self._session.selection.ids
        counts = _describe_counts(listing)
        self.count.setText(_("No patient is selected.") if no_selection else counts)
        serious = self.serious_only.isChecked()
        self.model.title = _("Serious adverse events") if serious else _("Adverse events")
        self.view.setAccessibleName(self.model.title)
        self.model.note = self._describe_filters()
        analysis = self._analysis
        self.empty.setVisible(analysis is not None and not len(analysis.cohort.adverse_events))
        self._update_actions()

    def _remember_selection(self) -> Callable[[], None]:
        """Return a function that selects the current event again in the next listing.

        If the event is gone by then, it selects the event in its place.
        """
        record, row = self._get_current_record(), self.view.currentIndex().row()
        if record is None:
            return lambda: None
        texts, count = self.model.list_texts(row), self._count_events(self._listed_analysis)

        def restore() -> None:
            new_row = self.model.find_row(record)
            # Once an event is added or removed, the same record number is another event's.
            same_count = count == self._count_events(self._listed_analysis)
            if not same_count and (new_row < 0 or self.model.list_texts(new_row) != texts):
                new_row = min(row, self.model.rowCount() - 1)
            if new_row >= 0:
                self.view.selectRow(new_row)

        return restore

    @staticmethod
    def _count_events(analysis: Analysis | None) -> int:
        return len(analysis.cohort.adverse_events) if analysis else 0

    def _describe_filters(self) -> str:
        """Return a note on the active filters for a copied or exported list, empty for none."""
        text = self.filter.text().strip()
        notes = (
            _("Only rows with “{words}”.", words=text) if text else "",
            _("Only selected patients.") if self.selected_only.isChecked() else "",
        )
        return " ".join(filter(None, notes))

    def _on_sort(self, column: int, order: Qt.SortOrder) -> None:
        self._sorting = (column, order == Qt.SortOrder.AscendingOrder) if column >= 0 else None
        self._show()

    def _on_selection(self) -> None:
        if self.selected_only.isChecked():
            self._show()

    def _get_current_record(self) -> int | None:
        rows = self.view.selectionModel().selectedRows()
        return self.model.record(rows[0].row()) if rows else None

    def _update_actions(self) -> None:
        """Allow changes only while the listed rows are those of the current cohort."""
        ready = (
            self._listed_analysis is not None and self._listed_analysis is self._session.analysis
        )
        self.add.setEnabled(ready)
        for action in (self.change, self.remove, self.page):
            action.setEnabled(ready and self._get_current_record() is not None)

    def enter_event(self) -> None:
        """Open the form for a new event, of the selected patient if exactly one is selected."""
        if not self.add.isEnabled():
            return
        values: dict[str, CellValue] = {}
        if len(self._session.selection.ids) == 1:
            values["patient_id"] = next(iter(self._session.selection.ids))
        EventDialog(self._session, self, None, values).open()

    def change_event(self) -> None:
        """Open the form of the current event."""
        row = self._get_current_record()
        if row is not None and self.change.isEnabled():
            EventDialog(self._session, self, row, {}).open()

    def remove_event(self) -> None:
        """Ask for a reason and remove the current event."""
        row = self._get_current_record()
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
    """Return how many events are listed, and how many rows record that there was none."""
    from ketgui.reporting.tables.events import count_no_event_rows

    none = count_no_event_rows(listing)
    events = plural("{n} event", "{n} events", len(listing) - none)
    if not none:
        return events
    return f"{events} · " + plural("{n} row of no event", "{n} rows of no event", none)

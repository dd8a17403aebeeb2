"""A list of the patients counted in a table cell, with the way to each patient's page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QStringListModel, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ketgui.session.session import Session
from ketgui.text import _, plural
from ketgui.views import layout

_ROWS_SHOWN = 3


class CountedPatients(QWidget):
    """Lists the patients counted in a cell and selects them in every tab.

    Signals
    -------
    patient_wanted(str)
        The user wants to see a patient's page.
    events_wanted()
        The user wants to see the events of the selected patients.
    """

    patient_wanted = Signal(str)
    events_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.summary = layout.make_paragraph()
        self.model = QStringListModel(self)
        self.names = QListView()
        self.names.setModel(self.model)
        self.names.setAccessibleName(_("Patients counted in the cell"))
        self.names.setToolTip(_("Double-click opens the patient's page."))
        self.names.setFlow(QListView.Flow.LeftToRight)
        self.names.setWrapping(True)
        # Fixed, Qt's default, would keep the line breaks of the first width.
        self.names.setResizeMode(QListView.ResizeMode.Adjust)
        # Without it, Qt measures every id of a large cohort.
        self.names.setUniformItemSizes(True)
        self.names.setSpacing(layout.STEP // 2)
        self.names.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.names.setFixedHeight(_ROWS_SHOWN * layout.measure_row_height())
        self.names.activated.connect(self._on_opened)
        self.list_events = QPushButton(_("List their events"))
        self.list_events.clicked.connect(lambda: self.events_wanted.emit())
        row = layout.pad(QHBoxLayout(), 0)
        row.addWidget(self.summary, 1)
        row.addWidget(self.list_events)
        box = layout.pad(QVBoxLayout(self), 0, layout.STEP)
        box.addLayout(row)
        box.addWidget(self.names)
        self.clear()

    def show_patients(self, title: str, ids: Sequence[str]) -> None:
        """List and select the patients of one cell; `title` names its row and column."""
        count = plural("{n} patient", "{n} patients", len(ids))
        self.summary.setText(_("{name}: {value}", name=title, value=count))
        self.model.setStringList(list(ids))
        self.names.setVisible(bool(ids))
        self.list_events.setVisible(bool(ids))
        # The same patients stand out in every figure and table at once.
        self._session.selection.select(frozenset(ids))

    def clear(self, hidden: bool = False) -> None:
        """Empty the list and say how to fill it, or that hidden counts have no list."""
        self.summary.setText(
            _("While counts are hidden, their patients are not listed.")
            if hidden
            else _("Click a number, or press Enter on it, to list its patients.")
        )
        self.model.setStringList([])
        self.names.hide()
        self.list_events.hide()

    def _on_opened(self, index: QModelIndex) -> None:
        self.patient_wanted.emit(str(index.data()))

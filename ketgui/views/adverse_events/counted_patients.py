"""The patients behind a number: who they are, and the way to each one's page."""

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

_HEIGHT = 3 * layout.ROW_HEIGHT


class CountedPatients(QWidget):
    """Lists the patients who are counted in a cell; they are selected everywhere.

    Signals
    -------
    patient_wanted(str)
        A patient's page is to be opened.
    events_wanted()
        The events of those who are selected are to be listed.
    """

    patient_wanted = Signal(str)
    events_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.words = layout.paragraph()
        self.model = QStringListModel(self)
        self.names = QListView()
        self.names.setModel(self.model)
        self.names.setAccessibleName(_("Patients behind the number"))
        self.names.setToolTip(_("Double-click opens the patient's page."))
        self.names.setFlow(QListView.Flow.LeftToRight)
        self.names.setWrapping(True)
        self.names.setResizeMode(QListView.ResizeMode.Adjust)
        self.names.setUniformItemSizes(True)
        self.names.setSpacing(layout.STEP // 2)
        self.names.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.names.setFixedHeight(_HEIGHT)
        self.names.activated.connect(self._on_opened)
        self.events = QPushButton(_("List their events"))
        self.events.clicked.connect(lambda: self.events_wanted.emit())
        row = layout.padded(QHBoxLayout(), 0)
        row.addWidget(self.words, 1)
        row.addWidget(self.events)
        box = layout.padded(QVBoxLayout(self), 0, layout.STEP)
        box.addLayout(row)
        box.addWidget(self.names)
        self.clear()

    def show_patients(self, what: str, ids: Sequence[str]) -> None:
        """List the patients behind what a cell counts, and select them."""
        said = plural("{n} patient", "{n} patients", len(ids))
        self.words.setText(_("{name}: {value}", name=what, value=said))
        self.model.setStringList(list(ids))
        self.names.setVisible(bool(ids))
        self.events.setVisible(bool(ids))
        self._session.selection.select(frozenset(ids))

    def clear(self, hidden: bool = False) -> None:
        """List nobody, and say how to come by a list, or that there is none of hidden numbers."""
        self.words.setText(
            _("While counts are hidden, so are the patients behind them.")
            if hidden
            else _("Click a number, or press Enter on it, for the patients behind it.")
        )
        self.model.setStringList([])
        self.names.hide()
        self.events.hide()

    def _on_opened(self, index: QModelIndex) -> None:
        self.patient_wanted.emit(str(index.data()))

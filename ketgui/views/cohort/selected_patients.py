"""The selected patients: their number, opening the page of one, excluding them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ketgui.session.session import Session
from ketgui.text import _, plural
from ketgui.views import layout

_MOST_NAMED = 8


class SelectedPatients(QWidget):
    """Shows which patients are selected, opens the page of one, excludes them.

    Signals
    -------
    patient_wanted(str)
        A patient's page is to be opened.
    """

    patient_wanted = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.words = layout.make_paragraph()
        # One line, whatever is selected: a plot that moves under the pointer is hard to click.
        self.words.setWordWrap(False)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.open_page = QPushButton(_("Open the page"))
        self.open_page.clicked.connect(self._on_open)
        self.reason = QLineEdit()
        self.reason.setAccessibleName(_("Reason (appears in the report)"))
        self.reason.setPlaceholderText(_("Reason (appears in the report)"))
        self.reason.textChanged.connect(self._on_changed)
        self.leave_out = QPushButton(_("Exclude"))
        self.leave_out.setToolTip(_("Can be undone; the source file is not changed."))
        self.leave_out.clicked.connect(self._on_leave_out)
        # Pressing the button, and not the slot: a disabled button then does nothing.
        self.reason.returnPressed.connect(self.leave_out.click)
        row = layout.pad(QHBoxLayout(), 0, layout.STEP)
        row.addWidget(self.open_page)
        row.addWidget(self.reason, 1)
        row.addWidget(self.leave_out)
        box = layout.pad(QVBoxLayout(self), 0, layout.STEP)
        box.addWidget(self.words)
        box.addLayout(row)
        session.selection.changed.connect(self._on_changed)
        self._on_changed()

    def _on_changed(self) -> None:
        chosen = sorted(self._session.selection.ids)
        self.open_page.setEnabled(len(chosen) == 1)
        self.reason.setEnabled(bool(chosen))
        self.leave_out.setEnabled(bool(chosen and self.reason.text().strip()))
        if not chosen:
            self.words.setText(
                _(
                    "Click: a patient's page. Ctrl+click or a rectangle: several. Ctrl+wheel: "
                    "enlarge."
                )
            )
            return
        count = plural("{n} patient selected", "{n} patients selected", len(chosen))
        self.words.setText(_("{title}: {words}", title=count, words=_join_ids(chosen)))

    def _on_open(self) -> None:
        for patient_id in self._session.selection.ids:
            self.patient_wanted.emit(patient_id)

    def _on_leave_out(self) -> None:
        from ketgui.views.cohort.exclusion import exclude_patients

        reason, chosen = self.reason.text().strip(), sorted(self._session.selection.ids)
        self.reason.clear()
        exclude_patients(self._session, self, chosen, reason)


def _join_ids(ids: list[str]) -> str:
    """Return the ids as text, only the first few where there are many."""
    return ", ".join(ids[:_MOST_NAMED]) + (" …" if len(ids) > _MOST_NAMED else "")

"""Excluding the selected patients, with the reason that the report gives."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from ketgui.session.session import Session
from ketgui.text import _, plural
from ketgui.views import layout
from ketgui.views.widgets.dialog import Dialog
from ketgui.views.widgets.dialogs import change_cohort, make_buttons

_MOST_NAMED = 8


class ExclusionDialog(Dialog):
    """Asks why patients are excluded; without a reason they are not."""

    def __init__(self, session: Session, parent: QWidget, patient_ids: Sequence[str]) -> None:
        super().__init__(parent, _("Exclude patients"))
        self._session, self._ids = session, list(patient_ids)
        self.reason = QLineEdit()
        self.exclude = QPushButton(_("Exclude"))
        self.exclude.setDefault(True)
        self.exclude.setEnabled(False)
        self.reason.textChanged.connect(lambda text: self.exclude.setEnabled(bool(text.strip())))
        self.exclude.clicked.connect(self._on_exclude)
        self.setAttribute(layout.DELETE_ON_CLOSE)
        count = plural("{n} patient", "{n} patients", len(self._ids))
        content = QWidget()
        box = layout.pad(QVBoxLayout(content), 0)
        box.addWidget(
            layout.make_paragraph(_("{title}: {words}", title=count, words=join_ids(self._ids)))
        )
        box.addWidget(layout.make_paragraph(_("Can be undone; the source file is not changed.")))
        box.addLayout(layout.put_below(_("Reason (appears in the report)"), self.reason))
        box.addStretch()
        self.fill(content, make_buttons(self, self.exclude))
        self.reason.setFocus()

    def _on_exclude(self) -> None:
        if exclude_patients(self._session, self, self._ids, self.reason.text().strip()):
            self.accept()


def exclude_patients(
    session: Session, parent: QWidget, patient_ids: Sequence[str], reason: str
) -> bool:
    """Exclude patients in one step, or show why they cannot be; return whether they were."""
    from ketgui.domain.edits import PatientExclusion

    line = _("Left out {id}: {reason}", id=join_ids(patient_ids), reason=reason)
    # First, since the edit redraws every view, in which these patients no longer exist.
    session.selection.select(frozenset())
    edits = [PatientExclusion(patient_id, reason) for patient_id in patient_ids]
    return change_cohort(session, parent, edits, line)


def join_ids(ids: Sequence[str]) -> str:
    """Return the ids as text, only the first few where there are many."""
    return ", ".join(ids[:_MOST_NAMED]) + (" …" if len(ids) > _MOST_NAMED else "")

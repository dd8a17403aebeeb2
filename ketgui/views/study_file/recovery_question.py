"""The question at the start after KetGUI closed without saving."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QMessageBox, QWidget

from ketgui.project.recovery import RecoveryCopy
from ketgui.text import _, plural
from ketgui.views import layout
from ketgui.views.widgets.dialog import Question


class RecoveryQuestion(Question):
    """Asks whether to recover changes, shows them, or discards them.

    Signals
    -------
    recover_wanted(RecoveryCopy), discard_wanted(RecoveryCopy)
        The copy is to be opened, or removed.
    """

    recover_wanted = Signal(object)
    discard_wanted = Signal(object)

    def __init__(self, parent: QWidget, copy: RecoveryCopy) -> None:
        super().__init__(parent)
        self._copy = copy
        self.setAttribute(layout.DELETE_ON_CLOSE)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWindowTitle(_("Recover changes"))
        self.setText(_("KetGUI closed unexpectedly."))
        self.setInformativeText(_describe(copy))
        if copy.changes:
            # Qt's own button shows and hides it.
            self.setDetailedText("\n".join(entry.what for entry in copy.changes if entry.what))
        self._recover = self.addButton(_("Recover"), QMessageBox.ButtonRole.AcceptRole)
        self._discard = self.addButton(_("Discard"), QMessageBox.ButtonRole.DestructiveRole)
        later = self.addButton(_("Not now"), QMessageBox.ButtonRole.RejectRole)
        self.setDefaultButton(self._recover)
        # Escape decides nothing: the copy is offered again.
        self.setEscapeButton(later)
        self.buttonClicked.connect(self._on_clicked)

    @Slot(QAbstractButton)
    def _on_clicked(self, button: QAbstractButton) -> None:
        if button is self._recover:
            self.recover_wanted.emit(self._copy)
        elif button is self._discard:
            self.discard_wanted.emit(self._copy)


def _describe(copy: RecoveryCopy) -> str:
    name = copy.study.stem if copy.study else _("a study that was not saved yet")
    if copy.is_sealed:
        return _("Recover the changes of {name} ({time})?", name=name, time=copy.time)
    return plural(
        "Recover {n} change of {name} ({time})?",
        "Recover {n} changes of {name} ({time})?",
        sum(bool(entry.what) for entry in copy.changes),
        name=name,
        time=copy.time,
    )

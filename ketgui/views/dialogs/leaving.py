"""The question before the window closes with unsaved work."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QMessageBox, QWidget

from ketgui.text import _
from ketgui.views import layout


class Leaving(QMessageBox):
    """Asks whether to save the project first, to leave without it, or to stay.

    Signals
    -------
    save_wanted(), leave_wanted()
        The project is to be saved first; the window may go as it is.
    """

    save_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(layout.DELETE_ON_CLOSE)
        self.setWindowTitle(_("Close KetGUI"))
        self.setText(_("What you did here is in no project file yet."))
        self.setInformativeText(
            _(
                "A project keeps every step beside your data, which stay as they are: answers "
                "about the files, corrections, the plan, reworded sentences, a composed figure."
            )
        )
        save = self.addButton(_("Save the project…"), QMessageBox.ButtonRole.AcceptRole)
        self._leave = self.addButton(
            _("Close without saving"), QMessageBox.ButtonRole.DestructiveRole
        )
        stay = self.addButton(_("Stay"), QMessageBox.ButtonRole.RejectRole)
        self.setDefaultButton(save)
        # Escape and the window's cross must not lose work.
        self.setEscapeButton(stay)
        self._save = save
        self.buttonClicked.connect(self._on_clicked)

    @Slot(QAbstractButton)
    def _on_clicked(self, button: QAbstractButton) -> None:
        if button is self._save:
            self.save_wanted.emit()
        elif button is self._leave:
            self.leave_wanted.emit()

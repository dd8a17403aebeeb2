"""What is asked when another study would take the place of work that no file holds."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QMessageBox, QWidget

from ketgui.text import _
from ketgui.views import layout


class ReplacingStudy(QMessageBox):
    """Asks whether another study may take the place of the open one.

    Signals
    -------
    replace_wanted()
        It may.
    """

    replace_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(layout.DELETE_ON_CLOSE)
        self.setWindowTitle(_("Use another cohort"))
        self.setText(_("What you did with the open cohort is in no project file yet."))
        self.setInformativeText(
            _("Undo brings it back until you close KetGUI; a saved project keeps it.")
        )
        self._replace = self.addButton(
            _("Use the other cohort"), QMessageBox.ButtonRole.DestructiveRole
        )
        stay = self.addButton(_("Stay"), QMessageBox.ButtonRole.RejectRole)
        self.setDefaultButton(stay)
        self.setEscapeButton(stay)
        self.buttonClicked.connect(self._on_clicked)

    @Slot(QAbstractButton)
    def _on_clicked(self, button: QAbstractButton) -> None:
        if button is self._replace:
            self.replace_wanted.emit()

"""The question before anything would lose unsaved work."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QMessageBox, QWidget

from ketgui.text import _
from ketgui.views import layout
from ketgui.views.widgets.dialog import Question


class UnsavedQuestion(Question):
    """Asks whether to save the study first, to discard the changes, or to do nothing.

    Signals
    -------
    save_wanted(), discard_wanted()
        The study is to be saved first; its changes may be lost.
    """

    save_wanted = Signal()
    discard_wanted = Signal()

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self.setAttribute(layout.DELETE_ON_CLOSE)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWindowTitle(_("Unsaved changes"))
        if name:
            self.setText(_("Save the changes to {name}?", name=name))
        else:
            self.setText(_("Save this study?"))
        self.setInformativeText(
            _(
                "A study file holds the tables that were read, every answer, correction and "
                "exclusion, the plan, and the report. Your own files stay as they are."
            )
        )
        self._save = self.addButton(_("Save"), QMessageBox.ButtonRole.AcceptRole)
        self._discard = self.addButton(_("Discard"), QMessageBox.ButtonRole.DestructiveRole)
        cancel = self.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
        self.setDefaultButton(self._save)
        # Escape and the window's cross must not lose work.
        self.setEscapeButton(cancel)
        self.buttonClicked.connect(self._on_clicked)

    @Slot(QAbstractButton)
    def _on_clicked(self, button: QAbstractButton) -> None:
        if button is self._save:
            self.save_wanted.emit()
        elif button is self._discard:
            self.discard_wanted.emit()

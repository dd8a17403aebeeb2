"""What was decided about single cells, rows and patients: a line each, to be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QListWidget, QPushButton, QVBoxLayout, QWidget

from ketgui.text import _
from ketgui.views import layout

if TYPE_CHECKING:
    from ketgui.importing import Import
    from ketgui.importing.changes import Decision


class Answered(QWidget):
    """Lists the decisions on an import.

    Signals
    -------
    taken_back(Decision)
        One of them is to be dropped.
    """

    taken_back = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._decisions: tuple[Decision, ...] = ()
        self._list = QListWidget()
        self._list.setAccessibleName(_("What you decided"))
        self._list.setAlternatingRowColors(True)
        self._list.setSpacing(layout.STEP // 2)
        self._list.setWordWrap(True)
        self._back = QPushButton(_("Take it back"))
        self._back.clicked.connect(self._on_back)
        self._list.currentRowChanged.connect(lambda row: self._back.setEnabled(row >= 0))
        box = layout.padded(QVBoxLayout(self), layout.STEP, layout.STEP)
        box.addWidget(
            layout.paragraph(_("Your file itself is never written; each of these can be undone."))
        )
        box.addWidget(self._list, 1)
        box.addWidget(self._back)

    def show_import(self, imported: Import) -> int:
        """List the decisions of another import; return how many there are."""
        self._decisions = imported.mapping.decisions
        self._list.clear()
        self._list.addItems([line for _decision, line in lines_of(imported)])
        self._back.setEnabled(False)
        return len(self._decisions)

    def _on_back(self) -> None:
        row = self._list.currentRow()
        if 0 <= row < len(self._decisions):
            self.taken_back.emit(self._decisions[row])


def lines_of(imported: Import) -> list[tuple[Decision, str]]:
    """Return each decision on an import with the line that tells of it."""
    from ketgui.project.history import describe_opening

    # The first line tells of the opening itself.
    lines = describe_opening(imported, 0)[1:]
    return list(zip(imported.mapping.decisions, lines, strict=False))

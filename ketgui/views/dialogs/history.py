"""The history of changes since the files were opened; it can be copied and saved."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from ketgui.text import _
from ketgui.views import layout


class History(QWidget):
    """Lists the steps in order, scrolled to the newest.

    Signals
    -------
    save_wanted()
        The study is to be saved.
    """

    save_wanted = Signal()

    def __init__(self, lines: Sequence[str], can_save: bool) -> None:
        super().__init__()
        self._lines = tuple(lines)
        self.steps = QListWidget()
        self.steps.setAccessibleName(_("History"))
        self.steps.setWordWrap(True)
        self.steps.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.steps.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.steps.addItems([f"{number}. {line}" for number, line in enumerate(self._lines, 1)])
        self.steps.scrollToBottom()
        row = QHBoxLayout()
        row.addStretch()
        copy = layout.button("copy", _("Copy"), self.copy)
        copy.setEnabled(bool(self._lines))
        save = layout.button("save", _("Save"), self.save_wanted.emit)
        save.setEnabled(can_save)
        row.addWidget(copy)
        row.addWidget(save)
        box = layout.padded(QVBoxLayout(self), 0)
        if not self._lines:
            box.addWidget(layout.paragraph(_("Nothing has been done yet.")))
        box.addWidget(self.steps, 1)
        box.addLayout(row)

    def copy(self) -> None:
        """Put the steps on the clipboard, a line each."""
        QGuiApplication.clipboard().setText("\n".join(self._lines))

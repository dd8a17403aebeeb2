"""The application: macOS hands over the files that were double-clicked as events, not arguments."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class Application(QApplication):
    """Qt's application, which tells of files.

    Signals
    -------
    file_opened(Path)
        The system asks the program to open a file.
    """

    file_opened = Signal(object)

    def event(self, event: QEvent) -> bool:
        """Take an event of the application itself."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self.file_opened.emit(Path(event.file()))
            return True
        return super().event(event)

"""The application itself: files that the system hands over, and the language of Qt's words."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QTranslator, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class Application(QApplication):
    """Qt's application, which tells of files: macOS sends them as events, not as arguments.

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


def speak(code: str) -> None:
    """Give Qt's own words (file dialogs, buttons, the menus of fields) in a language too."""
    application = QCoreApplication.instance()
    assert application
    for spoken in application.findChildren(QTranslator):
        application.removeTranslator(spoken)
        spoken.deleteLater()
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{code}", folder):
        application.installTranslator(translator)

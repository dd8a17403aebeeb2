"""The application itself: files that the system hands over, Qt's words, and memory's upkeep."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QTimer, QTranslator, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from ketgui.settings import Settings
from ketgui.views.theme import choose_theme, use_theme

_SETTLED_MS, _SWEEP_MS = 4_000, 5_000


class Application(QApplication):
    """Qt's application, which tells of files: macOS sends them as events, not as arguments.

    Garbage is collected here alone. Python would do so in whatever thread happens to make
    something, and what it finds there may be Qt's, which belongs to the main thread; while
    libraries are loaded it would find nothing, and take a tenth of the time.

    Signals
    -------
    file_opened(Path)
        The system asks the program to open a file.
    """

    file_opened = Signal(object)

    def __init__(self, arguments: Sequence[str]) -> None:
        super().__init__(arguments)
        gc.disable()
        # What is there by then, the libraries first of all, stays: no sweep looks at it again.
        QTimer.singleShot(_SETTLED_MS, gc.freeze)
        self._sweeping = QTimer(self, interval=_SWEEP_MS)
        self._sweeping.timeout.connect(sweep)
        self._sweeping.start()

    def event(self, event: QEvent) -> bool:
        """Take an event of the application itself."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self.file_opened.emit(Path(event.file()))
            return True
        return super().event(event)


def apply_look(settings: Settings) -> None:
    """Show the application in the theme and the size of letters that are preferred."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    use_theme(application, choose_theme(settings.theme), settings.text_percent)


def sweep() -> None:
    """Collect garbage where Python's own thresholds would have."""
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation]:
            gc.collect(generation)
            return


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

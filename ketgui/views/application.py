"""The application: files that the system opens, Qt's own texts, and garbage collection."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from time import process_time

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QTimer, QTranslator, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from ketgui.processes import return_memory
from ketgui.settings import Settings
from ketgui.views.theme import choose_theme, use_theme

# Qt gives up Python's lock in most calls, and a worker that computes gives it back after this time
# alone: with Python's own 5 ms the window would stand still for a hundred calls in a row.
_SWITCH_SECONDS = 0.0001
_SETTLED_MS, _SWEEP_MS = 4_000, 1_000
# Processor time between two sweeps, of all threads; and objects that may wait to be examined.
_IDLE_SECONDS, _MOST_WAITING = 0.05, 100_000


class Application(QApplication):
    """Qt's application, with a signal for files: macOS sends them as events, not as arguments.

    Garbage is collected here alone. Python would collect it in whichever thread allocates memory,
    and an object of Qt's that it finds there must be deleted in the main thread. While libraries
    are loaded there is no garbage, and looking for it takes a tenth of the time.

    Signals
    -------
    file_opened(Path)
        The system asks the program to open a file.
    """

    file_opened = Signal(object)

    def __init__(self, arguments: Sequence[str]) -> None:
        super().__init__(arguments)
        self.focusChanged.connect(describe_choice)
        sys.setswitchinterval(_SWITCH_SECONDS)
        gc.disable()
        # What is in memory by then, mostly libraries, stays: no later sweep examines it.
        QTimer.singleShot(_SETTLED_MS, gc.freeze)
        self._sweeping = QTimer(self, interval=_SWEEP_MS)
        self._sweeper = Sweeper()
        self._sweeping.timeout.connect(self._sweeper.sweep_if_idle)
        self._sweeping.start()

    def event(self, event: QEvent) -> bool:
        """Handle a file that the system opens with the program."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self.file_opened.emit(Path(event.file()))
            return True
        return super().event(event)


def describe_choice(_old: QWidget | None, new: QWidget | None) -> None:
    """Let a screen reader say what a list chooses: on Linux, its name is the chosen entry."""
    if isinstance(new, QComboBox) and not new.accessibleDescription():
        new.setAccessibleDescription(new.accessibleName())


def apply_look(settings: Settings) -> None:
    """Apply the preferred theme and text size to the application."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    use_theme(application, choose_theme(settings.theme), settings.text_percent)


def sweep() -> None:
    """Collect garbage where Python's own thresholds would have, and return its memory."""
    # The oldest first: collecting it collects the younger ones too.
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation]:
            gc.collect(generation)
            return_memory()
            return


class Sweeper:
    """Sweeps while nothing happens: a sweep stops every thread until it has examined all.

    What the user's changes and the analysis leave is no garbage, but takes long to examine. Only a
    window leaves garbage, when it is built anew, and that can wait.
    """

    def __init__(self) -> None:
        self._last = process_time()

    def sweep_if_idle(self) -> None:
        """Sweep if hardly anything was done since the last call, or very much is waiting."""
        last, self._last = self._last, process_time()
        if self._last - last < _IDLE_SECONDS or gc.get_count()[0] > _MOST_WAITING:
            sweep()


def load_qt_texts(code: str) -> None:
    """Show Qt's own texts (file dialogs, buttons, the menus of fields) in a language."""
    application = QCoreApplication.instance()
    assert application
    # Qt falls back on older translators: French would stay in a window turned to English.
    for previous in application.findChildren(QTranslator):
        application.removeTranslator(previous)
        previous.deleteLater()
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{code}", folder):
        application.installTranslator(translator)

"""The window with the example in every language, theme and size; it is opened once a module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication

from ketgui.session.session import Session
from ketgui.settings import Settings
from ketgui.text import use_language
from ketgui.views.menu_actions import find_example
from ketgui.views.theme import LIGHT, Theme, load_fonts, use_theme
from ketgui.views.window import MainWindow

SCREEN = QSize(1366, 720)


class ExampleWindow:
    """Opens the example, and changes what a user can choose in the menu View."""

    def __init__(self, application: QApplication) -> None:
        self._application = application
        self._before = application.palette(), application.font(), application.styleSheet()
        self._window: MainWindow | None = None
        self.language = "en"

    def show(
        self, language: str, theme: Theme = LIGHT, percent: int = 100, size: QSize = SCREEN
    ) -> MainWindow:
        self.language = language
        use_language(language)
        load_fonts()
        use_theme(self._application, theme, percent)
        window = self._window or _open_example()
        if self._window:
            window._rebuild()
        self._window = window
        window.resize(size)
        for _turn in range(3):
            QApplication.processEvents()
        return window

    def close(self) -> None:
        if self._window is not None:
            self._window.session.wait()
            self._window._leaving = True
            self._window.close()
            self._window.deleteLater()
        self._application.setPalette(self._before[0])
        self._application.setFont(self._before[1])
        self._application.setStyleSheet(self._before[2])
        use_language("en")


def _open_example() -> MainWindow:
    window = MainWindow(Session(), Settings())
    window.show()
    window.activateWindow()
    window.session.open([find_example()])
    waiting = QSignalSpy(window.session.analysis_changed)
    assert window.session.analysis or waiting.wait(20_000)
    return window


@pytest.fixture(scope="module")
def example_window(qapp) -> Iterator[ExampleWindow]:
    opened = ExampleWindow(qapp)
    yield opened
    opened.close()


@pytest.fixture
def speak(example_window) -> None:
    """Speak the window's language in each test: every test begins in English."""
    use_language(example_window.language)

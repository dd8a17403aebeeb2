"""The choices of the View menu: theme, text size, language."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication

from ketgui.settings import Settings
from ketgui.text import LANGUAGES, _, current_language, percent, use_language
from ketgui.views.application import apply_look
from ketgui.views.menus import ViewChoice
from ketgui.views.theme import TEXT_SIZES, THEME_TITLES


class ViewChoices(QObject):
    """Changes the look and the language of the window.

    Signals
    -------
    changed(Settings)
        Something else was chosen, and is already applied.
    """

    changed = Signal(object)

    def __init__(self, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self.settings = settings
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_theme)

    def list_choices(self, settings: Settings) -> tuple[ViewChoice, ...]:
        """Return the choices, each with the current preference."""
        self.settings = settings
        themes = tuple((key, _(title)) for key, title in THEME_TITLES.items())
        sizes = tuple((size, percent(size, 0)) for size in TEXT_SIZES)
        languages = tuple((language.code, language.name) for language in LANGUAGES.values())
        return (
            ViewChoice(_("Theme"), themes, settings.theme, self._on_theme),
            ViewChoice(_("Text size"), sizes, settings.text_percent, self._on_text_size),
            ViewChoice("", languages, current_language(), self._on_language),
        )

    @Slot()
    def _on_theme(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._change(replace(self.settings, theme=str(action.data())))

    @Slot()
    def _on_text_size(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._change(replace(self.settings, text_percent=int(action.data())))

    @Slot()
    def _on_language(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.use_language(str(action.data()))

    @Slot(str)
    def use_language(self, code: str) -> None:
        """Show the window in another language."""
        use_language(code)
        self._change(replace(self.settings, language=code))

    @Slot()
    def _on_system_theme(self) -> None:
        """Follow the system from light to dark and back."""
        apply_look(self.settings)

    def _change(self, settings: Settings) -> None:
        self.settings = settings
        apply_look(settings)
        self.changed.emit(settings)

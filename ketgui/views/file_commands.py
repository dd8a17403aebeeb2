"""What the menus do with the data themselves: pasting, reading again, the key of the ids."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ketgui.session import Session
from ketgui.text import _
from ketgui.views.exporter import Exporter
from ketgui.views.parts.dialogs import READABLE, ask_open, open_dialog

_HALF = 0.5


class FileCommands(QObject):
    """Does what the menus ask about the files that the cohort comes from."""

    def __init__(self, session: Session, exporter: Exporter, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._exporter, self._window = session, exporter, window
        session.progress.connect(self._on_reading)
        session.files_missing.connect(self._on_missing)

    @Slot(float)
    def _on_reading(self, share: float) -> None:
        """Load what will show the files while they are looked through, to have it at once."""
        if share >= _HALF:
            self._session.progress.disconnect(self._on_reading)
            for name in ("ketgui.views.importing.page", "ketgui.project.mapping_store"):
                import_module(name)

    @Slot(object, tuple)
    def _on_missing(self, project: Path, names: tuple[str, ...]) -> None:
        """Ask where the files of a project are that are not beside it."""
        title = _("Where is {names}?", names=", ".join(names))
        kind, folder = _("Tables of patients"), str(project.parent)
        if files := ask_open(self._window, kind, READABLE, title, folder):
            self._session.open_project(project, files)

    @Slot()
    def paste_table(self) -> None:
        """Show what the cells on the clipboard are taken for."""
        text = QGuiApplication.clipboard().text()
        if "\n" in text.strip():
            self._session.propose_text(text)
        else:
            self._exporter.said.emit(
                _("The clipboard holds no table. Copy the cells, with their headers, and paste.")
            )

    @Slot()
    def read_again(self) -> None:
        """Read the files again, and show what has changed in them."""
        self._session.read_again()

    @Slot()
    def save_filled_template(self) -> None:
        """Write the cohort into the template's workbook."""
        self._exporter.filled_template()

    @Slot()
    def save_key(self) -> None:
        """Say what the key of the replaced ids is, and save it if that is wanted."""
        from ketgui.views.importing.key import KeyOfIds

        imported = self._session.imported
        if imported is None or not imported.pseudonyms:
            self._exporter.said.emit(_("No patient ids were replaced: there is no key."))
            return
        open_dialog(self._window, _("Key of the patient ids"), KeyOfIds(imported.pseudonyms))

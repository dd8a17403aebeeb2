"""Keeping the answers of an import: in a file, or on this computer for files with such headers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QToolButton

from ketgui.text import _
from ketgui.views import layout
from ketgui.views.parts.dialogs import ask_open, ask_save

if TYPE_CHECKING:
    from ketgui.importing import Import
    from ketgui.importing.mapping import Mapping

_SUFFIX = ".toml"


class KeptAnswers(QToolButton):
    """A button whose menu writes the mapping to a file and takes one from a file.

    Signals
    -------
    loaded(Mapping)
        Answers given before are to be used.
    said(str)
        Where the answers went, or why not.
    """

    loaded = Signal(object)
    said = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._imported: Import | None = None
        self.setText(_("Answers"))
        self.setIcon(layout.icon("list-checks"))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setToolTip(_("Keep these answers for the next file, or use answers kept before."))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.addAction(_("Export the mapping…"), self._on_export)
        menu.addAction(_("Load a mapping…"), self._on_load)
        self.setMenu(menu)

    def show_import(self, imported: Import) -> None:
        """Keep the answers of another import when asked."""
        self._imported = imported

    def export_to(self, path: Path) -> None:
        """Write the mapping to a file that ``report --mapping`` takes."""
        if self._imported is None:
            return
        path = path if path.suffix else path.with_suffix(_SUFFIX)
        try:
            path.write_text(self._imported.mapping.to_toml(), encoding="utf-8", newline="\n")
        except OSError as error:
            self.said.emit(_("Nothing was written to {place}: {why}.", place=path,
                             why=error.strerror or error))  # fmt: skip
        else:
            self.said.emit(_("The mapping is in {path}.", path=path))

    def load_from(self, path: Path) -> None:
        """Read a mapping, and say in words when the file holds none."""
        mapping = _mapping_in(path)
        if mapping is None:
            self.said.emit(_("{name} holds no mapping; nothing was changed.", name=path.name))
        else:
            self.loaded.emit(mapping)

    def _on_export(self) -> None:
        name = self._imported.sources[0].name if self._imported and self._imported.sources else ""
        suggested = f"{Path(name).stem or 'cohort'}-mapping{_SUFFIX}"
        kinds = f"{_('Mappings')} (*{_SUFFIX})"
        if path := ask_save(self, _("Export the mapping"), suggested, kinds):
            self.export_to(path)

    def _on_load(self) -> None:
        for path in ask_open(self, _("Mappings"), ("toml",))[:1]:
            self.load_from(path)


def _mapping_in(path: Path) -> Mapping | None:
    from ketgui.importing.mapping import Mapping

    try:
        return Mapping.from_toml(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None

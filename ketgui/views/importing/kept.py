"""Keeping the answers of an import: in a file, or on this computer for files with such headers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from ketgui.importing.mapping import mapping_file
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.widgets.dialogs import ask_open, ask_save
from ketgui.writing import describe_cause, explain_failure, replace_file

if TYPE_CHECKING:
    from ketgui.importing import Import
    from ketgui.importing.mapping.mapping import Mapping

_SUFFIX = ".toml"


class KeptAnswers(QToolButton):
    """A button whose menu keeps the answers, here or in a file, and takes them from there.

    Attributes
    ----------
    notice : QWidget
        A line that says that the answers kept for files with these headers are used, with a
        button that takes them back.

    Signals
    -------
    loaded(Mapping)
        Answers given before are to be used.
    reported(str)
        Where the answers went, or why not.
    """

    loaded = Signal(object)
    reported = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._imported: Import | None = None
        self.setText(_("Answers"))
        self.setIcon(layout.make_icon("list-checks"))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setToolTip(_("Keep these answers for the next file, or use answers kept before."))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._before: Mapping | None = None
        self.notice = QWidget()
        row = layout.pad(QHBoxLayout(self.notice), 0)
        words = _("Your answers to an earlier file with these headers are used here too.")
        row.addWidget(layout.make_label(words), 1)
        row.addWidget(layout.make_button("undo-2", _("Do not use them"), self._on_back))
        self.notice.hide()
        menu = QMenu(self)
        menu.addAction(_("Save answers for next time"), self.remember)
        self._forget = menu.addAction(_("Forget the answers saved for these headers"), self.forget)
        menu.addSeparator()
        menu.addAction(_("Export the mapping…"), self._on_export)
        menu.addAction(_("Load a mapping…"), self._on_load)
        self.setMenu(menu)

    def show_import(self, imported: Import, *, fresh: bool) -> None:
        """Keep the answers of another import when asked; use those kept for it if it is new."""
        from ketgui.project.mapping_store import recall

        self._imported = imported
        stored = recall(imported.mapping)
        self._forget.setEnabled(stored is not None)
        if fresh:
            self._before = None
            self.notice.hide()
            # What is answered already, by a study or a mapping's file, is not overruled.
            if stored and not _has_answers(imported.mapping) and _is_different(stored, imported):
                self._use(stored, imported.mapping)

    def _use(self, stored: Mapping, before: Mapping) -> None:
        self._before = before
        self.notice.show()
        self.loaded.emit(stored)

    def _on_back(self) -> None:
        """Read the file again as if no answers had been kept."""
        self.notice.hide()
        if self._before is not None:
            self.loaded.emit(self._before)

    def remember(self) -> None:
        """Keep the answers on this computer for files with these headers."""
        from ketgui.project.mapping_store import remember

        if self._imported is None:
            return
        try:
            remember(self._imported.mapping)
        except OSError as error:
            self.reported.emit(
                _("The answers could not be saved: {why}.", why=describe_cause(error))
            )
        else:
            self._forget.setEnabled(True)
            self.reported.emit(_("Saved for files with these headers. No cell is saved with them."))

    def forget(self) -> None:
        """Drop what was kept for files with these headers."""
        from ketgui.project.mapping_store import forget

        if self._imported is None:
            return
        try:
            forget(self._imported.mapping)
        except OSError as error:
            self.reported.emit(
                _("The answers could not be dropped: {why}.", why=describe_cause(error))
            )
        else:
            self._forget.setEnabled(False)
            self.notice.hide()
            self.reported.emit(_("Nothing is saved for files with these headers any more."))

    def export_to(self, path: Path) -> None:
        """Write the mapping to a file that ``report --mapping`` takes."""
        if self._imported is None:
            return
        path = path if path.suffix else path.with_suffix(_SUFFIX)
        try:
            replace_file(path, mapping_file.to_toml(self._imported.mapping).encode())
        except OSError as error:
            self.reported.emit(explain_failure(error))
        else:
            self.reported.emit(_("The mapping is in {path}.", path=path))

    def load_from(self, path: Path) -> None:
        """Read a mapping, and say in words when the file holds none."""
        mapping = _read_mapping(path)
        if mapping is None:
            self.reported.emit(_("{name} holds no mapping; nothing was changed.", name=path.name))
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


def _has_answers(mapping: Mapping) -> bool:
    """Tell whether a mapping holds answers of the user."""
    tables = any(t.by_user or any(c.by_user for c in t.columns) for t in mapping.tables)
    files = any(file.by_user for file in mapping.files)
    general = (mapping.ids, mapping.spelling, mapping.moments, mapping.scores, mapping.decisions)
    return tables or files or any(general) or mapping.after_day is not None


def _is_different(stored: Mapping, imported: Import) -> bool:
    """Tell whether answers kept before differ from what the program finds by itself."""

    def list_meanings(mapping: Mapping) -> object:
        tables = [
            [(column.header, column.target, column.rule) for column in table.columns]
            for table in mapping.tables
        ]
        general = (mapping.ids, mapping.spelling, mapping.moments, mapping.scores)
        return sorted(tables, key=repr), general, mapping.after_day

    return list_meanings(stored) != list_meanings(imported.mapping)


def _read_mapping(path: Path) -> Mapping | None:

    try:
        return mapping_file.from_toml(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None

"""Dialogs that ask for a file without recording its folder, and dialogs that show something."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QSettings, QSize, QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QPushButton,
    QWidget,
)

from ketgui.paths import find_home
from ketgui.session.session import Session
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.widgets.dialog import Dialog, Question

if TYPE_CHECKING:
    from ketgui.domain.edits import CohortEdit


def list_readable_suffixes() -> tuple[str, ...]:
    """Return the ends of the names of all files that can be opened, without their dots."""
    # Readers bring pandas: they wait until somebody opens a file.
    from ketgui.importing.tables.readers.registry import READERS

    suffixes = (suffix for reader in READERS for suffix in reader.suffixes)
    return (*(suffix.removeprefix(".") for suffix in suffixes), "ketgui")


def open_dialog(parent: QWidget, title: str, content: QWidget, size: QSize = layout.DIALOG) -> None:
    """Show a widget in a dialog that is deleted when it is closed."""
    dialog = Dialog(parent, title)
    if isinstance(content, QLabel):
        content.setAlignment(Qt.AlignmentFlag.AlignTop)
    dialog.setAttribute(layout.DELETE_ON_CLOSE)
    buttons = QDialogButtonBox()
    close = QPushButton(_("Close"))
    # Enter in a field ends typing, and must not close what is being read.
    close.setAutoDefault(False)
    buttons.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
    buttons.rejected.connect(dialog.reject)
    dialog.fill(content, buttons, size)
    # open(), not exec(): a nested event loop would hold up the caller, and jobs would go on in it.
    dialog.open()


def make_buttons(dialog: QDialog, accept: QPushButton) -> QDialogButtonBox:
    """Return a box with the accepting button and Cancel, which Enter never triggers."""
    buttons = QDialogButtonBox()
    cancel = QPushButton(_("Cancel"))
    # Enter in a field must save, never discard what was typed.
    cancel.setAutoDefault(False)
    layout.make_primary(accept)
    buttons.addButton(accept, QDialogButtonBox.ButtonRole.AcceptRole)
    buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
    buttons.rejected.connect(dialog.reject)
    return buttons


def show_message(parent: QWidget, text: str) -> None:
    """Show a few sentences in a message box that does not block the window."""
    box = Question(parent)
    box.setAttribute(layout.DELETE_ON_CLOSE)
    box.setWindowTitle("KetGUI")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    box.open()


def show_notice(widget: QWidget, text: str, path: Path | None = None) -> None:
    """Show for some seconds what was done, at the foot of a widget's window.

    Parameters
    ----------
    widget : QWidget
    text : str
    path : Path, optional
        The file or folder that was written; buttons open it.
    """
    # Loaded with the first notice, not before the first paint.
    from ketgui.views.widgets.notice import find_notice

    find_notice(widget).show_text(text, path)


def copy_text(widget: QWidget, text: str) -> None:
    """Put text on the clipboard, and say so at the foot of the widget's window."""
    QGuiApplication.clipboard().setText(text)
    show_notice(widget, _("Copied"))


def change_cohort(
    session: Session, parent: QWidget, edits: Sequence[CohortEdit], line: str
) -> bool:
    """Change the cohort in one step, or show why it cannot change; return whether it changed."""
    # It brings pandas, which no window needs before its first paint.
    from ketgui.domain.edit_rows import EditError

    try:
        session.edit_together(edits, line)
    except EditError as error:
        show_message(parent, str(error))
        return False
    return True


def ask_cohort(parent: QWidget) -> list[Path]:
    """Ask which files to read a cohort from."""
    return ask_open(parent, _("Tables of patients"), list_readable_suffixes())


def ask_open(
    parent: QWidget, kind: str, suffixes: Sequence[str], title: str = "", folder: str = ""
) -> list[Path]:
    """Ask which files to open; none if the user cancels."""
    patterns = " ".join(f"*.{suffix}" for suffix in suffixes)
    kinds = ";;".join((f"{kind} ({patterns})", f"{_('All files')} (*)"))
    start = folder or str(_find_folder("open"))
    names, _chosen = QFileDialog.getOpenFileNames(parent, title or _("Open files"), start, kinds)
    paths = [Path(name) for name in names]
    _remember("open", *(path.parent for path in paths))
    return paths


def ask_save(parent: QWidget, title: str, suggested: str, kinds: str) -> Path | None:
    """Ask where to write a file; a suggestion without a folder goes where the last one went."""
    # Qt's own default is the folder in which the program was started.
    default_path = str(_find_folder("save") / suggested)
    name, _chosen = QFileDialog.getSaveFileName(parent, title, default_path, kinds)
    path = Path(name) if name else None
    _remember("save", *([path.parent] if path else []))
    return path


def ask_folder(parent: QWidget, title: str) -> Path | None:
    """Ask for a folder to write into."""
    name = QFileDialog.getExistingDirectory(parent, title, str(_find_folder("save")))
    path = Path(name) if name else None
    _remember("save", *([path] if path else []))
    return path


# Where files were last opened and saved, until the program ends: a folder may be named after a
# patient, and is written nowhere.
_folders: dict[Literal["open", "save"], Path] = {}


def _find_folder(purpose: Literal["open", "save"]) -> Path:
    """Return the folder used last for a purpose, else the user's documents or home."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    # Where there is no such folder, Qt's dialog would offer its name as that of a file.
    standard = Path(documents) if documents and Path(documents).is_dir() else find_home()
    return _folders.get(purpose) or standard


def _remember(purpose: Literal["open", "save"], *folders: Path) -> None:
    """Remember the folder for the next dialog, and delete what Qt's dialog has recorded."""
    _folders.update((purpose, folder) for folder in folders)
    _forget()


def _forget() -> None:
    """Delete the folders that Qt's dialog has recorded: a folder may be named after a patient."""
    QSettings(QSettings.Scope.UserScope, "QtProject").remove("FileDialog")

"""Paths of KetGUI's resources and of the user's folders."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path


def find_resource(*names: str) -> Path:
    """Return the path of a file shipped with the program, run from source or frozen."""
    # PyInstaller sets _MEIPASS to the folder into which it unpacked the program.
    root = getattr(sys, "_MEIPASS", None) or Path(__file__).resolve().parent.parent
    return Path(root, "resources", *names)


def find_home() -> Path:
    """Return the user's home folder, or the working folder if there is none."""
    try:
        return Path.home()
    except RuntimeError:
        return Path.cwd()


def find_folder_beside(paths: Sequence[Path]) -> Path:
    """Return where to save what comes from files: beside them, but never within the program."""
    own = find_resource().resolve()
    if paths and own not in paths[0].resolve().parents:
        return paths[0].parent
    return find_home()


def read_path(text: str) -> Path:
    """Return the path that a person typed; without a folder it is in the user's home.

    The folder in which the program was started, which it would be in otherwise, says nothing to a
    person, and may be that of the program itself.
    """
    path = Path(text.strip())
    # A "~" of nobody's is part of a name.
    with suppress(RuntimeError):
        path = path.expanduser()
    return find_home() / path


def find_user_dir() -> Path:
    """Return the folder for preferences, which may not exist yet; ``KETGUI_HOME`` overrides it.

    Raises
    ------
    OSError
        If the user has no home folder.
    """
    # Tests must not touch the preferences of whoever runs them.
    if override := os.environ.get("KETGUI_HOME"):
        return Path(override)
    if sys.platform == "win32":
        base = os.environ.get("APPDATA")
        return (Path(base) if base else _find_in_home("AppData", "Roaming")) / "KetGUI"
    if sys.platform == "darwin":
        return _find_in_home("Library", "Application Support") / "KetGUI"
    base = os.environ.get("XDG_CONFIG_HOME")
    return (Path(base) if base else _find_in_home(".config")) / "ketgui"


def _find_in_home(*names: str) -> Path:
    try:
        return Path.home().joinpath(*names)
    except RuntimeError as error:
        raise FileNotFoundError(errno.ENOENT, str(error)) from None

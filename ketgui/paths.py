"""Where the program's own files and the user's own folder are."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path


def find_resource(*parts: str) -> Path:
    """Return the path of a file shipped with the program, from source or frozen."""
    root = getattr(sys, "_MEIPASS", None) or Path(__file__).resolve().parent.parent
    return Path(root, "resources", *parts)


def find_home() -> Path:
    """Return the user's own folder, to begin from; who has none begins from the working folder."""
    try:
        return Path.home()
    except RuntimeError:
        return Path.cwd()


def find_user_dir() -> Path:
    """Return the folder for preferences (it may not exist yet); ``KETGUI_HOME`` overrides it.

    Raises
    ------
    OSError
        If the user has no folder at all.
    """
    if override := os.environ.get("KETGUI_HOME"):
        return Path(override)
    if sys.platform == "win32":
        base = os.environ.get("APPDATA")
        return (Path(base) if base else _find_in_home("AppData", "Roaming")) / "KetGUI"
    if sys.platform == "darwin":
        return _find_in_home("Library", "Application Support") / "KetGUI"
    base = os.environ.get("XDG_CONFIG_HOME")
    return (Path(base) if base else _find_in_home(".config")) / "ketgui"


def _find_in_home(*parts: str) -> Path:
    try:
        return Path.home().joinpath(*parts)
    except RuntimeError as error:
        raise FileNotFoundError(errno.ENOENT, str(error)) from None

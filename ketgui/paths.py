"""Where the program's own files and the user's own folder are."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def resource(*parts: str) -> Path:
    """Return the path of a file shipped with the program, from source or frozen."""
    root = getattr(sys, "_MEIPASS", None) or Path(__file__).resolve().parent.parent
    return Path(root, "resources", *parts)


def user_dir() -> Path:
    """Return the folder for preferences (it may not exist yet); ``KETGUI_HOME`` overrides it."""
    if override := os.environ.get("KETGUI_HOME"):
        return Path(override)
    if sys.platform == "win32":
        base = os.environ.get("APPDATA")
        return (Path(base) if base else Path.home() / "AppData" / "Roaming") / "KetGUI"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "KetGUI"
    base = os.environ.get("XDG_CONFIG_HOME")
    return (Path(base) if base else Path.home() / ".config") / "ketgui"

"""The user's preferences, which never hold anything about a patient."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

from ketgui.paths import find_user_dir
from ketgui.writing import describe_cause, replace_file


@dataclass(frozen=True)
class Settings:
    """The preferences, saved between runs.

    Attributes
    ----------
    language : str
        ``"en"``, ``"fr"``, or ``""`` to follow the system.
    figure_width_mm, figure_dpi
        The size last used to export a figure (mm, dots per inch).
    splitter : tuple of int
        Widths in pixels of a tab's left and right parts.
    theme : str
        ``"light"``, ``"dark"``, or ``"system"`` to follow the system.
    text_percent : int
        Size of the window's text, as a percentage of the system's.
    recent_studies : bool
        Whether the File menu remembers the studies opened last.
    person : str
        The user's own name, if they want it with each change of a study's history.
    hidden_columns : tuple of str
        Declared columns that the Cohort tab does not show, as ``"patients.age"``.
    """

    language: str = ""
    figure_width_mm: float = 180.0
    figure_dpi: int = 300
    splitter: tuple[int, ...] = ()
    theme: str = "system"
    text_percent: int = 100
    recent_studies: bool = True
    person: str = ""
    hidden_columns: tuple[str, ...] = ()


# What the tuples among the preferences are made of.
_ITEMS: dict[str, type] = {"splitter": int, "hidden_columns": str}


def load(folder: Path | None = None) -> Settings:
    """Read the preferences; a missing, damaged or wrongly typed value gets its default."""
    try:
        stored = json.loads(_get_path(folder).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        # OSError also covers a user without a home folder.
        return Settings()
    if not isinstance(stored, dict):
        return Settings()
    return Settings(**_select_valid(cast("dict[str, Any]", stored)))


def save(settings: Settings, folder: Path | None = None) -> str:
    """Write the preferences; return why that failed, or ``""``.

    It raises nothing: preferences that cannot be saved must not keep anybody from working.
    """
    try:
        path = _get_path(folder)
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, json.dumps(asdict(settings), indent=1).encode())
    except OSError as error:
        return describe_cause(error)
    return ""


def _get_path(folder: Path | None) -> Path:
    return (folder or find_user_dir()) / "settings.json"


def _select_valid(stored: dict[str, Any]) -> dict[str, Any]:
    valid: dict[str, Any] = {}
    for name, default in asdict(Settings()).items():
        value = stored.get(name)
        if isinstance(default, tuple):
            value = _parse_items(value, _ITEMS[name])
        # JSON makes no difference between 180 and 180.0, and other programs write the former.
        if isinstance(default, float) and type(value) is int:
            value = float(value)
        if type(value) is type(cast("object", default)):
            valid[name] = value
    return valid


def _parse_items(value: object, kind: type) -> tuple[Any, ...] | None:
    if not isinstance(value, list):
        return None
    items = cast("list[Any]", value)
    # type() and not isinstance(): true is an int in Python, but no width.
    return tuple(items) if all(type(item) is kind for item in items) else None

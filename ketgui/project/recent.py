"""The studies opened last, for the File menu: their paths, readable by their owner alone."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

from ketgui.paths import find_user_dir
from ketgui.writing import replace_file

MOST = 8


def list_recent(folder: Path | None = None) -> tuple[Path, ...]:
    """Return the studies opened last that are still there, the newest first."""
    try:
        stored = json.loads(_get_path(folder).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return ()
    if not isinstance(stored, list):
        return ()
    # The list is a file that anybody may have edited.
    names = [name for name in cast("list[Any]", stored) if isinstance(name, str)]
    return tuple(path for path in map(Path, names[:MOST]) if path.is_file())


def remember_recent(study: Path, folder: Path | None = None) -> None:
    """Put a study first; where nothing can be written, nothing is remembered."""
    path = study.absolute()
    others = [other for other in list_recent(folder) if other != path]
    names = [str(other) for other in (path, *others)][:MOST]
    with suppress(OSError):
        store = _get_path(folder)
        store.parent.mkdir(parents=True, exist_ok=True)
        # A path may have a patient's or a clinic's name in it.
        replace_file(store, json.dumps(names).encode(), private=True)


def forget_recent(folder: Path | None = None) -> None:
    """Forget every study."""
    with suppress(OSError):
        _get_path(folder).unlink(missing_ok=True)


def _get_path(folder: Path | None) -> Path:
    return (folder or find_user_dir()) / "recent-studies.json"

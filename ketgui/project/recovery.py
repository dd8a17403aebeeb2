"""Recovery copies: what a window had open when it ended without closing.

A study with a file has its copy beside it, where the data may be. A study without a file has its
copy in the user's own folder, under a name that says which process wrote it and nothing else.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ketgui.paths import find_user_dir
from ketgui.project.audit import AuditEntry
from ketgui.project.encryption import SealError, is_sealed
from ketgui.project.lock import Holder, find_holder, get_this_process
from ketgui.project.opening import read_file
from ketgui.project.recipe import SUFFIX, RecipeError
from ketgui.project.saving import Contents
from ketgui.writing import replace_file, sweep_leftovers

_FOLDER = "recovery"


@dataclass(frozen=True)
class RecoveryCopy:
    """A copy that a window left behind.

    Attributes
    ----------
    path : Path
        The copy.
    study : Path or None
        The study's own file; None where it was never saved.
    time : str
        When it was written, in local time: "14:32".
    is_sealed : bool
        Whether it takes the study's password to read it.
    changes : tuple of AuditEntry
        What the study's own file does not hold; empty while it is sealed.
    """

    path: Path
    study: Path | None
    time: str
    is_sealed: bool = False
    changes: tuple[AuditEntry, ...] = ()


def get_recovery_path(study: Path | None, number: int = 0) -> Path:
    """Return where the recovery copy of a study is written.

    Parameters
    ----------
    study : Path or None
        Its file; None for a study without one.
    number : int
        Tells the windows of one process apart.

    Raises
    ------
    OSError
        If the user has no folder of their own.
    """
    if study is not None:
        return study.with_name(f".~{study.name}")
    # Without a file there is no lock; the name alone tells whether the process still runs.
    holder = get_this_process()
    name = f"{holder.process}-{holder.started or 0}-{number}{SUFFIX}"
    return find_user_dir() / _FOLDER / name


def write_recovery(path: Path, contents: Contents) -> None:
    """Write a recovery copy, which only its owner can read.

    Raises
    ------
    OSError
        If it cannot be written; the copy before is as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    replace_file(path, contents.to_bytes(path.parent, is_recovery=True), private=True)


def remove_recovery(path: Path) -> None:
    """Remove a recovery copy, if there is one."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def find_unsaved_copies() -> tuple[RecoveryCopy, ...]:
    """Return the copies of studies without a file whose windows are gone, the newest first."""
    try:
        folder = find_user_dir() / _FOLDER
        sweep_leftovers(folder)
        paths = sorted(folder.glob(f"*{SUFFIX}"), key=os.path.getmtime, reverse=True)
    except OSError:
        return ()
    return _read_copies((path, None) for path in paths if _is_left_behind(path))


def find_copies_beside(studies: Iterable[Path]) -> tuple[RecoveryCopy, ...]:
    """Return the copies that lie beside studies which no window has open."""
    return _read_copies(
        (get_recovery_path(study), study)
        for study in studies
        if get_recovery_path(study).is_file() and _is_free(study)
    )


def _is_free(study: Path) -> bool:
    holder = find_holder(study)
    return holder is None or holder.is_stale


def _is_left_behind(path: Path) -> bool:
    process, _dash, rest = path.stem.partition("-")
    started = rest.partition("-")[0]
    if not process.isdigit():
        return False
    # The name has 0 where the system does not report when a process began.
    holder = Holder(get_this_process().host, int(process), "" if started == "0" else started)
    return holder.is_stale


def _read_copies(
    places: Iterable[tuple[Path, Path | None]],
) -> tuple[RecoveryCopy, ...]:
    copies = (_read_copy(path, study) for path, study in places)
    return tuple(copy for copy in copies if copy is not None)


def _read_copy(path: Path, study: Path | None) -> RecoveryCopy | None:
    """Return a description of a copy; None for a copy that cannot be read at all."""
    try:
        time = f"{datetime.fromtimestamp(path.stat().st_mtime):%H:%M}"
        with path.open("rb") as file:
            if is_sealed(file.read(64)):
                return RecoveryCopy(path, study, time, is_sealed=True)
        copy, _key, _is_study = read_file(path)
    except (OSError, RecipeError, SealError):
        return None
    # The study's own file holds the entries up to here; those after it are the unsaved changes.
    return RecoveryCopy(path, study, time, False, copy.trail[copy.recipe.saved_entries :])

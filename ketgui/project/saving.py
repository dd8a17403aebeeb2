"""Writes a study to its file, and its recovery copy beside it: whole, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from ketgui.importing import Import
from ketgui.project.audit import AuditEntry
from ketgui.project.encryption import StudyKey, is_sealed, seal
from ketgui.project.recipe import SUFFIX, Recipe
from ketgui.project.study_file import pack_study
from ketgui.writing import replace_file

# As much of a file as tells whether it is sealed.
_MARK_BYTES = 64


@dataclass(frozen=True, eq=False)
class Contents:
    """What is to be saved; it is put together off the main thread.

    Attributes
    ----------
    imported : Import
    trail : tuple of AuditEntry
    make_recipe : callable
        Returns the recipe for a file in a folder, with the numbers obtained if asked for.
    key : StudyKey or None
        Seals the file.
    saved_entries : int
        How many entries of the trail the study's own file holds: a recovery copy says so.
    """

    imported: Import
    trail: tuple[AuditEntry, ...]
    make_recipe: Callable[[Path, bool], Recipe]
    key: StudyKey | None = None
    saved_entries: int = 0

    def to_bytes(self, folder: Path, *, is_recovery: bool = False) -> bytes:
        """Return the bytes of a file in `folder`, sealed where there is a key."""
        recipe = self.make_recipe(folder, not is_recovery)
        if is_recovery:
            recipe = replace(recipe, saved_entries=self.saved_entries)
        data = pack_study(recipe, self.imported, self.trail)
        return seal(data, self.key) if self.key else data


def add_suffix(path: Path) -> Path:
    """Return a study's path with the suffix of studies.

    Examples
    --------
    >>> add_suffix(Path("cohort")).name, add_suffix(Path("cohort.KETGUI")).name
    ('cohort.ketgui', 'cohort.KETGUI')
    """
    return path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX)


def get_backup_path(path: Path) -> Path:
    """Return where the study before the last saving is kept."""
    return path.with_name(f"{path.name}.bak")


def save_study(path: Path, contents: Contents) -> None:
    """Write a study; the file before is kept as its backup.

    A backup that anybody can read is removed once the study has a password.

    Raises
    ------
    OSError
        If it cannot be written; the file is as it was.
    """
    replace_file(path, contents.to_bytes(path.parent), private=True, backup=get_backup_path(path))
    if contents.key and not _is_sealed_file(get_backup_path(path)):
        get_backup_path(path).unlink(missing_ok=True)


def _is_sealed_file(path: Path) -> bool:
    with suppress(OSError), path.open("rb") as file:
        return is_sealed(file.read(_MARK_BYTES))
    return False

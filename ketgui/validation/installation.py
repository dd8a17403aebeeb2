"""Whether an installation's files are those of the build, by the SHA-256 of each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ketgui.domain.unavailable import Unavailable
from ketgui.text import mark

FILE_LIST = "files.sha256"
_FROM_SOURCE = Unavailable(mark("run from its source, the program has no list of installed files"))
_BROKEN = Unavailable(mark("the list of installed files cannot be read"))


@dataclass(frozen=True)
class InstalledFiles:
    """What became of the files of the build, by their paths in the installation.

    Attributes
    ----------
    checked : int
        Files in the build's list.
    changed, missing : tuple of str
        Those that have another content, or are gone.
    added : tuple of str
        Files that the build does not have, such as an uninstaller.
    """

    checked: int
    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    @property
    def are_as_built(self) -> bool:
        """Whether every file of the build is there, unchanged."""
        return not (self.changed or self.missing)


def format_file_list(folder: Path) -> str:
    """Return the list of a build: a line a file with its SHA-256, as ``sha256sum`` has it."""
    return "".join(f"{_hash(folder / name)}  {name}\n" for name in _list_files(folder))


def check_files(folder: Path) -> InstalledFiles | Unavailable:
    """Compare an installation's files with the list that the build put beside them.

    Parameters
    ----------
    folder : Path
        The folder of the program.

    Returns
    -------
    InstalledFiles or Unavailable
        Unavailable where there is no list, as when the program runs from its source.
    """
    try:
        text = (folder / FILE_LIST).read_text(encoding="utf-8")
    except FileNotFoundError:
        return _FROM_SOURCE
    except (OSError, UnicodeDecodeError):
        return _BROKEN
    rows = (line.split("  ", 1) for line in text.splitlines())
    built = {row[1]: row[0] for row in rows if len(row) == 2}
    if not built:
        return _BROKEN
    there = {name: _hash(folder / name) for name in _list_files(folder)}
    return InstalledFiles(
        len(built),
        changed=tuple(n for n, digest in built.items() if there.get(n, digest) != digest),
        missing=tuple(n for n in built if n not in there),
        added=tuple(n for n in there if n not in built),
    )


def _list_files(folder: Path) -> Iterator[str]:
    """Yield the paths of all files but the list itself, in the same order everywhere."""
    paths = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return (name for name in sorted(paths) if name != FILE_LIST)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

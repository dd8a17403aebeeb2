"""Windows' rules for files, imitated over a folder of this system.

The rules are those of "Naming Files, Paths, and Namespaces" and "CreateFileW" in Microsoft's
documentation: a file that another program has open is neither replaced, renamed nor removed; names
differ by more than their case; some names are devices; a path has fewer than 260 letters; a folder
cannot be opened to be synced.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ketgui import writing
from ketgui.project import lock

# Windows counts from the drive on; the imitation from its own root, as if that were "C:\\".
_MOST_LETTERS = 260
_DRIVE = len("C:\\")


class WindowsFiles:
    """Imitates Windows' rules beneath a folder, until the test ends.

    Attributes
    ----------
    open_elsewhere : set of Path
        Files that another program has open.
    devices : list of str
        What was written to a device and is lost.
    """

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._root = root
        self.open_elsewhere: set[Path] = set()
        self.devices: list[str] = []
        monkeypatch.setattr(sys, "platform", "win32")
        # Processes are asked by calls that this system does not have.
        for module in (writing, lock):
            monkeypatch.setattr(module, "is_running", lambda process: process == os.getpid())
        for name in ("replace", "rename", "link", "unlink", "rmdir", "mkdir", "stat", "chmod"):
            paths = 2 if name in ("replace", "rename", "link") else 1
            monkeypatch.setattr(os, name, self._wrap(name, getattr(os, name), paths))
        monkeypatch.setattr(os, "open", self._wrap_open(os.open))
        monkeypatch.setattr(io, "open", self._wrap("read", io.open, 1))

    def _wrap(self, name: str, call: Callable[..., Any], paths: int) -> Callable[..., Any]:
        def imitate(*given: Any, **named: Any) -> Any:
            if not self._is_inside(given[0]):
                return call(*given, **named)
            places = [self._find(Path(place)) for place in given[:paths]]
            if name in ("replace", "rename", "unlink"):
                self._refuse_open(*places)
            return call(*places, *given[paths:], **named)

        return imitate

    def _wrap_open(self, call: Callable[..., int]) -> Callable[..., int]:
        def imitate(place: Any, flags: int, *rest: Any, **named: Any) -> int:
            if not self._is_inside(place):
                return call(place, flags, *rest, **named)
            path = self._find(Path(place))
            if path.is_dir():
                raise PermissionError(errno.EACCES, "Permission denied", str(path))
            if flags & os.O_WRONLY:
                self._refuse_open(path)
                if path.name.partition(".")[0].upper() in ("CON", "PRN", "AUX", "NUL"):
                    self.devices.append(path.name)
                    return call(os.devnull, flags & ~os.O_CREAT & ~os.O_EXCL, *rest, **named)
            return call(path, flags, *rest, **named)

        return imitate

    def _is_inside(self, place: Any) -> bool:
        return isinstance(place, str | os.PathLike) and str(place).startswith(str(self._root))

    def _find(self, path: Path) -> Path:
        """Return the file that Windows would find: of another case, without a last full stop."""
        relative = path.relative_to(self._root)
        if _DRIVE + len(str(relative)) >= _MOST_LETTERS:
            raise FileNotFoundError(errno.ENOENT, "No such file or directory", str(path))
        found = self._root
        for name in relative.parts:
            name = name.rstrip(". ") or name
            if any(sign in name for sign in '<>"|?*'):
                raise OSError(errno.EINVAL, "Invalid argument", str(path))
            others = self._list_names(found)
            same = (other for other in others if other.casefold() == name.casefold())
            found /= next(same, name)
        return found

    def _list_names(self, folder: Path) -> list[str]:
        # Not by `Path`, whose calls are imitated.
        try:
            return os.listdir(folder)  # noqa: PTH208
        except (FileNotFoundError, NotADirectoryError):
            return []

    def _refuse_open(self, *paths: Path) -> None:
        for path in paths:
            if path in self.open_elsewhere:
                raise PermissionError(errno.EACCES, "Permission denied", str(path))

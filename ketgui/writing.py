"""Writing files completely or not at all, and messages about files that cannot be written."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from ketgui.processes import is_running
from ketgui.text import _, mark

_ROOM = mark("Make room on the disk, or choose another one.")
_CLOSE = mark("Close the file if it is open elsewhere, or choose another folder.")
_ELSEWHERE = mark("Choose another folder.")
# For each system error, its cause and advice; an empty cause means the system's own text.
_EXPLANATIONS: dict[int, tuple[str, str]] = {
    errno.ENOSPC: (mark("the disk is full"), _ROOM),
    errno.EDQUOT: (mark("your share of the disk is used up"), _ROOM),
    errno.ENAMETOOLONG: (
        mark("its name is too long"),
        mark("Choose a shorter name, or a folder nearer the top."),
    ),
    errno.ENOENT: (
        mark("the folder is not there, or the path is too long"),
        mark("Choose a folder that is there, or a shorter path."),
    ),
    errno.ENOTDIR: (mark("a file stands where its folder should be"), _ELSEWHERE),
    errno.EEXIST: (mark("a file stands where its folder should be"), _ELSEWHERE),
    errno.EISDIR: (mark("a folder has its name"), mark("Choose another name.")),
    errno.EROFS: (
        mark("what is there can only be read"),
        mark("Choose a folder that you may write to."),
    ),
    errno.EACCES: (mark("you may not write there, or it is open elsewhere"), _CLOSE),
    errno.EPERM: (mark("you may not write there, or it is open elsewhere"), _CLOSE),
    errno.EINVAL: (
        mark("Windows does not allow its name"),
        mark("Choose a name of letters, digits, spaces and hyphens, other than CON, AUX or NUL."),
    ),
    errno.ENOMEM: ("", mark("Choose a lower resolution.")),
}
_DATA_LOSS = (errno.EIO, errno.ENOSPC, errno.EDQUOT)


# On Windows a file that a scanner or another program just looked at is free a moment later.
_REPLACE_ATTEMPTS = 8
_PAUSE_SECONDS = 0.1
_PRIVATE = 0o600
_FORBIDDEN_SIGNS = frozenset('<>:"|?*')
_DEVICES = frozenset(
    ("CON", "PRN", "AUX", "NUL", *(f"{kind}{n}" for kind in ("COM", "LPT") for n in range(1, 10)))
)


def replace_file(
    path: Path, data: bytes, *, private: bool = False, backup: Path | None = None
) -> None:
    """Write a file; an existing one stays as it is until the new one is complete.

    A symbolic link stays one, and its target is replaced. An existing file keeps its permissions.

    Parameters
    ----------
    path : Path
        The file.
    data : bytes
        All of its content.
    private : bool
        Whether nobody but its owner may read a new file.
    backup : Path, optional
        Where the existing file is kept, in the same folder; an earlier backup is replaced.

    Raises
    ------
    OSError
        If it cannot be written; the existing file is unchanged.
    """
    try:
        _check_name(path)
        target = path.resolve() if path.is_symlink() else path
        sweep_leftovers(target.parent)
        _write_beside(target, data, _PRIVATE if private else None, backup)
    except (OSError, RuntimeError) as error:
        number, text = getattr(error, "errno", errno.ELOOP), getattr(error, "strerror", str(error))
        kind = type(error) if isinstance(error, OSError) else OSError
        raise kind(number, text, str(path)) from None


def _check_name(path: Path) -> None:
    """Refuse a name under which Windows would not keep a file.

    It writes to a device in place of "NUL.csv", and in place of "a:b.csv" to a hidden part of a
    file "a"; it drops a full stop or a space at the end.
    """
    if sys.platform == "win32":
        first = path.name.partition(".")[0].rstrip()
        is_changed = path.name != path.name.rstrip(". ")
        if first.upper() in _DEVICES or is_changed or _FORBIDDEN_SIGNS & {*path.name}:
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))


def sweep_leftovers(folder: Path) -> None:
    """Remove the partial files and folders of processes that were killed while they wrote."""
    with suppress(OSError):
        for leftover in folder.glob(".*-*.part"):
            process = leftover.name[1:].partition("-")[0]
            if process.isdigit() and not is_running(int(process)):
                _remove(leftover)


def _remove(path: Path) -> None:
    """Remove a file or a folder that nobody needs, as far as that is possible."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()


class StagedFolder:
    """Files that are written beside a folder, and take their places in it together.

    Other files of the folder stay. Where one cannot be placed, as when it is open in another
    program under Windows, those placed before it are taken back.

    Parameters
    ----------
    folder : Path
        Created when the files are placed.

    Attributes
    ----------
    path : Path
        Where the files are written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        name = f".{os.getpid()}-{threading.get_ident()}-{id(self)}"
        self.path = folder.parent / f"{name}.part"
        self._replaced = folder.parent / f"{name}-b.part"

    def begin(self) -> None:
        """Make the folder beside, and see that the files can be placed later.

        Raises
        ------
        OSError
            If the folder cannot be made, or a file has its name.
        """
        _check_name(self._folder)
        self._folder.mkdir(parents=True, exist_ok=True)
        sweep_leftovers(self._folder.parent)
        self.path.mkdir(exist_ok=True)

    def name_target(self, error: OSError) -> OSError:
        """Return an error with the file's place in the folder, not the one beside it."""
        if error.filename:
            error.filename = str(error.filename).replace(str(self.path), str(self._folder))
        return error

    def place(self) -> None:
        """Move every file into the folder, or none.

        Raises
        ------
        OSError
            If a file cannot be placed; the folder is as it was.
        """
        done: list[tuple[Path, Path]] = []
        try:
            for source in sorted(path for path in self.path.rglob("*") if path.is_file()):
                name = source.relative_to(self.path)
                target, kept = self._folder / name, self._replaced / name
                if target.exists():
                    done.append(_move(target, kept, target))
                done.append(_move(source, target, target))
        except OSError:
            for source, target in reversed(done):
                with suppress(OSError):
                    _replace(target, source)
            raise
        finally:
            self.discard()
        _sync_folder(self._folder)

    def discard(self) -> None:
        """Remove what was written beside."""
        _remove(self.path)
        _remove(self._replaced)


def _move(source: Path, target: Path, shown: Path) -> tuple[Path, Path]:
    """Move a file, and return from where to where; an error names the file that is shown."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        _replace(source, target)
    except OSError as error:
        error.filename = str(shown)
        raise
    return source, target


def _write_beside(path: Path, data: bytes, mode: int | None, backup: Path | None) -> None:
    """Write the data to a temporary file in the same folder, then rename it to `path`."""
    # The name is unique to this process and thread, so that two writers never share a file.
    beside = path.with_name(f".{os.getpid()}-{threading.get_ident()}.part")
    try:
        _write_new(beside, data, mode)
        with suppress(FileNotFoundError):
            # A replaced file keeps its permissions: colleagues who could read it still can.
            beside.chmod(stat.S_IMODE(path.stat().st_mode))
        if backup and path.exists():
            _keep(path, backup)
        _replace(beside, path)
        _sync_folder(path.parent)
    except OSError:
        # The temporary file may not exist if it could not even be opened.
        with suppress(OSError):
            beside.unlink()
        raise


def _keep(path: Path, backup: Path) -> None:
    """Give a file a second name, which stays with its content when the file is replaced."""
    link = path.with_name(f".{os.getpid()}-{threading.get_ident()}-b.part")
    try:
        try:
            os.link(path, link)
        except OSError as error:
            if error.errno in _DATA_LOSS:
                raise
            # Some file systems know no second names.
            _write_new(link, path.read_bytes(), _PRIVATE)
        _replace(link, backup)
    finally:
        # Renaming onto another name of the same file leaves both.
        with suppress(OSError):
            link.unlink()


def _write_new(path: Path, data: bytes, mode: int | None) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, mode or 0o666), "wb") as file:
        file.write(data)
        file.flush()
        _sync(file.fileno())


def _replace(beside: Path, path: Path) -> None:
    for attempt in range(_REPLACE_ATTEMPTS):
        try:
            beside.replace(path)
            return
        except PermissionError:
            if sys.platform != "win32" or attempt == _REPLACE_ATTEMPTS - 1:
                raise
            # Retried only on Windows, where an open file cannot be replaced.
            time.sleep(_PAUSE_SECONDS)


def _sync_folder(folder: Path) -> None:
    """Wait until the new name is on the disk too; Windows neither needs nor has such a call."""
    if sys.platform == "win32":
        return
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def explain_failure(error: OSError) -> str:
    """Return which file could not be written, why, and what to do about it."""
    _cause, advice = _EXPLANATIONS.get(error.errno or 0, ("", _ELSEWHERE))
    return _(
        "{place} was not written: {why}. {advice} What was there before is as it was.",
        place=error.filename or _("The file"),
        why=describe_cause(error),
        advice=_(advice),
    )


def describe_cause(error: OSError) -> str:
    """Return why something could not be written, in the middle of a sentence."""
    cause, _advice = _EXPLANATIONS.get(error.errno or 0, ("", ""))
    return _(cause) if cause else error.strerror or str(error)


def _sync(descriptor: int) -> None:
    """Wait until the data are on the disk.

    Some network shares do not support this; there the write is assumed to have succeeded.
    """
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno in _DATA_LOSS:
            raise

"""Files that are written whole or not at all, and what is said of one that could not be."""

from __future__ import annotations

import errno
import os
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
# What an error of the system means, and what to do; without words, those it came with.
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
    errno.ENOMEM: ("", mark("Choose a lower resolution.")),
}
_DATA_LOSS = (errno.EIO, errno.ENOSPC, errno.EDQUOT)


# On Windows a file that a scanner or another program just looked at is free a moment later.
_REPLACE_ATTEMPTS = 8
_PAUSE_SECONDS = 0.1
_PRIVATE = 0o600


def replace_file(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write a file; whoever had one of that name keeps it until the new one is complete.

    A symbolic link stays one, and the file it leads to is replaced. A file that was there keeps
    who may read it.

    Parameters
    ----------
    path : Path
        The file.
    data : bytes
        All of its content.
    private : bool
        Whether nobody but its owner may read a new file.

    Raises
    ------
    OSError
        If it cannot be written; what was there before is as it was.
    """
    try:
        target = path.resolve() if path.is_symlink() else path
        sweep_leftovers(target.parent)
        _write_beside(target, data, _PRIVATE if private else None)
    except (OSError, RuntimeError) as error:
        number, text = getattr(error, "errno", errno.ELOOP), getattr(error, "strerror", str(error))
        kind = type(error) if isinstance(error, OSError) else OSError
        raise kind(number, text, str(path)) from None


def sweep_leftovers(folder: Path) -> None:
    """Remove what a process that was ended while it wrote has left in a folder."""
    with suppress(OSError):
        for leftover in folder.glob(".*-*.part"):
            process = leftover.name[1:].partition("-")[0]
            if process.isdigit() and not is_running(int(process)):
                with suppress(OSError):
                    leftover.unlink()


def _write_beside(path: Path, data: bytes, mode: int | None) -> None:
    """Write the data to a file beside `path`, then put it in its place."""
    # Whoever writes beside us, in another process or thread, has another file.
    beside = path.with_name(f".{os.getpid()}-{threading.get_ident()}.part")
    try:
        _write_new(beside, data, mode)
        with suppress(FileNotFoundError):
            beside.chmod(stat.S_IMODE(path.stat().st_mode))
        _replace(beside, path)
        _sync_folder(path.parent)
    except OSError:
        # Where nothing could be begun nothing is to be taken away.
        with suppress(OSError):
            beside.unlink()
        raise


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
            time.sleep(_PAUSE_SECONDS)


def _sync_folder(folder: Path) -> None:
    """Wait until the disk knows the file's new place too; Windows needs and has no such call."""
    if sys.platform == "win32":
        return
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def explain_failure(error: OSError) -> str:
    """Say what could not be written, why, and what to do about it."""
    _reason, words = _EXPLANATIONS.get(error.errno or 0, ("", _ELSEWHERE))
    return _(
        "{place} was not written: {why}. {advice} What was there before is as it was.",
        place=error.filename or _("The file"),
        why=describe_cause(error),
        advice=_(words),
    )


def describe_cause(error: OSError) -> str:
    """Return why something could not be written, in the middle of a sentence."""
    words, _advice = _EXPLANATIONS.get(error.errno or 0, ("", ""))
    return _(words) if words else error.strerror or str(error)


def _sync(descriptor: int) -> None:
    """Wait until the disk has it all; a share that cannot say so is believed."""
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno in _DATA_LOSS:
            raise

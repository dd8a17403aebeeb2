"""Files that are written whole or not at all, and what is said of one that could not be."""

from __future__ import annotations

import errno
import os
import threading
from pathlib import Path

from ketgui.text import _

_LOST = (errno.EIO, errno.ENOSPC, errno.EDQUOT)


def replace_file(path: Path, data: bytes) -> None:
    """Write a file; whoever had one of that name keeps it until the new one is complete.

    Raises
    ------
    OSError
        If it cannot be written; what was there before is as it was.
    """
    # Whoever writes beside us, in another process or thread, has another file.
    beside = path.with_name(f".{os.getpid()}-{threading.get_ident()}.part")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            _sync(file.fileno())
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise type(error)(error.errno, error.strerror, str(path)) from None


def why_not(error: OSError) -> str:
    """Say what could not be written, why, and what to do about it."""
    advice = {
        errno.ENOSPC: _("Make room on the disk, or choose another one."),
        errno.EDQUOT: _("Make room on the disk, or choose another one."),
        errno.ENAMETOOLONG: _("Choose a shorter name, or a folder nearer the top."),
        errno.ENOENT: _("Choose a folder that is there, or a shorter path."),
        errno.EROFS: _("Choose a folder that you may write to."),
        errno.EACCES: _("Close the file if it is open elsewhere, or choose another folder."),
        errno.EPERM: _("Close the file if it is open elsewhere, or choose another folder."),
        errno.ENOMEM: _("Choose a lower resolution."),
    }.get(error.errno or 0, _("Choose another folder."))
    return _(
        "{place} was not written: {why}. {advice} What was there before is as it was.",
        place=error.filename or _("The file"),
        why=error.strerror or error,
        advice=advice,
    )


def _sync(descriptor: int) -> None:
    """Wait until the disk has it all; a share that cannot say so is believed."""
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno in _LOST:
            raise

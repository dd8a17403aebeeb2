"""Files that are written whole or not at all, and what is said of one that could not be."""

from __future__ import annotations

import errno
import os
import threading
from contextlib import suppress
from pathlib import Path

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
        # Where nothing could be begun nothing is to be taken away.
        with suppress(OSError):
            beside.unlink()
        raise type(error)(error.errno, error.strerror, str(path)) from None


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

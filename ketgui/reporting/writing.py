"""Files that are written whole or not at all."""

from __future__ import annotations

import errno
import os
import threading
from pathlib import Path

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


def _sync(descriptor: int) -> None:
    """Wait until the disk has it all; a share that cannot say so is believed."""
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno in _LOST:
            raise

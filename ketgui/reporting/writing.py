"""Files that are written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path


def replace_file(path: Path, data: bytes) -> None:
    """Write a file; whoever had one of that name keeps it until the new one is complete.

    Raises
    ------
    OSError
        If it cannot be written; what was there before is as it was.
    """
    # The process's number keeps two programs that write at once from each other's half.
    beside = path.with_name(f".{os.getpid()}.part")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise type(error)(error.errno, error.strerror, str(path)) from None

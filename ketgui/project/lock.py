"""One window at a time writes a study: a small file beside it names the process that has it.

The file holds the computer's name and the process, and nothing of a person or a patient. A lock
left by a process that has ended, by a power cut too, is stale and is taken over. Of a process on
another computer this cannot be known, so the user is asked.
"""

from __future__ import annotations

import json
import os
import platform
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

from ketgui.processes import find_start, is_running

# A lock is far shorter: whatever else bears its name is not read into memory.
_MOST_BYTES = 4_096


@dataclass(frozen=True)
class Holder:
    """The process that has a study open.

    Attributes
    ----------
    host : str
        The computer's name.
    process : int
        The process on that computer.
    started : str
        When that process began, so that a later process with the same number is not mistaken for
        it; empty where the system does not report it.
    """

    host: str
    process: int
    started: str = ""

    @property
    def is_here(self) -> bool:
        """Whether it is on this computer."""
        return self.host == platform.node()

    @property
    def is_stale(self) -> bool:
        """Whether it is a process of this computer that has ended."""
        if not self.is_here:
            return False
        return not is_running(self.process) or find_start(self.process) != self.started


def get_this_process() -> Holder:
    """Return this process as a holder."""
    return Holder(platform.node(), os.getpid(), find_start(os.getpid()))


def get_lock_path(study: Path) -> Path:
    """Return the path of a study's lock.

    Examples
    --------
    >>> get_lock_path(Path("cohort.ketgui")).name
    '.~lock.cohort.ketgui'
    """
    return study.with_name(f".~lock.{study.name}")


def take_lock(study: Path) -> Holder | None:
    """Take the lock of a study for this process.

    Returns
    -------
    Holder or None
        None where this process has it now, or where the folder admits no lock at all (it cannot be
        written to, so saving there fails too). Otherwise the process that has it.
    """
    ours = json.dumps(asdict(get_this_process())).encode()
    # Twice: the second time after a stale lock was removed.
    for _attempt in range(2):
        try:
            # Created only if it does not exist, in one step: of two processes one succeeds.
            descriptor = os.open(get_lock_path(study), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            holder = find_holder(study)
            if holder == get_this_process():
                return None
            if holder is not None and not holder.is_stale:
                return holder
            # Stale, or not readable as a lock: it protects nobody any more.
            with suppress(OSError):
                get_lock_path(study).unlink()
        except OSError:
            return None
        else:
            with os.fdopen(descriptor, "wb") as file:
                file.write(ours)
            return None
    return find_holder(study)


def release_lock(study: Path) -> None:
    """Release the lock of a study, if this process has it."""
    if find_holder(study) == get_this_process():
        with suppress(OSError):
            get_lock_path(study).unlink()


def find_holder(study: Path) -> Holder | None:
    """Return who has a study open; None where nobody has, or the lock cannot be read."""
    try:
        with get_lock_path(study).open("rb") as file:
            values = cast("dict[str, Any]", json.loads(file.read(_MOST_BYTES)))
        return Holder(str(values["host"]), int(values["process"]), str(values["started"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None

"""System calls about processes: whether one runs, how this one ends, and what of its memory."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import NoReturn


def forbid_core_dumps() -> None:
    """Keep a crash from writing the memory, which holds patients' data, to the disk.

    Nothing is done where the system has no such setting.
    """
    if sys.platform == "win32":
        _forbid_error_reports()
        return
    import resource

    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        _forbid_inspection()


def _forbid_inspection() -> None:
    """Forbid dumps of this process and other processes' access to its memory (crash collectors)."""
    import ctypes

    set_dumpable = 4
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(set_dumpable, 0, 0, 0, 0)


def _forbid_error_reports() -> None:
    """Leave the program out of Windows error reporting, which would collect its memory."""
    if sys.platform != "win32":
        return
    import ctypes

    kernel = ctypes.WinDLL("kernel32")
    no_hard_error_box, no_fault_box, no_file_box = 0x0001, 0x0002, 0x8000
    kernel.SetErrorMode(no_hard_error_box | no_fault_box | no_file_box)
    # If a policy still makes a report, the heap is not in it.
    without_heap = 0x0001
    with suppress(OSError, AttributeError):
        kernel.WerSetFlags(without_heap)


def return_memory() -> None:
    """Give the system what the program has freed, where the C library is that of GNU.

    It keeps for each thread what that has freed: after many analyses, up to as much as is in use.
    """
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)


def end_process(code: int) -> NoReturn:
    """End at once, with what was printed: everything else is saved by now.

    Python would first destroy what is left in an order of its own, at which Qt's objects may crash.
    """
    for stream in (sys.stdout, sys.stderr):
        # On Windows a program without a console has none; a reader may have gone.
        with suppress(AttributeError, OSError):
            stream.flush()
    os._exit(code)


def is_running(process: int) -> bool:
    """Tell whether there is a process of this number."""
    if sys.platform == "win32":
        return _is_running_on_windows(process)
    try:
        # Signal 0 is never delivered: the call only checks whether the process exists.
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    # It exists, and belongs to somebody else.
    except PermissionError:
        return True
    return True


def find_start(process: int) -> str:
    """Return when a process began, in the kernel's units; empty where it cannot be read."""
    try:
        status = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    # The program's name is in brackets and may hold spaces; the fields after it do not.
    return status.rpartition(")")[2].split()[19]


def _is_running_on_windows(process: int) -> bool:
    """Tell whether a process runs; ``os.kill`` would end it on Windows."""
    if sys.platform != "win32":
        return False
    import ctypes

    limited_query, still_active = 0x1000, 259
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    handle = kernel.OpenProcess(limited_query, False, process)
    if not handle:
        return False
    code = ctypes.c_ulong()
    try:
        kernel.GetExitCodeProcess(handle, ctypes.byref(code))
    finally:
        kernel.CloseHandle(handle)
    return code.value == still_active

"""A bound on a process's memory on Windows, which has no ``setrlimit``: a job object."""

from __future__ import annotations

import ctypes

# Flags and a class of information from winnt.h, by their names there:
# JOB_OBJECT_LIMIT_PROCESS_MEMORY, JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE and
# JobObjectExtendedLimitInformation.
_PROCESS_MEMORY = 0x0100
_KILL_ON_CLOSE = 0x2000
_EXTENDED_LIMITS = 9


class BasicLimits(ctypes.Structure):
    """``JOBOBJECT_BASIC_LIMIT_INFORMATION``."""

    _fields_ = (
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
    )


class ExtendedLimits(ctypes.Structure):
    """``JOBOBJECT_EXTENDED_LIMIT_INFORMATION``; the six counters of I/O are not used."""

    _fields_ = (
        ("BasicLimitInformation", BasicLimits),
        ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


def make_limits(most: int) -> ExtendedLimits:
    """Return the limits of a job whose process may commit `most` bytes."""
    limits = ExtendedLimits()
    limits.BasicLimitInformation.LimitFlags = _PROCESS_MEMORY | _KILL_ON_CLOSE
    limits.ProcessMemoryLimit = most
    return limits


def bound_memory(most: int) -> bool:
    """Bound the memory of this process, and tell whether the system did so.

    The job's handle stays open as long as the process: with the last one the process ends.
    """
    # Only Windows has it; asked for by name, so that a type checker elsewhere finds no fault.
    load = getattr(ctypes, "WinDLL", None)
    if load is None:
        return False
    kernel = load("kernel32", use_last_error=True)
    # A handle has the size of a pointer: without this ctypes would cut it to 32 bits.
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
    if not job.value:
        return False
    limits = make_limits(most)
    size = ctypes.sizeof(limits)
    if not kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), size):
        return False
    process = ctypes.c_void_p(kernel.GetCurrentProcess())
    return bool(kernel.AssignProcessToJobObject(job, process))

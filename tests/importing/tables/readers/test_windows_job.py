"""The bound on a child's memory on Windows: its layout, and what it asks of the system.

No test here runs on Windows itself: what the system does with it is not shown by them.
"""

from __future__ import annotations

import ctypes
from typing import Any

import pytest

from ketgui.importing.tables.readers import windows_job


def test_without_windows_nothing_is_bound(monkeypatch: Any) -> None:
    monkeypatch.delattr(ctypes, "WinDLL", raising=False)
    assert windows_job.bound_memory(1 << 30) is False


def test_the_limits_are_laid_out_as_a_64_bit_windows_has_them() -> None:
    # winnt.h: 64 bytes of basic limits, 48 of counters, four sizes.
    if ctypes.sizeof(ctypes.c_size_t) == 8:
        assert ctypes.sizeof(windows_job.BasicLimits) == 64
        assert ctypes.sizeof(windows_job.ExtendedLimits) == 144
        assert windows_job.ExtendedLimits.ProcessMemoryLimit.offset == 112
    limits = windows_job.make_limits(1 << 30)
    assert limits.ProcessMemoryLimit == 1 << 30
    assert limits.BasicLimitInformation.LimitFlags == 0x2100


class Kernel:
    """Stands for kernel32 and notes what it is asked."""

    def __init__(self, fails: str) -> None:
        self.asked: list[str] = []
        for name in (
            "CreateJobObjectW", "GetCurrentProcess", "SetInformationJobObject",
            "AssignProcessToJobObject",
        ):  # fmt: skip
            setattr(self, name, self._call(name, 0 if name == fails else 7))

    def _call(self, name: str, answer: int) -> Any:
        def call(*_arguments: Any) -> int:
            self.asked.append(name)
            return answer

        return call


@pytest.mark.parametrize(
    "fails", ["", "CreateJobObjectW", "SetInformationJobObject", "AssignProcessToJobObject"]
)
def test_the_system_is_asked_in_order_and_a_refusal_is_told(fails: str, monkeypatch: Any) -> None:
    kernel = Kernel(fails)
    monkeypatch.setattr(ctypes, "WinDLL", lambda *_a, **_k: kernel, raising=False)
    assert windows_job.bound_memory(1 << 30) is (not fails)
    assert kernel.asked[-1] == (fails or "AssignProcessToJobObject")

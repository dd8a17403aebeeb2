"""Work in a process of its own."""

from __future__ import annotations

import time

import pytest

from ketgui.importing.tables.readers.sandbox import run


def refuse(_data: bytes) -> None:
    raise ValueError("refused")


def wait(_data: bytes) -> None:
    time.sleep(60)


def nothing() -> None:
    """Wait for nothing."""


def test_the_answer_of_the_child_is_returned() -> None:
    assert run(len, b"12345", nothing) == 5


def test_what_the_child_raises_is_raised_here() -> None:
    with pytest.raises(ValueError, match="refused"):
        run(refuse, b"", nothing)


def test_a_cancelled_wait_ends_the_child() -> None:
    def cancel() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        run(wait, b"", cancel)

"""A parser in a process of its own, with a bound on memory and time.

The libraries that parse binary files can ask for half a terabyte, or abort: then the child ends
and the program goes on.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ketgui.importing.tables.readers.reader import Tick

    # An end of a pipe is another class on Windows.
    if sys.platform == "win32":
        from multiprocessing.connection import PipeConnection

        PipeEnd = PipeConnection[Any, Any]
    else:
        from multiprocessing.connection import Connection

        PipeEnd = Connection[Any, Any]

MOST_MEMORY = 1_500 << 20
MOST_SECONDS = 120.0
_TICK_SECONDS = 0.05


class StoppedError(Exception):
    """The child ended without an answer: it took too much memory or time, or crashed."""


def run(
    work: Callable[[bytes], Any], data: bytes, tick: Tick, most_memory: int = MOST_MEMORY
) -> Any:
    """Return ``work(data)`` as computed by a child process.

    Parameters
    ----------
    work : callable
        A module's function; what it raises is raised here.
    tick : callable
        Called often while waiting; if it raises, the child is ended.

    Raises
    ------
    StoppedError
        If the child dies or takes longer than two minutes.
    """
    with begun(work, data, most_memory) as answer:
        return answer(tick)


@contextmanager
def begun(
    work: Callable[[bytes], Any], data: bytes, most_memory: int = MOST_MEMORY
) -> Generator[Callable[[Tick], Any]]:
    """Begin ``work(data)`` in a child process, and end the child on leaving.

    Yields what waits for the answer, as ``run`` does; something else may be done before.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    child = context.Process(target=_serve, args=(there, work, most_memory), daemon=True)
    child.start()
    there.close()
    # The child takes the data once it has started: whoever waits for that is not this thread.
    sending = Thread(target=_send, args=(here, data), daemon=True)
    sending.start()
    try:
        yield lambda tick: _answer(here, tick)
    finally:
        child.kill()
        child.join()
        sending.join()
        here.close()


def _send(here: PipeEnd, data: bytes) -> None:
    # A child that has died is noticed where its answer is waited for.
    with suppress(OSError):
        here.send_bytes(data)


def _answer(here: PipeEnd, tick: Tick) -> Any:
    started = time.monotonic()
    try:
        while not here.poll(_TICK_SECONDS):
            tick()
            if time.monotonic() - started > MOST_SECONDS:
                raise StoppedError
        succeeded, result = here.recv()
    except (EOFError, BrokenPipeError, ConnectionResetError):
        raise StoppedError from None
    if succeeded:
        return result
    raise result


def _serve(there: PipeEnd, work: Callable[[bytes], Any], most_memory: int) -> None:
    """Do the work in the child; only this function runs there."""
    # A library that aborts writes its stack to the terminal, where it helps nobody.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    # Nothing that a parser makes is garbage before the child ends.
    gc.disable()
    data = there.recv_bytes()
    _bound_memory(most_memory)
    try:
        answer = (True, work(data))
    except Exception as error:
        answer = (False, error)
    there.send(answer)


def _bound_memory(most: int) -> None:
    """Let the child take so much memory beyond what it has; on Windows, so much in all."""
    if sys.platform == "win32":
        from ketgui.importing.tables.readers import windows_job

        windows_job.bound_memory(most)
    else:
        import resource

        bound = _held() + most
        resource.setrlimit(resource.RLIMIT_AS, (bound, bound))


def _held() -> int:
    """Return the bytes of address space the process has, where the system tells."""
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return 0
    return int(statm.read_text().split()[0]) * 4096

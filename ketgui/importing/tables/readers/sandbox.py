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

# Bytes beyond what the child has at its start: far more than the file of a study needs.
MOST_MEMORY = 1_500 << 20
MOST_SECONDS = 120.0
# How long a press of "Cancel" may wait.
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
        A module's function, which the child imports by its name; what it raises is raised here.
    data : bytes
        The file.
    tick : callable
        Called often while waiting; if it raises, the child is ended.
    most_memory : int
        Bytes that the child may take.

    Returns
    -------
    object
        What `work` returns; it passes to this process as a pickle.

    Raises
    ------
    StoppedError
        If the child dies or takes longer than two minutes.
    """
    with start(work, data, most_memory) as answer:
        return answer(tick)


@contextmanager
def start(
    work: Callable[[bytes], Any], data: bytes, most_memory: int = MOST_MEMORY
) -> Generator[Callable[[Tick], Any]]:
    """Start ``work(data)`` in a child process, and end the child on leaving.

    Yields a function that waits for the answer, as ``run`` does; this process may do something
    else before it calls that.
    """
    # A fork of a process with Qt's threads may hang on a lock that another thread held.
    context = multiprocessing.get_context("spawn")
    own_end, child_end = context.Pipe()
    child = context.Process(target=_serve, args=(child_end, work, most_memory), daemon=True)
    child.start()
    # Closed here, so that the end of the child closes the pipe, and waiting ends with an error.
    child_end.close()
    # The child takes the data once it has started: whoever waits for that is not this thread.
    sending = Thread(target=_send, args=(own_end, data), daemon=True)
    sending.start()
    try:
        yield lambda tick: _wait_for_answer(own_end, tick)
    finally:
        child.kill()
        child.join()
        sending.join()
        own_end.close()


def _send(own_end: PipeEnd, data: bytes) -> None:
    # A child that has died is noticed where its answer is waited for.
    with suppress(OSError):
        own_end.send_bytes(data)


def _wait_for_answer(own_end: PipeEnd, tick: Tick) -> Any:
    """Return the child's answer, calling `tick` until it is there."""
    started = time.monotonic()
    try:
        while not own_end.poll(_TICK_SECONDS):
            tick()
            if time.monotonic() - started > MOST_SECONDS:
                raise StoppedError
        succeeded, result = own_end.recv()
    except (EOFError, BrokenPipeError, ConnectionResetError):
        raise StoppedError from None
    if succeeded:
        return result
    raise result


def _serve(child_end: PipeEnd, work: Callable[[bytes], Any], most_memory: int) -> None:
    """Do the work in the child; only this function runs child_end."""
    # A library that aborts writes its stack to the terminal, where it helps nobody.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    # Nothing that a parser makes is garbage before the child ends.
    gc.disable()
    data = child_end.recv_bytes()
    # After the file has come: what the file itself takes is no fault of the parser.
    _bound_memory(most_memory)
    try:
        answer = (True, work(data))
    except Exception as error:
        answer = (False, error)
    child_end.send(answer)


def _bound_memory(most: int) -> None:
    """Let the child take so much memory beyond what it has; on Windows, so much in all."""
    if sys.platform == "win32":
        from ketgui.importing.tables.readers import windows_job

        windows_job.bound_memory(most)
    else:
        import resource

        bound = _get_address_space() + most
        resource.setrlimit(resource.RLIMIT_AS, (bound, bound))


def _get_address_space() -> int:
    """Return the bytes of address space that the process has, 0 where the system does not tell."""
    statm = Path("/proc/self/statm")
    # macOS has no /proc.
    if not statm.exists():
        return 0
    # The first number is the size in pages.
    return int(statm.read_text().split()[0]) * 4096

"""Tasks that run one at a time in a thread of Qt's, and touch no QObject there.

Crashes and a deadlock shaped this module:

- A signal emitted from a thread may reach an object that is being destroyed, so a task is a
  plain object which the main thread polls.
- The last reference to a closure may be the last to a widget too, which only the main thread
  may delete, so only the main thread lets go of a task.
- A pool that belongs to a widget blocks the widget's destruction until its work ends, so the
  pool is the application's.
- A QObject that is destroyed in the main thread holds one of Qt's locks while it waits for
  Python's. Work that connects QObjects, as a text document does, holds Python's while it waits
  for that lock: no task makes a QObject that has connections.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from threading import Condition, Event
from time import monotonic
from typing import Any

from PySide6.QtCore import QThreadPool

from ketgui.text import current_language, language

Progress = Callable[[float, str], None]
# Each worker uses one thread at most; with too few threads, one window would wait for another.
_MOST_THREADS = 32
# Progress is not read faster than this.
_REPORT_SECONDS = 0.05


class JobCancelled(Exception):  # noqa: N818 - it is no error
    """Raised in work that was cancelled, where it reports its progress."""


class Task:
    """Work to run in the language of the thread that submits it.

    Attributes
    ----------
    done : Event
        Set once the worker no longer refers to the task.
    progress : (float, str)
        The share done (0–1) and the current task, as last reported.
    result, error : object
        What the work returned or raised; read them when `done` is set.
    """

    def __init__(self, work: Callable[[Progress], Any]) -> None:
        self._work = work
        self._language = current_language()
        self._last_report = 0.0
        self.is_cancelled = False
        self.done = Event()
        self.progress = (0.0, "")
        self.result: Any = None
        self.error: BaseException | None = None

    def run(self) -> None:
        """Do the work, unless it was cancelled, and keep what it returns or raises."""
        if self.is_cancelled:
            return
        try:
            # A context variable of the main thread has its default in any other.
            with language(self._language):
                self.result = self._work(self._report)
        except JobCancelled:
            # Kept, it would keep this task and all that the work had computed, as garbage.
            return
        # The reader of old workbooks raises a PanicException, which is no Exception.
        except BaseException as error:
            self.error = error

    def _report(self, share: float, text: str) -> None:
        if self.is_cancelled:
            raise JobCancelled
        if monotonic() - self._last_report > _REPORT_SECONDS:
            self._last_report = monotonic()
            self.progress = (share, text)


# Every task that a worker may still hold; only the main thread changes this list.
_held: list[Task] = []


class Worker:
    """Runs tasks one after the other; it outlives the widget that submitted them."""

    def __init__(self) -> None:
        self._waiting: deque[Task] = deque()
        self._condition = Condition()
        self._is_running = False

    def submit(self, task: Task) -> None:
        """Run a task after those submitted before it. Call from the main thread."""
        _held[:] = [other for other in _held if not other.done.is_set()]
        _held.append(task)
        with self._condition:
            self._waiting.append(task)
            if self._is_running:
                return
            self._is_running = True
        pool = QThreadPool.globalInstance()
        pool.setMaxThreadCount(_MOST_THREADS)
        # One run for all tasks that wait by then: a thread is taken once.
        pool.start(self._run_waiting)

    def wait(self) -> None:
        """Block until every submitted task is done."""
        with self._condition:
            self._condition.wait_for(lambda: not self._is_running)

    def _run_waiting(self) -> None:
        while task := self._take_next():
            done = task.done
            task.run()
            # From here on only the main thread holds the task.
            del task
            done.set()

    def _take_next(self) -> Task | None:
        with self._condition:
            if self._waiting:
                return self._waiting.popleft()
            self._is_running = False
            self._condition.notify_all()
            return None


def wait_for_workers() -> None:
    """Block until every worker is idle. Call before quitting."""
    QThreadPool.globalInstance().waitForDone()

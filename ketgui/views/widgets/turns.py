"""Figures drawn a strip a turn of the event loop, and their files written in another thread."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QTimer, Signal

from ketgui.session.jobs import Jobs

# What is being drawn, in words, and then what writes a file of it.
Step = str | Callable[[], None]
Ended = Callable[[Exception | None], None]
_WAITING = (
    QEventLoop.ProcessEventsFlag.WaitForMoreEvents
    | QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents
)


class Turns(QObject):
    """Goes through steps in the main thread, writes in another; one work after the other.

    Between two steps the window does other things. A file is written before the next step is
    taken: pictures of fine resolution are large.

    Signals
    -------
    busy_changed(str)
        What is being done, empty when nothing is.
    """

    busy_changed = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        # A text document of Qt's is laid out in a thread of Qt's own, and in no other.
        self._jobs = Jobs(self)
        self._jobs.busy_changed.connect(self.busy_changed)
        self._queue: deque[tuple[Iterator[Step], Ended]] = deque()
        self._words = ""

    def start(self, steps: Iterator[Step], ended: Ended) -> None:
        """Take these steps after those that wait; `ended` is told what stopped them, else None."""
        self._queue.append((steps, ended))
        if len(self._queue) == 1:
            self._go_on()

    def finish(self) -> None:
        """Go on until nothing waits; nobody can press anything meanwhile."""
        while self._queue:
            QCoreApplication.processEvents(_WAITING)

    def _go_on(self, failure: Exception | None = None) -> None:
        try:
            if failure:
                raise failure
            step = next(self._queue[0][0], None)
        except Exception as error:
            self._end(error)
            return
        if step is None:
            self._end(None)
        elif isinstance(step, str):
            self._words = step
            self.busy_changed.emit(step)
            QTimer.singleShot(0, self, self._go_on)
        else:
            self._jobs.start(partial(_attempted, step), self._go_on, self._words)

    def _end(self, failure: Exception | None) -> None:
        _steps, ended = self._queue.popleft()
        self.busy_changed.emit("")
        if self._queue:
            QTimer.singleShot(0, self, self._go_on)
        ended(failure)


def _attempted(write: Callable[[], None]) -> Exception | None:
    """Write, and return what stopped it, so that whatever waits has its turn."""
    try:
        write()
    except Exception as error:
        return error
    return None

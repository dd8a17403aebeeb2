"""Work off the main thread: one job at a time, with its course, its end, and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from time import monotonic
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from ketgui.text import current_language, language

Receive = Callable[[Any], None]
Tell = Callable[[float, str], None]
# A person reads no faster than this, and the window has other things to do.
_TELL_SECONDS = 0.05


class Stopped(Exception):  # noqa: N818 - it is no error
    """Raised in a job that was cancelled, where it reports its course."""


class _Signals(QObject):
    """Carries a job's course and end to the main thread, where its receiver lives."""

    progressed = Signal(float, str)
    finished = Signal(int, object)
    failed = Signal(int, object)


class _Job(QRunnable):
    """One piece of work for the pool, in the language of whoever asked for it."""

    def __init__(self, number: int, work: Callable[[], Any], signals: _Signals) -> None:
        super().__init__()
        self._number, self._work, self._signals = number, work, signals
        self._language = current_language()

    def run(self) -> None:
        """Do the work and report; an error is handed over, never lost."""
        try:
            with language(self._language):
                result = self._work()
        except Exception as error:
            self._signals.failed.emit(self._number, error)
        else:
            self._signals.finished.emit(self._number, result)


class Jobs(QObject):
    """Does one job after the other; the result of a job that was overtaken is dropped.

    Signals
    -------
    busy_changed(str)
        What is being done, empty when nothing is.
    progress(float, str)
        The share done (0–1) of the job, and what is being done.
    """

    busy_changed = Signal(str)
    progress = Signal(float, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._signals = _Signals(self)
        self._signals.progressed.connect(self._on_progressed)
        self._signals.finished.connect(self._on_finished)
        self._signals.failed.connect(self._on_failed)
        self._cancelled = Event()
        self._newest = 0
        self._receivers: dict[int, Receive] = {}

    def start(self, work: Callable[[], Any], receive: Receive, words: str) -> None:
        """Do `work`, saying `words` meanwhile; `receive` its result on the main thread."""
        self._newest += 1
        self._receivers = {self._newest: receive}
        self.busy_changed.emit(words)
        self._pool.start(_Job(self._newest, work, self._signals))

    def aside(self, work: Callable[[], Any]) -> None:
        """Do `work` that nobody waits for."""
        self._pool.start(_Job(0, work, self._signals))

    def teller(self) -> Tell:
        """Return what the next job reports its course to; it raises ``Stopped`` once cancelled."""
        cancelled = self._cancelled = Event()
        told = 0.0

        def tell(share: float, words: str) -> None:
            nonlocal told
            if cancelled.is_set():
                raise Stopped
            if monotonic() - told > _TELL_SECONDS:
                told = monotonic()
                self._signals.progressed.emit(share, words)

        return tell

    def cancel(self) -> None:
        """Stop what is being done; nobody receives it."""
        self._cancelled.set()
        self._receivers.clear()
        self.busy_changed.emit("")

    def wait(self) -> None:
        """Stop what is being done and wait for its end; its result is dropped."""
        self._newest += 1
        self._cancelled.set()
        self._receivers.clear()
        self._pool.waitForDone()

    @Slot(float, str)
    def _on_progressed(self, share: float, words: str) -> None:
        if self._receivers:
            self.progress.emit(share, words)

    @Slot(int, object)
    def _on_finished(self, number: int, result: Any) -> None:
        if receive := self._receivers.pop(number, None):
            self.busy_changed.emit("")
            receive(result)

    @Slot(int, object)
    def _on_failed(self, number: int, error: Exception) -> None:
        if self._receivers.pop(number, None):
            self.busy_changed.emit("")
            raise error

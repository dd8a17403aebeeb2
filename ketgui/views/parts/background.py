"""Work off the main thread for one widget: the newest asked for is received, older is dropped."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from ketgui.text import current_language, language


class Background(QObject):
    """Does one piece of work after the other; the receiver runs in the main thread.

    Signals
    -------
    busy_changed(bool)
        Whether something is being done.
    """

    busy_changed = Signal(bool)
    _ended = Signal(int, object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        # A pool of Qt's would make a widget that goes wait for its work; this thread outlives it.
        self._threads = ThreadPoolExecutor(max_workers=1)
        self._newest = 0
        self._receive: Callable[[Any], None] | None = None
        self._ended.connect(self._on_ended)

    @property
    def busy(self) -> bool:
        """Whether something is being done."""
        return self._receive is not None

    def start(self, work: Callable[[], Any], receive: Callable[[Any], None]) -> None:
        """Do `work` as soon as the thread is free, and hand what it returns to `receive`."""
        self._newest += 1
        self._receive = receive
        number, code = self._newest, current_language()
        self.busy_changed.emit(True)
        self._threads.submit(lambda: self._run(number, work, code))

    def _run(self, number: int, work: Callable[[], Any], code: str) -> None:
        result: Any = None
        failure: Exception | None = None
        if number == self._newest:
            try:
                with language(code):
                    result = work()
            except Exception as error:
                failure = error
        # The widget may be gone by now: then nobody waits for the result.
        with suppress(RuntimeError):
            self._ended.emit(number, result, failure)

    @Slot(int, object, object)
    def _on_ended(self, number: int, result: Any, failure: Exception | None) -> None:
        if number != self._newest or self._receive is None:
            return
        receive, self._receive = self._receive, None
        self.busy_changed.emit(False)
        if failure:
            raise failure
        receive(result)

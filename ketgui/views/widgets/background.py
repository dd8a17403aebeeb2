"""Work off the main thread for one widget: the newest asked for is received, older is dropped."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from ketgui.text import current_language, language

# Nobody notices so short a wait.
_LOOK_MS = 5


class Background(QObject):
    """Does one piece of work after the other; the receiver runs in the main thread.

    Signals
    -------
    busy_changed(bool)
        Whether something is being done.
    """

    busy_changed = Signal(bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        # A pool of Qt's would make a widget that goes wait for its work; this thread outlives it.
        self._threads = ThreadPoolExecutor(max_workers=1)
        self._work: Future[Any] | None = None
        self._receive: Callable[[Any], None] | None = None
        # The thread touches nothing of Qt's: it may end in the moment in which the widget goes.
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(self._on_look)

    @property
    def busy(self) -> bool:
        """Whether something is being done."""
        return self._receive is not None

    def start(self, work: Callable[[], Any], receive: Callable[[Any], None]) -> None:
        """Do `work` as soon as the thread is free, and hand what it returns to `receive`."""
        code = current_language()

        def speaking() -> Any:
            with language(code):
                return work()

        if self._work:
            # What was overtaken before its turn is not begun.
            self._work.cancel()
        self._receive = receive
        self.busy_changed.emit(True)
        self._work = self._threads.submit(speaking)
        self._look.start()

    @Slot()
    def _on_look(self) -> None:
        work, receive = self._work, self._receive
        if work is None or receive is None or not work.done():
            return
        self._look.stop()
        self._work = self._receive = None
        self.busy_changed.emit(False)
        receive(work.result())

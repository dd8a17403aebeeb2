"""Signals of the operating system that end the program, received in Qt's event loop.

Python runs a handler only between two of its own instructions, and Qt's loop may wait for hours:
the number of the signal is written to a pipe, which wakes the loop.
"""

from __future__ import annotations

import os
import signal
import sys

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot

_NAMES = ("SIGTERM", "SIGINT", "SIGHUP")


class EndSignals(QObject):
    """Emits `received` when the system asks the program to end.

    Signals
    -------
    received(int)
        The number of the signal.
    """

    received = Signal(int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._read_end = self._write_end = -1

    def listen(self) -> None:
        """Receive the signals from now on; Windows ends programs in another way."""
        if sys.platform == "win32":
            return
        self._read_end, self._write_end = os.pipe()
        # A handler must never wait for a full pipe.
        os.set_blocking(self._write_end, False)
        self._notifier = QSocketNotifier(self._read_end, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_activated)
        for name in _NAMES:
            signal.signal(getattr(signal, name), self._on_signal)

    def _on_signal(self, number: int, _frame: object) -> None:
        os.write(self._write_end, bytes([number]))

    @Slot()
    def _on_activated(self) -> None:
        for number in os.read(self._read_end, 16):
            self.received.emit(number)

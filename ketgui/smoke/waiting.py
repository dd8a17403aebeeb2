"""Waiting for the window: for a signal, for Qt to settle, and to take its picture."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QEventLoop,
    QMessageLogContext,
    Qt,
    QTimer,
    QtMsgType,
)

from ketgui.smoke.walk import SmokeError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_MOST_SECONDS = 60


def format_time_since_start() -> str:
    """Return how long ago whoever started the program says that it was."""
    started = os.environ.get("KETGUI_STARTED")
    return f", {time.time() - float(started):.3f} s after the start" if started else ""


def wait_for(signal: Any, act: Callable[[], Any]) -> None:
    """Do something and wait for its signal."""
    loop, heard = QEventLoop(), list[bool]()

    def hear(*_values: object) -> None:
        heard.append(True)
        loop.quit()

    signal.connect(hear)
    patience = QTimer(singleShot=True, interval=_MOST_SECONDS * 1000)
    patience.timeout.connect(loop.quit)
    patience.start()
    act()
    if not heard:
        loop.exec()
    signal.disconnect(hear)
    if not heard:
        raise SmokeError(f"nothing came back within {_MOST_SECONDS} s")
    settle()


def settle() -> None:
    """Let Qt paint and delete what waits for it."""
    for _round in range(5):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def save_picture(widget: QWidget, path: Path) -> None:
    """Keep a picture of the widget; one of a single colour is a failure."""
    picture = widget.grab().toImage()
    small = picture.scaled(64, 64, mode=Qt.TransformationMode.FastTransformation)
    colours = {small.pixel(x, y) for x in range(64) for y in range(64)}
    if len(colours) < 3 or not picture.save(str(path)):
        raise SmokeError(f"{path.stem} is blank")


def print_qt_message(_kind: QtMsgType, _context: QMessageLogContext, words: str) -> None:
    """Print what Qt has to say, but for what the offscreen platform says of every window."""
    if "propagateSizeHints" not in words:
        print(words, file=sys.stderr, flush=True)

"""Waiting for a signal and for Qt to settle, and pictures of the window."""

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
    """Return the time since the start, as ``KETGUI_STARTED`` gives it; empty without that."""
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
    """Let Qt paint, and delete what deleteLater() was called for."""
    for _round in range(5):
        QCoreApplication.processEvents()
        # processEvents() leaves deferred deletions to an event loop, and none runs here.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def save_picture(widget: QWidget, path: Path) -> None:
    """Save a picture of the widget; a picture of fewer than three colours is a failure."""
    picture = widget.grab().toImage()
    # 4096 pixels are enough to tell a drawn window from a blank one.
    small = picture.scaled(64, 64, mode=Qt.TransformationMode.FastTransformation)
    colours = {small.pixel(x, y) for x in range(64) for y in range(64)}
    if len(colours) < 3 or not picture.save(str(path)):
        raise SmokeError(f"{path.stem} is blank")


def print_qt_message(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Print Qt's messages, except the one that the offscreen platform prints for every window."""
    if "propagateSizeHints" not in message:
        print(message, file=sys.stderr, flush=True)

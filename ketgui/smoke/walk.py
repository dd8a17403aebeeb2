"""The walk itself: it runs the steps, prints what was done, and collects failures."""

from __future__ import annotations

import os
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ketgui.views.window import MainWindow


class SmokeError(Exception):
    """A step of the walk did not do what it should."""


@dataclass
class Walk:
    """One run: the folder it writes into, the lines printed, and the failures of slots."""

    folder: Path
    lines: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def say(self, line: str) -> None:
        """Print a line, and keep it for ``smoke.txt``."""
        self.lines.append(line)
        print(line, flush=True)

    def on_failure(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Keep what a slot raised: Qt would only print it and go on."""
        self.failures.append("".join(traceback.format_exception(kind, error, trace)))


Step = Callable[[Walk, "MainWindow"], str]


def prepare(folder: Path) -> None:
    """Make the run independent of a display and of the user's preferences.

    Unless ``KETGUI_HOME`` names a folder for them, preferences are in `folder`.
    """
    os.environ.setdefault("KETGUI_HOME", str(folder / "preferences"))
    displays = ("DISPLAY", "WAYLAND_DISPLAY")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in displays):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def run(compose: Callable[[], MainWindow], folder: Path, steps: Sequence[Step]) -> int:
    """Walk through the program and return the exit code: 0 if every step was made.

    Parameters
    ----------
    compose : callable
        Makes the application and its window, which must open nothing by itself.
    folder : Path
        The folder for everything that is written, and for ``smoke.txt``.
    steps : sequence of callable
        Each does one thing with the window and returns a line about it.
    """
    walk = Walk(folder)
    code = 1
    try:
        window = compose()
        # After compose(), which installs the window's own handler.
        sys.excepthook = walk.on_failure
        for step in steps:
            started = time.perf_counter()
            summary = step(walk, window)
            if walk.failures:
                raise SmokeError("a slot failed")
            walk.say(f"{time.perf_counter() - started:6.2f} s  {summary}")
        walk.say("smoke: all well")
        code = 0
    # A defect of any kind is a failed walk with a report, not a crash without one.
    except Exception:
        walk.say("\n".join(("smoke: FAILED", traceback.format_exc(), *walk.failures)))
    (folder / "smoke.txt").write_text("\n".join(walk.lines) + "\n", encoding="utf-8")
    return code

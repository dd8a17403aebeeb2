"""The walk itself: step after step, what was said, and what went wrong."""

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
    """Something the program should be able to do did not happen."""


@dataclass
class Walk:
    """One run: the folder it writes into, what it has said, and what went wrong in a slot."""

    folder: Path
    said: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def say(self, words: str) -> None:
        """Print a line of what was done, and keep it."""
        self.said.append(words)
        print(words, flush=True)

    def on_failure(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Keep what a slot raised, which Qt would pass over."""
        self.failures.append("".join(traceback.format_exception(kind, error, trace)))


Step = Callable[[Walk, "MainWindow"], str]


def prepare(folder: Path) -> None:
    """See that the run needs no display and leaves the user's own preferences alone.

    Unless ``KETGUI_HOME`` names a folder for them, they lie in `folder`.
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
        Makes the application and its window, which is to open nothing by itself.
    folder : Path
        Takes everything that is written, and ``smoke.txt``.
    steps : sequence of callable
        Each does one thing with the window and returns the words that say so.
    """
    walk = Walk(folder)
    code = 1
    try:
        window = compose()
        sys.excepthook = walk.on_failure
        for step in steps:
            started = time.perf_counter()
            words = step(walk, window)
            if walk.failures:
                raise SmokeError("a slot failed")
            walk.say(f"{time.perf_counter() - started:6.2f} s  {words}")
        walk.say("smoke: all well")
        code = 0
    except Exception:
        walk.say("\n".join(("smoke: FAILED", traceback.format_exc(), *walk.failures)))
    (folder / "smoke.txt").write_text("\n".join(walk.said) + "\n", encoding="utf-8")
    return code

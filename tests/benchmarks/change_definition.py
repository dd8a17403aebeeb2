"""A change of the response threshold until it is painted, or the whole analysis, in seconds.

    python tests/benchmarks/change_definition.py change|whole [TAB]

Medians of fifteen, in the window of the example with the MADRS tab open, or another by its number.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEventLoop, QTimer

from ketgui import app

os.environ["KETGUI_HOME"] = tempfile.mkdtemp()
measured, tab = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 3
application, window = app.compose(app.build_parser().parse_args(["--example"]))
window.show()
session = window.session


def wait_for_analysis(act: Callable[[], None] = lambda: None) -> None:
    """Act, and sleep in the event loop until the next analysis is shown."""
    loop = QEventLoop()
    session.analysis_changed.connect(loop.quit)
    QTimer.singleShot(0, act)
    loop.exec()
    session.analysis_changed.disconnect(loop.quit)


def time_change(percent: int) -> float:
    """Return how long a change of the threshold takes."""
    started = time.perf_counter()
    plan = replace(session.plan, response_percent=float(percent))
    wait_for_analysis(lambda: session.set_plan(plan))
    window.grab()
    return time.perf_counter() - started


def time_whole(_percent: int) -> float:
    """Return how long an analysis takes that keeps nothing of the one before."""
    from ketgui.statistics.analysis import analyse

    assert session.analysis
    started = time.perf_counter()
    analyse(session.analysis.cohort, session.plan)
    return time.perf_counter() - started


wait_for_analysis()
window.pages.setCurrentIndex(tab)
window.grab()
measure = {"change": time_change, "whole": time_whole}[measured]
print(statistics.median([measure(percent) for percent in range(30, 47)][2:]))
session.wait()

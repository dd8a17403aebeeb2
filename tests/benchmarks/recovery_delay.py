"""How long a change takes to reach the recovery copy, and how long the event loop then waits.

    python tests/benchmarks/recovery_delay.py [CHANGES] [CHANGES A SECOND]

Changes are typed into a new study, without a window; prints the longest delay of a change, the
longest pause of the event loop, and the most time that the main thread itself worked in one go. On
a busy machine a pause may be another program's: the bare loop that is timed first tells how much.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def time_bare_loop(seconds: float) -> float:
    """Return the longest pause of a loop that works for 6 ms and sleeps for 5 ms."""
    longest, last = 0.0, time.monotonic()
    end = last + seconds
    while last < end:
        begin = time.thread_time()
        while time.thread_time() - begin < 0.006:
            pass
        time.sleep(0.005)
        now = time.monotonic()
        longest, last = max(longest, now - last), now
    return longest


class Watch:
    """Times each change, and each turn of the event loop."""

    def __init__(self) -> None:
        self.made: list[float] = []
        self.took: list[float] = []
        self.delays: list[float] = []
        self.pauses: list[float] = []
        self.work: list[float] = []
        self._last = time.monotonic(), time.thread_time()

    def tick(self) -> None:
        """Note how long the loop was away, and how long of it the main thread worked."""
        now = time.monotonic(), time.thread_time()
        self.pauses.append(now[0] - self._last[0])
        self.work.append(now[1] - self._last[1])
        self._last = now

    def note_copy(self, changes: int) -> None:
        """Note that the copy holds so many changes."""
        now = time.monotonic()
        arrived = self.made[len(self.delays) : changes]
        self.delays += [now - begin for begin in arrived]

    def report(self) -> None:
        """Print what was seen."""
        long = sum(pause > 0.05 for pause in self.pauses)
        took = sorted(self.took)
        print(f"{len(took)} changes; the slowest reached the copy after {max(self.delays):.2f} s")
        print(
            f"longest pause {1000 * max(self.pauses):.0f} ms; "
            f"{long} of {len(self.pauses)} above 50 ms"
        )
        print(f"the main thread worked for at most {1000 * max(self.work[1:]):.0f} ms in one go")
        print(f"a change {1000 * took[len(took) // 2]:.0f} ms, at most {1000 * took[-1]:.0f} ms")
        print(f"load {os.getloadavg()[0]:.1f}")


def main() -> None:
    """Make the changes, and print the times."""
    changes = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    pace = float(sys.argv[2]) if len(sys.argv) > 2 else 50.0
    os.environ["KETGUI_HOME"] = tempfile.mkdtemp()
    from PySide6.QtCore import QTimer

    from ketgui.domain.edits import RowAddition, RowChange
    from ketgui.domain.plan import AnalysisPlan
    from ketgui.project import recovery
    from ketgui.reporting.request import NOTHING_CHOSEN
    from ketgui.session.session import Session
    from ketgui.session.study_file import StudyFile
    from ketgui.views.application import Application

    app = Application([])
    session = Session()
    study_file = StudyFile(session, lambda: NOTHING_CHOSEN)
    print(f"a bare loop pauses for up to {1000 * time_bare_loop(10):.0f} ms on this machine")
    session.begin_study(AnalysisPlan())
    patients = [RowAddition("patients", {"patient_id": f"P{n:03d}"}) for n in range(25)]
    session.edit_together(patients, "25 patients")
    watch, first, real = Watch(), len(session.history.trail), recovery.write_recovery

    def write(path: Path, contents: recovery.Contents) -> None:
        real(path, contents)
        watch.note_copy(len(contents.trail) - first)

    def change() -> None:
        n = len(watch.made)
        if n < changes:
            who = f"P{n % 25:03d}"
            edit = RowChange("patients", n % 25, {"age": 20.0 + n % 60}, {"patient_id": who})
            watch.made.append(time.monotonic())
            session.edit(edit, "Age")
            watch.took.append(time.monotonic() - watch.made[-1])

    recovery.write_recovery = write
    heart, typist = QTimer(interval=5), QTimer(interval=round(1000 / pace))
    heart.timeout.connect(watch.tick)
    typist.timeout.connect(change)
    heart.start()
    typist.start()
    while len(watch.delays) < changes:
        app.processEvents()
        time.sleep(0.001)
    watch.report()
    session.wait()
    study_file.finish()


if __name__ == "__main__":
    main()

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


def main() -> None:
    """Make the changes, and print the two times."""
    changes = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    pace = float(sys.argv[2]) if len(sys.argv) > 2 else 50.0
    os.environ["KETGUI_HOME"] = tempfile.mkdtemp()
    from PySide6.QtCore import QCoreApplication, QTimer

    from ketgui.domain.edits import RowAddition, RowChange
    from ketgui.domain.plan import AnalysisPlan
    from ketgui.project import recovery
    from ketgui.reporting.request import NOTHING_CHOSEN
    from ketgui.session.session import Session
    from ketgui.session.study_file import StudyFile

    app = QCoreApplication([])
    session = Session()
    study_file = StudyFile(session, lambda: NOTHING_CHOSEN)
    made: list[float] = []
    delays: list[float] = []
    before = recovery.write_recovery
    written = [0]

    def write(path: Path, contents: object) -> None:
        before(path, contents)  # type: ignore[arg-type]
        known = len(contents.trail) - first  # type: ignore[attr-defined]
        now = time.monotonic()
        delays.extend(now - made[n] for n in range(written[0], min(known, len(made))))
        written[0] = max(written[0], min(known, len(made)))

    recovery.write_recovery = write
    print(f"a bare loop pauses for up to {1000 * time_bare_loop(10):.0f} ms on this machine")
    session.begin_study(AnalysisPlan())
    patients = [RowAddition("patients", {"patient_id": f"P{n:03d}"}) for n in range(25)]
    session.edit_together(patients, "25 patients")
    first = len(session.history.trail)
    ticks = [time.monotonic(), time.thread_time()]
    pauses: list[float] = []
    work: list[float] = []
    own: list[float] = []

    def tick() -> None:
        now, worked = time.monotonic(), time.thread_time()
        pauses.append(now - ticks[0])
        work.append(worked - ticks[1])
        ticks[:] = now, worked

    def change() -> None:
        n = len(made)
        if n >= changes:
            return
        who = n % 25
        value = {"age": 20.0 + n % 60}
        made.append(time.monotonic())
        session.edit(RowChange("patients", who, value, {"patient_id": f"P{who:03d}"}), "Age")
        own.append(time.monotonic() - made[-1])

    heart, typist = QTimer(interval=5), QTimer(interval=round(1000 / pace))
    heart.timeout.connect(tick)
    typist.timeout.connect(change)
    heart.start()
    typist.start()
    while len(delays) < changes:
        app.processEvents()
        time.sleep(0.001)
    # Whatever else the machine does makes rare long pauses: the share is printed too.
    long = sum(pause > 0.05 for pause in pauses)
    print(f"{changes} changes; the slowest reached the copy after {max(delays):.2f} s")
    print(f"longest pause {1000 * max(pauses):.0f} ms; {long} of {len(pauses)} above 50 ms")
    print(f"the main thread worked for at most {1000 * max(work[1:]):.0f} ms in one go")
    own.sort()
    print(f"a change {1000 * own[len(own) // 2]:.0f} ms, at most {1000 * own[-1]:.0f} ms")
    print(f"load {os.getloadavg()[0]:.1f}")
    session.wait()
    study_file.finish()


if __name__ == "__main__":
    main()

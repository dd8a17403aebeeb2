"""Compare the frozen program's start with references timed in the same run; print the ratios.

Usage: start_times.py [PROGRAM], with the Python that the program was built with.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import build

ROOT = Path(__file__).resolve().parent.parent
REFERENCES = ROOT / "tests" / "benchmarks"
ROUNDS = 7
# The timed event, the reference script, and the highest allowed ratio.
RACES = (
    ("first paint", "bare_window.py", 3.0),
    ("the example", "bare_imports.py", 1.5),
)


def ours(program: Path) -> dict[str, float]:
    """Start the program, return the times of its messages in seconds, and end it."""
    # Ended so, it clears nothing away.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        return _read_times(program, {"TMPDIR": folder, "TEMP": folder})


def _read_times(program: Path, places: dict[str, str]) -> dict[str, float]:
    settings = places | {"KETGUI_STARTED": str(time.time()), "PYTHONUNBUFFERED": "1"}
    times: dict[str, float] = {}
    with subprocess.Popen(
        (program, "--smoke"), env=os.environ | settings, stdout=subprocess.PIPE, text=True,
        stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        assert process.stdout
        for line in process.stdout:
            for name, _reference, _goal in RACES:
                if message := re.search(rf"{name}.*?([\d.]+) s after", line):
                    times[name] = float(message[1])
            if len(times) == len(RACES) or "FAILED" in line:
                process.kill()
    return times


def theirs(script: str) -> float:
    """Run a reference, which prints its own seconds."""
    command = (sys.executable, REFERENCES / script, str(time.time()))
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(done.stdout.split()[-1])


def main() -> int:
    """Print a line for each comparison; the exit code is the number of missed goals."""
    if not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    program = Path(sys.argv[1]) if len(sys.argv) > 1 else build.program()
    turns = [
        (ours(program), {reference: theirs(reference) for _name, reference, _goal in RACES})
        for _round in range(ROUNDS + 1)
        # The first round is left out: it reads the files from a cold disk.
    ][1:]
    missed = 0
    for name, reference, goal in RACES:
        mine = statistics.median(turn[0][name] for turn in turns)
        bare = statistics.median(turn[1][reference] for turn in turns)
        missed += mine / bare > goal
        print(f"{name:12} {mine:6.3f} s / {bare:6.3f} s = {mine / bare:5.2f}  (goal ≤ {goal})")
    return missed


if __name__ == "__main__":
    raise SystemExit(main())

"""Time KetGUI against references timed in the same run, and print the ratios.

Run with ``make benchmark``. Machines are noisy and differ: only the ratios mean anything.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
# The figures of the example's full report: the composed one and those of its supplement.
FIGURES = 20
SAMPLES = ROOT / "resources" / "samples"
ROUNDS = 7


@dataclass(frozen=True)
class Race:
    """Two commands, and how many times longer the first may take than the second.

    A command that ``says`` prints its own seconds, counted from the moment it is given.
    """

    name: str
    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    goal: float
    says: bool = True


def races(folder: Path) -> tuple[Race, ...]:
    """Return what is measured."""
    workbook = str(SAMPLES / "example-cohort.xlsx")
    report = ("main.py", "report", workbook, "--output", str(folder))
    ratings = SAMPLES / "example-cohort" / "assessments.csv"
    plain = (str(HERE / "plain_report.py"), str(ratings), str(folder / "plain.png"))
    full = (*report[:-1], str(folder / "full"), "--figures", "all", "--formats", "none",
            "--documents", "docx,md")  # fmt: skip
    word = (str(HERE / "plain_word_report.py"), str(ratings), str(folder / "full"),
            str(FIGURES), str(folder / "plain.docx"))  # fmt: skip
    window = str(HERE / "ketgui_window.py")
    return (
        Race(
            "first paint / bare window",
            (window, "@", "painted"),
            (str(HERE / "bare_window.py"), "@"),
            2.0,
        ),
        Race(
            "example on screen / bare imports",
            (window, "@", "example"),
            (str(HERE / "bare_imports.py"), "@"),
            1.4,
        ),
        Race(
            "a changed definition / whole analysis",
            (str(HERE / "change_definition.py"), "change"),
            (str(HERE / "change_definition.py"), "whole"),
            0.6,
        ),
        Race(
            "a frame of 100 000 patients / of 21",
            (str(HERE / "pan.py"), "100000"),
            (str(HERE / "pan.py"), "21"),
            2.0,
        ),
        Race(
            "100 000 events / bare groupby",
            (str(HERE / "count_events.py"), "views"),
            (str(HERE / "count_events.py"), "bare"),
            6.0,
        ),
        Race(
            "Figure 1 at 600 dpi / plain script",
            (str(HERE / "figure_export.py"), workbook),
            (str(HERE / "plain_figure.py"), str(ratings)),
            0.5,
        ),
        Race("report / plain script", report, plain, 0.9, says=False),
        Race("full report in Word / plain script", full, word, 1.0, says=False),
    )


def seconds(command: tuple[str, ...], says: bool) -> float:
    """Run a command once and return how long it took."""
    started = time.time()
    words = [str(started) if word == "@" else word for word in command]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    # An installed program has its byte code; a checkout has it from the second start on.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(words)} failed:\n{done.stdout}{done.stderr}")
    return float(done.stdout.split()[-1]) if says else time.time() - started


def run(race: Race) -> bool:
    """Run a race in turns, print its line and return whether the goal is met."""
    turns = [(seconds(race.ours, race.says), seconds(race.theirs, race.says))
             for _round in range(ROUNDS + 1)][1:]  # fmt: skip
    ours = statistics.median(turn[0] for turn in turns)
    theirs = statistics.median(turn[1] for turn in turns)
    ratio = ours / theirs
    print(f"{race.name:36} {ours:6.3f} s / {theirs:6.3f} s = {ratio:5.2f}  (goal ≤ {race.goal})")
    return ratio <= race.goal


def main() -> int:
    """Run every race; the exit code is the number of goals missed."""
    with tempfile.TemporaryDirectory() as folder:
        return sum(not run(race) for race in races(Path(folder)))


if __name__ == "__main__":
    raise SystemExit(main())

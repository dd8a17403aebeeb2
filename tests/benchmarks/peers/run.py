"""The numbers and the before/after figure, by KetGUI and by what a researcher would take instead.

    python tests/benchmarks/peers/run.py

On 21 and on 100 000 patients, each tool reads the same CSV, computes the change with its tests and
rates, and writes one PNG of 300 dpi (PSPP only computes). Prints seconds, medians of five, and
KetGUI's time over each other's; a tool that is not installed is named and left out. matplotlib
comes with ``make benchmark``; R with ggplot2, and PSPP, are installed by hand.
"""

from __future__ import annotations

import csv
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
SIZES = (21, 100_000)
ROUNDS = 5


def write_patients(path: Path, patients: int) -> None:
    """Write invented patients, a row each."""
    chance = random.Random(1)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["patient_id", "MADRS before", "MADRS after"])
        for number in range(patients):
            before = chance.randint(20, 45)
            writer.writerow([f"P{number:06d}", before, max(0, before - chance.randint(-3, 30))])


def list_commands(table: Path, folder: Path) -> dict[str, list[str]]:
    """Return each tool's command."""
    picture, syntax = str(folder / "figure.png"), folder / "plain.sps"
    text = (HERE / "plain.sps").read_text(encoding="utf-8")
    syntax.write_text(text.replace("TABLE.csv", str(table)), encoding="utf-8")
    report = ["main.py", "report", str(table), "--output", str(folder / "report")]
    chosen = ["--figures", "before_after", "--formats", "png", "--documents", "none"]
    return {
        "KetGUI": [sys.executable, *report, *chosen],
        "R and ggplot2": ["Rscript", str(HERE / "plain.R"), str(table), picture],
        "pandas and matplotlib": [sys.executable, str(HERE / "plain.py"), str(table), picture],
        "PSPP, without a figure": ["pspp", "-o", str(folder / "out.csv"), str(syntax)],
    }


def is_installed(tool: str) -> bool:
    """Tell whether a tool can be run here."""
    asked = {
        "KetGUI": [sys.executable, "--version"],
        "R and ggplot2": ["Rscript", "-e", "library(ggplot2)"],
        "pandas and matplotlib": [sys.executable, "-c", "import pandas, matplotlib"],
        "PSPP, without a figure": ["pspp", "--version"],
    }[tool]
    known = shutil.which(asked[0]) is not None
    return known and not subprocess.run(asked, capture_output=True).returncode


def time_once(command: list[str]) -> float:
    """Run a command and return its seconds."""
    libraries = os.environ.get("PYTHONPATH", "")
    added = {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": f"{ROOT}{os.pathsep}{libraries}"}
    environment = os.environ | added
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    started = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return time.perf_counter() - started


def main() -> None:
    """Time every tool that is installed, in turns, and print the ratios."""
    for patients in SIZES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            table = folder / "patients.csv"
            write_patients(table, patients)
            commands = list_commands(table, folder)
            installed = {tool: commands[tool] for tool in commands if is_installed(tool)}
            # In turns, so that a busy moment of the machine falls on all of them.
            rounds = [
                {tool: time_once(command) for tool, command in installed.items()}
                for _round in range(ROUNDS + 1)
            ][1:]
            ours = statistics.median(seconds["KetGUI"] for seconds in rounds)
            print(f"{patients} patients")
            for tool in commands:
                if tool not in installed:
                    print(f"  {tool:24} not installed")
                    continue
                theirs = statistics.median(seconds[tool] for seconds in rounds)
                print(f"  {tool:24} {theirs:7.2f} s   KetGUI / it {ours / theirs:5.2f}")


if __name__ == "__main__":
    main()

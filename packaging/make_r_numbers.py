"""Let R compute the example's numbers, for the validation of an installation.

    python packaging/make_r_numbers.py

Needs R with survival and nlme. Writes ``resources/validation/r_numbers.csv``: each number's name,
R's value, and the difference that is allowed, as ``check.R`` states it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "resources" / "samples" / "example-cohort.xlsx"
NUMBERS = ROOT / "resources" / "validation" / "r_numbers.csv"


def main() -> None:
    """Write the R script of the example, run it, and keep R's numbers."""
    with tempfile.TemporaryDirectory() as folder:
        report = (sys.executable, ROOT / "main.py", "report", EXAMPLE, "--output", folder)
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
        chosen = ("--documents", "r", "--figures", "figure_1")
        subprocess.run((*report, *chosen), check=True, env=environment)
        script = Path(folder) / "r-script"
        subprocess.run(("Rscript", "check.R"), cwd=script, check=True, stdout=subprocess.DEVNULL)
        compared = pd.read_csv(script / "comparison.csv")
    answer = subprocess.run(("Rscript", "--version"), capture_output=True, text=True, check=True)
    version = (answer.stdout or answer.stderr).strip()
    rows = compared[["name", "r", "allowed"]].to_csv(index=False, lineterminator="\n")
    NUMBERS.write_text(f"# {version}\n{rows}", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

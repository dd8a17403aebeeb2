"""Shift an enlarged figure of so many patients, as fast as it can be drawn.

Run with ``python tests/benchmarks/pan.py 100000``; ``run.py`` sets it against 21 patients. It fails
below 30 frames a second.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
from PySide6.QtCore import QPointF, QSize  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from ketgui.domain.cohort import Cohort, apply_schema  # noqa: E402
from ketgui.domain.plan import AnalysisPlan  # noqa: E402
from ketgui.figures.catalogue.outcomes import (  # noqa: E402
    before_after,
    estimation,
    normal_quantiles,
    raincloud,
    scatter,
    trajectories,
    waterfall,
)
from ketgui.figures.spec import FigureSpec  # noqa: E402
from ketgui.rendering.canvas import FigureCanvas  # noqa: E402
from ketgui.statistics.analysis import Analysis, analyse  # noqa: E402

FIGURES = (
    before_after, estimation, raincloud, waterfall, scatter, trajectories, normal_quantiles,
)  # fmt: skip
FRAMES = 120
GOAL = 30.0


def invented(n: int) -> Analysis:
    """Return an analysis of so many invented patients with both ratings."""
    chance = np.random.default_rng(7)
    ids = [f"P{place:06d}" for place in range(n)]
    before = np.clip(np.round(chance.normal(28, 6, n)), 0, 60)
    after = np.clip(np.round(before - chance.normal(9, 6, n)), 0, 60)
    ratings = pd.DataFrame(
        {
            "patient_id": ids * 2,
            "scale": "madrs",
            "moment": ["before"] * n + ["after"] * n,
            "score": np.concatenate((before, after)),
        }
    )
    patients = apply_schema("patients", pd.DataFrame({"patient_id": ids}))
    given = pd.DataFrame({"patient_id": np.repeat(ids, 3), "day": np.tile([0.0, 2.0, 4.0], n)})
    between = pd.DataFrame(
        {"patient_id": ids, "scale": "madrs", "day": 3.0, "score": (before + after) / 2}
    )
    cohort = Cohort(
        patients=patients,
        assessments=apply_schema("assessments", pd.concat([ratings, between])),
        infusions=apply_schema("infusions", given),
    )
    return analyse(cohort, AnalysisPlan())


def seconds_per_frame(spec: FigureSpec) -> float:
    """Return how long a shift of the page takes, drawn at once."""
    canvas = FigureCanvas()
    canvas.resize(QSize(1100, 700))
    canvas.set_spec(spec)
    canvas.show()
    canvas.grab()
    canvas.zoom(2.5, QPointF(400, 300))
    canvas.grab()
    started = time.perf_counter()
    for frame in range(FRAMES):
        canvas.pan(QPointF(7 if frame % 40 < 20 else -7, 3 if frame % 20 < 10 else -3))
        canvas.viewport().grab()
        QApplication.processEvents()
    spent = (time.perf_counter() - started) / FRAMES
    canvas.close()
    return spent


def main() -> int:
    """Print a line a figure, then how long a frame takes on average, in seconds."""
    application = QApplication(sys.argv[:1])
    cohort = invented(int(sys.argv[1]))
    spent = {figure.KEY: seconds_per_frame(figure.build(cohort)) for figure in FIGURES}
    for key, seconds in spent.items():
        print(f"{key:18} {1 / seconds:6.0f} frames per second (goal ≥ {GOAL:.0f})")
    application.quit()
    print(sum(spent.values()) / len(spent))
    return sum(1 / seconds < GOAL for seconds in spent.values())


if __name__ == "__main__":
    raise SystemExit(main())

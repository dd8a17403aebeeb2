"""Count a hundred thousand adverse events: in every view, or grouped barely by pandas.

Run with ``python tests/benchmarks/count_events.py views`` or ``bare``; ``run.py`` sets one against
the other. On a machine that does nothing else a view takes less than 300 ms.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402

from ketgui.domain.cohort import Cohort, apply_schema  # noqa: E402
from ketgui.domain.plan import AnalysisPlan  # noqa: E402
from ketgui.statistics.events import VIEW_TITLES, EventView, build_event_table  # noqa: E402
from ketgui.statistics.study import Study  # noqa: E402

EVENTS, PATIENTS = 100_000, 10_000
GOAL = 0.3
ROUNDS = 7


def invented() -> Study:
    """Return a study of so many invented events, every column filled."""
    chance = np.random.default_rng(3)

    def any_of(*values: object, n: int = EVENTS) -> np.ndarray:
        return np.array(values)[chance.integers(0, len(values), n)]

    ids = np.array([f"P{place:05d}" for place in range(PATIENTS)])
    events = pd.DataFrame(
        {
            "patient_id": any_of(*ids),
            "term": any_of("nausea", "Nausées", "dissociation", "headache", "anxiety", "itching"),
            "severity": any_of("mild", "moderate", "severe"),
            "relatedness": any_of("unrelated", "possible", "definite"),
            "serious": any_of(True, False, False, False),
            "infusion_number": any_of(1, 2, 3, 4, 5, 6),
            "onset": any_of("during infusion", "same day"),
            "action": any_of("none", "stopped"),
        }
    )
    infusions = {"patient_id": np.repeat(ids, 6), "infusion_number": np.tile(range(1, 7), PATIENTS)}
    sex = any_of("female", "male", n=PATIENTS)
    cohort = Cohort(
        patients=apply_schema("patients", pd.DataFrame({"patient_id": ids, "sex": sex})),
        infusions=apply_schema("infusions", pd.DataFrame(infusions)),
        adverse_events=apply_schema("adverse_events", events),
        recorded=frozenset({"adverse_events", "infusions"}),
    )
    plan = AnalysisPlan()
    return Study.of(cohort, plan)


def seconds(work: Callable[[], object]) -> float:
    """Return how long the work takes at its quickest, which is what it takes undisturbed."""
    spent: list[float] = []
    for _round in range(ROUNDS):
        started = time.perf_counter()
        work()
        spent.append(time.perf_counter() - started)
    return min(spent)


def bare(study: Study) -> object:
    """Count patients and events by term, severity and infusion, and nothing more."""
    events = study.cohort.adverse_events
    return [
        (events.groupby(column)["patient_id"].nunique(), events.groupby(column).size())
        for column in ("term", "severity", "infusion_number")
    ]


def main() -> int:
    """Print a line a view, then how long the slowest takes."""
    study = invented()
    if sys.argv[1] == "bare":
        print(seconds(lambda: bare(study)))
        return 0
    spent = {
        by: seconds(lambda by=by: build_event_table(study, EventView(by, "sex")))
        for by in VIEW_TITLES
    }
    for by, took in spent.items():
        print(f"{by:12} {1000 * took:5.0f} ms (goal < {1000 * GOAL:.0f})")
    print(max(spent.values()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

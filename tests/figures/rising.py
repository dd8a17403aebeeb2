"""A scale on which a higher score is better, and a cohort that improved on it."""

from __future__ import annotations

from typing import Any

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.scale import Cutoff, Scale

WELLBEING = Scale(
    "wellbeing", "Wellbeing", 0, 40, higher_is_better=True, response=Cutoff(">=", 50),
    remission=Cutoff(">=", 30),
)  # fmt: skip
PLAN = AnalysisPlan(scale="wellbeing", scales=(WELLBEING,))
PAIRS = [(10, 30), (8, 26), (12, 20), (16, 18), (9, 33), (14, 12)]


def analyse_rising(analysis_of: Any) -> Any:
    return analysis_of(PAIRS, PLAN)

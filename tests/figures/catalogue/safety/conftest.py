"""Three patients with adverse events, and one without."""

from __future__ import annotations

import pandas as pd
import pytest

from ketgui.domain.cohort import Cohort, apply_schema
from ketgui.domain.plan import AnalysisPlan
from ketgui.statistics.analysis import Analysis, analyse
from tests.figures.catalogue.safety.events import EVENTS


@pytest.fixture
def analysis() -> Analysis:
    cohort = Cohort(
        apply_schema("patients", pd.DataFrame({"patient_id": ["P1", "P2", "P3", "P4"]})),
        infusions=apply_schema(
            "infusions",
            pd.DataFrame({"patient_id": ["P1", "P1", "P2"], "infusion_number": [1, 2, 1]}),
        ),
        adverse_events=apply_schema("adverse_events", EVENTS),
        recorded=frozenset({"adverse_events"}),
    )
    return analyse(cohort, AnalysisPlan())

"""The Adverse events tab and its list, with the example open."""

from __future__ import annotations

import numpy as np
import pytest

from ketgui.domain.cohort import Cohort, apply_schema
from ketgui.domain.plan import AnalysisPlan
from ketgui.statistics.analysis import Analysis, analyse
from ketgui.views.adverse_events.event_list import EventList
from ketgui.views.adverse_events.tab import AdverseEventsTab
from tests.acting import events_counted
from tests.views.adverse_events.list_actions import settle


@pytest.fixture
def tab(qtbot, session):
    shown = AdverseEventsTab(session)
    qtbot.addWidget(shown)
    shown.resize(1340, 600)
    shown.show()
    session.analysis_changed.connect(shown.show_analysis)
    shown.show_analysis(session.analysis)
    events_counted(qtbot, shown)
    return shown


@pytest.fixture(scope="module")
def many(example) -> Analysis:
    """A hundred thousand events of ten thousand patients."""
    rng = np.random.default_rng(1)
    events = example.cohort.adverse_events
    rows = events.iloc[rng.integers(0, len(events), 100_000)].reset_index(drop=True)
    patients = example.cohort.patients.iloc[np.zeros(10_000, int)].reset_index(drop=True)
    patients["patient_id"] = [f"P{place:05d}" for place in range(10_000)]
    rows["patient_id"] = patients["patient_id"].iloc[rng.integers(0, 10_000, 100_000)].to_numpy()
    cohort = Cohort(
        patients=apply_schema("patients", patients),
        adverse_events=apply_schema("adverse_events", rows),
        recorded=frozenset({"patients", "adverse_events"}),
    )
    return analyse(cohort, AnalysisPlan())


@pytest.fixture
def listed(qtbot, session):
    part = EventList(session)
    qtbot.addWidget(part)
    part.resize(900, 500)
    part.show()
    session.analysis_changed.connect(part.show_analysis)
    part.show_analysis(session.analysis)
    settle(qtbot, part)
    return part

"""An analysis of four patients with adverse events."""

from __future__ import annotations

import pytest

from tests.reporting.tables.event_cohorts import EVENTS, PATIENTS, SCORES


@pytest.fixture(scope="module")
def analysis(analysis_of):
    return analysis_of(SCORES, adverse_events=EVENTS, patients=PATIENTS)

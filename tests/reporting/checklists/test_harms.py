"""The CONSORT Harms checklist."""

from __future__ import annotations

from ketgui.domain.events.event_plan import EventPlan
from ketgui.domain.plan import AnalysisPlan
from ketgui.statistics.analysis import analyse
from tests.reporting.checklist_lookup import items


def test_how_harms_were_found_is_answered_where_it_is_said(example):
    asked = AnalysisPlan(events=EventPlan(ascertainment="open_question"))
    found = items("harms", analyse(example.cohort, asked))["How harms were found"]
    assert found[2] == "partly"
    assert "Adverse events were" in found[0]

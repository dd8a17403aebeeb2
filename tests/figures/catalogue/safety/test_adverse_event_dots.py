"""Shares of patients with each event as dots."""

from __future__ import annotations

from dataclasses import replace

from ketgui.domain.events.event_plan import EventPlan
from ketgui.figures.catalogue.safety import (
    adverse_event_dots,
)
from ketgui.figures.spec import DirectLabel
from ketgui.statistics.analysis import analyse


def test_the_dots_are_the_tables_shares(analysis):
    words = [mark.text for mark in adverse_event_dots.draw_panel(analysis).marks
             if isinstance(mark, DirectLabel)]  # fmt: skip
    assert words[:2] == ["3/4 (75.0%)", "1/4 (25.0%)"]
    treated = replace(analysis.plan, events=EventPlan(denominator="treated"))
    again = analyse(analysis.cohort, treated)
    assert "two patients with an infusion recorded" in adverse_event_dots.build(again).caption

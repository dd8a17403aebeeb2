"""The form of the plan in a window with the example open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ketgui.domain.treatment.planned_treatment import PlannedTreatment
from tests.acting import settled


@pytest.fixture
def planned(qtbot, window, example_is_open):
    """The form with nothing planned yet: the example itself comes with the paper's plan."""
    session = window.session
    plan = replace(session.plan, treatment=PlannedTreatment())
    settled(qtbot, session, lambda: session.set_plan(plan))
    window.pages.setCurrentIndex(1)
    return window.pages.get_tab(1)._planned

"""The Protocol tab of a file that says little of the treatment, in the real window."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ketgui.domain.treatment.planned_treatment import PlannedTreatment
from tests.acting import settled, visit


@pytest.fixture
def without_infusions(qtbot, window, tmp_path):
    """Open two patients with very long ids of whom scores alone are recorded."""
    path = tmp_path / "long.csv"
    known = "HOSPITAL-OF-THE-UNIVERSITY-KETAMINE-PROJECT-PARTICIPANT-" * 4
    rows = "".join(f"{known}{n},30,{n}\n" for n in range(2))
    path.write_text(f"id,MADRS before,MADRS after\n{rows}", encoding="utf-8")
    settled(qtbot, window.session, lambda: window.session.open([path]))
    return visit(window, 1)


def test_a_long_id_does_not_make_the_window_wider_than_the_screen(qtbot, without_infusions):
    without_infusions.views.setCurrentWidget(without_infusions.patients)
    assert "PARTICIPANT" in without_infusions.patients._title.text()
    qtbot.waitUntil(without_infusions.patients.isVisible)
    assert without_infusions.views.minimumSizeHint().width() <= 1000


def test_of_no_infusion_there_is_a_sentence_and_nothing_is_said_to_agree(without_infusions):
    tab = without_infusions
    assert tab._exposure.isHidden()
    assert tab._no_infusion.isVisible()
    assert tab._no_infusion.text() == "No infusion is recorded."
    assert [tab._deviations.item(0).text()] == ["Nothing is planned yet."]


def test_doses_that_were_recorded_are_said_to_agree(qtbot, window, example_is_open):
    session = window.session
    # The example comes with the paper's plan.
    plan = replace(session.plan, treatment=PlannedTreatment())
    settled(qtbot, session, lambda: session.set_plan(plan))
    tab = visit(window, 1)
    assert not tab._exposure.isHidden()
    agreement = "Nothing is planned yet. Recorded doses agree with weight × mg/kg."
    assert tab._deviations.item(0).text() == agreement

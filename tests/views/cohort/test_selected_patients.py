"""The patients selected anywhere: counted, opened one at a time, excluded with a reason."""

from __future__ import annotations

import pytest

from ketgui.views.cohort.selected_patients import SelectedPatients
from tests.acting import settled


@pytest.fixture
def selected(qtbot, session):
    made = SelectedPatients(session)
    qtbot.addWidget(made)
    return made


def test_nobody_selected_offers_nothing(selected):
    assert not selected.open_page.isEnabled()
    assert not selected.reason.isEnabled()
    assert not selected.leave_out.isEnabled()


def test_one_patient_can_be_opened(qtbot, selected, session):
    session.selection.select(frozenset({"SYN04"}))
    assert selected.words.text() == "1 patient selected: SYN04"
    with qtbot.waitSignal(selected.patient_wanted) as wanted:
        selected.open_page.click()
    assert wanted.args == ["SYN04"]


def test_of_very_many_the_first_are_named(selected, session):
    session.selection.select(frozenset(f"SYN{n:02d}" for n in range(1, 13)))
    assert selected.words.text().startswith("12 patients selected: SYN01, SYN02")
    assert selected.words.text().endswith("SYN08 …")
    assert not selected.open_page.isEnabled()


def test_patients_are_excluded_together_and_with_a_reason(qtbot, selected, session):
    session.selection.select(frozenset({"SYN04", "SYN06"}))
    assert not selected.leave_out.isEnabled()
    selected.reason.setText("withdrew consent")
    analysis = settled(qtbot, session, selected.leave_out.click)
    assert analysis.cohort.enrolled == 19
    assert {one.patient_id for one in analysis.cohort.excluded} == {"SYN04", "SYN06"}
    assert session.selection.ids == frozenset()
    assert settled(qtbot, session, session.history.undo).cohort.enrolled == 21

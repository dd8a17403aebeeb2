"""A patient's window follows the selection, and asks before what was typed is lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ketgui.views.cohort.patient_window import PatientWindow
from tests.acting import settled


@pytest.fixture
def patient(qtbot, session):
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(1200, 700)
    made = PatientWindow(session, parent)
    made.show_patient("SYN02")
    yield made
    made.hide()


def test_it_follows_the_selection_and_closes_with_it(patient, session):
    session.selection.select(frozenset({"SYN05"}))
    assert patient.windowTitle() == "Patient SYN05"
    session.selection.select(frozenset())
    assert not patient.isVisible()


def test_notes_that_are_not_saved_hold_the_window(patient, session):
    patient._page.notes.setPlainText("slept badly")
    assert patient.is_being_written
    patient.reject()
    assert patient.isVisible()
    assert patient.question.isVisible()
    patient.question.discard_button.click()
    assert not patient.isVisible()
    assert session.history.state.edits == ()


def test_notes_are_saved_before_the_next_patient_is_shown(qtbot, patient, session):
    patient._page.notes.setPlainText("slept badly")
    patient.show_patient("SYN04")
    assert patient.windowTitle() == "Patient SYN02"
    analysis = settled(qtbot, session, patient.question.save_button.click)
    assert patient.windowTitle() == "Patient SYN04"
    assert analysis.cohort.patients["notes"].dropna().tolist() == ["slept badly"]
    assert not patient.question.isVisible()


def test_a_patient_who_is_no_longer_there_closes_it(qtbot, patient, session):
    patient._page.reason.setText("withdrew consent")
    settled(qtbot, session, patient._page.leave_out.click)
    assert not patient.isVisible()


def test_the_neighbours_are_one_key_away_and_the_ends_are_ends(qtbot, patient):
    patient.next.click()
    assert patient.windowTitle() == "Patient SYN03"
    patient.previous.click()
    patient.previous.click()
    assert patient.windowTitle() == "Patient SYN01"
    assert not patient.previous.isEnabled()
    assert patient.next.isEnabled()
    qtbot.keyClick(patient, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert patient.windowTitle() == "Patient SYN02"


def test_escape_closes_it(qtbot, patient):
    qtbot.keyClick(patient, Qt.Key.Key_Escape)
    assert not patient.isVisible()

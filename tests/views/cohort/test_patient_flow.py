"""The flow of patients: a line for each step, and who was excluded with the reason."""

from __future__ import annotations

import pytest

from ketgui.domain.edits import PatientExclusion
from ketgui.views.cohort.patient_flow import PatientFlow
from tests.acting import settled


@pytest.fixture
def flow(qtbot):
    made = PatientFlow()
    qtbot.addWidget(made)
    return made


def texts(model) -> list[list[str]]:
    return [
        [model.text(row, column) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_nobody_excluded_shows_the_steps_alone(flow, example):
    flow.show_analysis(example)
    assert flow._out.isHidden()
    numbers = [row[1] for row in texts(flow._steps_model)]
    assert any(number.startswith("21") for number in numbers)


def test_an_excluded_patient_is_named_with_the_reason(qtbot, flow, session):
    analysis = settled(
        qtbot, session, lambda: session.edit(PatientExclusion("SYN03", "withdrew consent"), "line")
    )
    flow.show_analysis(analysis)
    assert not flow._out.isHidden()
    assert texts(flow._out_model) == [["SYN03", "withdrew consent"]]

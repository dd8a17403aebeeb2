"""Corrected cells are found again, by the row they are in now."""

from __future__ import annotations

from ketgui.domain.edit_rows import identify_row
from ketgui.domain.edits import RowChange
from ketgui.domain.fields import TableName
from ketgui.views.cohort.corrected_cells import find_corrected_cells
from tests.acting import settled


def correct(qtbot, session, table: TableName, row: int, key: str, value, reason: str = ""):
    was = identify_row(session.get_cohort(), table, row, key)
    change = RowChange(table, row, {key: value}, was, reason)
    return settled(qtbot, session, lambda: session.edit(change, "corrected"))


def test_a_corrected_age_is_marked_with_what_it_was_and_why(qtbot, session):
    old = session.analysis.cohort.patients["age"].iloc[2]
    analysis = correct(qtbot, session, "patients", 2, "age", 44.0, "typing error")
    cells = find_corrected_cells(analysis, session.history.state.edits, "patients")
    assert cells == {(2, "age"): f"Corrected; it was {old:.0f}. typing error"}
    assert find_corrected_cells(analysis, session.history.state.edits, "infusions") == {}


def test_a_corrected_rating_is_marked_among_the_patients_too(qtbot, session):
    rated = session.analysis.study.ends[0]
    patient = rated.index[4]
    row = int(rated["row"].iloc[4])
    analysis = correct(qtbot, session, "assessments", row, "score", 41.0)
    edits = session.history.state.edits
    assert (row, "score") in find_corrected_cells(analysis, edits, "assessments")
    place = analysis.cohort.patients["patient_id"].tolist().index(patient)
    assert list(find_corrected_cells(analysis, edits, "patients")) == [(place, "_before")]


def test_of_two_corrections_the_newer_is_told(qtbot, session):
    correct(qtbot, session, "patients", 2, "age", 44.0)
    analysis = correct(qtbot, session, "patients", 2, "age", 45.0)
    cells = find_corrected_cells(analysis, session.history.state.edits, "patients")
    assert cells == {(2, "age"): "Corrected; it was 44."}

"""A value of the cohort corrected in its table: recorded with old, new and reason, and undone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMessageBox

from ketgui.domain.edits import RowChange, as_dict, from_dict
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.scale import Scale
from ketgui.text import language
from ketgui.views.cohort.correction import CorrectionDialog, find_correctable_field
from ketgui.views.cohort.patient_window import PatientWindow
from tests.acting import settled, visit


@pytest.fixture
def cohort(qtbot, window, example_is_open):
    return visit(window, 0)


def cell(tab, row: int, header: str):
    """Go to a cell of the table, as the arrow keys do."""
    model = tab._model
    column = next(c for c in range(model.columnCount()) if model.column_title(c).startswith(header))
    tab._view.setCurrentIndex(model.index(row, column))
    tab._view.setFocus()
    return model.index(row, column)


def dialog_of(window) -> CorrectionDialog:
    return next(d for d in window.findChildren(CorrectionDialog) if d.isVisible())


def editor_of(dialog: CorrectionDialog, key: str) -> QLineEdit:
    editor = dialog.form.editors[key]
    assert isinstance(editor, QLineEdit)
    return editor


def said(window) -> str:
    (box,) = [b for b in window.findChildren(QMessageBox) if b.isVisible()]
    words = box.text()
    box.close()
    return words


def test_f2_corrects_a_value_with_old_new_and_reason_and_it_is_undone(qtbot, window, cohort):
    session = window.session
    index = cell(cohort, 2, "Age")
    old, before = index.data(), session.analysis.cohort.patients["age"].iloc[2]
    qtbot.keyClick(cohort._view, Qt.Key.Key_F2)
    dialog = dialog_of(window)
    assert editor_of(dialog, "age").text() == old
    editor_of(dialog, "age").setText("47")
    dialog.reason.setText("typing error")
    after = settled(qtbot, session, dialog.correct.click)
    assert after.cohort.patients["age"].iloc[2] == 47
    assert session.history.lines[-1] == (
        f"SYN03 · Patients · Age: “{old}” corrected to “47” (typing error)"
    )
    (edit,) = session.history.state.edits
    assert edit.was == {"patient_id": "SYN03", "age": before}
    assert from_dict(as_dict(edit)) == edit
    assert settled(qtbot, session, session.history.undo).cohort.patients["age"].iloc[2] == before


def test_a_sorted_row_of_a_rating_is_the_one_that_is_corrected(qtbot, window, cohort):
    session = window.session
    cohort._choice.setCurrentIndex(cohort._choice.findData("assessments"))
    score = cell(cohort, 0, "Score").column()
    cohort._view.sortByColumn(score, Qt.SortOrder.DescendingOrder)
    index = cell(cohort, 0, "Score")
    who, old, moment = index.siblingAtColumn(0).data(), float(index.data()), cohort._model.record(0)
    cohort._view.doubleClicked.emit(index)
    dialog = dialog_of(window)
    editor = editor_of(dialog, "score")
    editor.setText("61")
    editor.textEdited.emit("61")
    dialog.correct.click()
    assert dialog.form.messages["score"].text() == "Usually 0 to 60. Is 61 right?"
    editor.setText("7")
    editor.textEdited.emit("7")
    rows = settled(qtbot, session, dialog.correct.click).cohort.assessments
    assert (rows["patient_id"].iloc[moment], rows["score"].iloc[moment]) == (who, 7)
    assert session.history.lines[-1].startswith(f"{who} · Assessments · Score: “{old:g}” corrected")


@pytest.mark.parametrize(("header", "moment"), [("Before", "before"), ("After", "after")])
def test_f2_on_a_score_before_or_after_corrects_the_rating_it_is(
    qtbot, window, cohort, header, moment
):
    index = cell(cohort, 5, header)
    old = index.data()
    qtbot.keyClick(cohort._view, Qt.Key.Key_F2)
    dialog = dialog_of(window)
    editor = editor_of(dialog, "score")
    assert editor.text() == old
    editor.setText("31")
    editor.textEdited.emit("31")
    session = window.session
    after = settled(qtbot, session, dialog.correct.click)
    (edit,) = session.history.state.edits
    rating = after.cohort.assessments.iloc[edit.row]
    assert (rating["patient_id"], rating["score"]) == ("SYN06", 31)
    assert getattr(after.pairs, moment)[5] == 31


def test_what_is_emptied_is_not_recorded(qtbot, window, cohort):
    cell(cohort, 0, "Age")
    cohort._view.actions()[0].trigger()
    dialog = dialog_of(window)
    editor_of(dialog, "age").clear()
    after = settled(qtbot, window.session, dialog.correct.click)
    assert after.cohort.patients["age"].isna().iloc[0]
    assert window.session.history.lines[-1].endswith("corrected to “not recorded”")


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("Patient", "This value identifies the row."),
        ("Change", "This follows from the ratings. Correct those, in the table Assessments."),
        ("Outcome", "This follows from the ratings."),
    ],
)
def test_a_cell_that_is_not_corrected_here_says_why_and_where(qtbot, window, cohort, header, words):
    index = cell(cohort, 3, header)
    qtbot.keyClick(cohort._view, Qt.Key.Key_F2)
    assert said(window).startswith(words)
    assert not window.findChildren(CorrectionDialog)
    cohort._view.doubleClicked.emit(index)
    assert window.findChild(PatientWindow).windowTitle() == "Patient SYN04"


def test_enter_opens_the_patients_page(qtbot, window, cohort):
    cell(cohort, 4, "Age")
    qtbot.keyClick(cohort._view, Qt.Key.Key_Return)
    assert window.findChild(PatientWindow).windowTitle() == "Patient SYN05"


def test_a_value_that_is_no_number_is_said_at_its_field(window, cohort):
    cell(cohort, 0, "Age")
    cohort._view.actions()[0].trigger()
    dialog = dialog_of(window)
    editor_of(dialog, "age").setText("forty")
    dialog.correct.click()
    assert dialog.form.messages["age"].text() == "A number is expected."
    dialog.reject()
    assert window.session.history.state.edits == ()


def test_a_column_that_the_program_does_not_know_is_corrected_in_the_file(example):
    patients = example.cohort.patients.assign(ward=1)
    cohort = replace(example.cohort, patients=patients)
    said = find_correctable_field(cohort, AnalysisPlan(), "patients", 0, "ward")
    assert isinstance(said, str)
    assert said.startswith("This column is used as the file has it.")


@pytest.mark.parametrize("spoken", ["en", "fr"])
def test_a_number_is_shown_to_its_last_digit_and_what_is_not_touched_stays(
    qtbot, window, cohort, spoken
):
    session, age = window.session, 49.812320328542094
    from_dates = RowChange("patients", 0, {"age": age})
    settled(qtbot, session, lambda: session.edit(from_dates, "computed from dates"))
    cell(cohort, 0, "Age")
    with language(spoken):
        cohort._view.actions()[0].trigger()
        dialog = dialog_of(window)
        assert editor_of(dialog, "age").text().replace(",", ".") == str(age)
        dialog.correct.click()
    assert not dialog.isVisible()
    assert session.history.state.edits == (from_dates,)


def test_ids_that_have_no_room_show_their_end(cohort):
    long = "HOSPITAL-OF-THE-UNIVERSITY-KETAMINE-PROJECT-0042"
    shown = cohort._view.fontMetrics().elidedText(long, cohort._view.textElideMode(), 150)
    assert shown.endswith("42")


def test_a_score_has_the_range_of_its_scale_or_none_where_nobody_has_declared_it(cohort_of):
    cohort = cohort_of([(30, 20)], scale="clinic")
    unknown = find_correctable_field(cohort, AnalysisPlan(), "assessments", 0, "score")
    assert not isinstance(unknown, str)
    declared = AnalysisPlan(scales=(Scale("clinic", "Clinic scale", 0, 40),))
    known = find_correctable_field(cohort, declared, "assessments", 0, "score")
    assert not isinstance(known, str)
    assert (known.low, known.high) == (0, 40)
    assert unknown.high != 40

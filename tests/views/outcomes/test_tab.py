"""The MADRS tab in the real window: selecting, opening, leaving out, checking a printed summary."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QMessageBox

from ketgui.domain.edits import PatientExclusion, RowChange
from ketgui.figures.catalogue.outcomes import before_after
from ketgui.views.cohort.patient_page import PatientPage
from ketgui.views.cohort.patient_window import PatientWindow
from ketgui.views.dialogs.consistency_check import ConsistencyCheck
from ketgui.views.widgets.figures.figure_view import FigureView
from ketgui.views.window import MainWindow
from tests.acting import settled, visit

pytestmark = pytest.mark.usefixtures("example_is_open")


def dialog_of(window: MainWindow, kind: type) -> Any:
    return next(
        part
        for dialog in window.findChildren(QDialog)
        if dialog.isVisible()
        for part in dialog.findChildren(kind)
    )


def test_several_patients_are_selected_in_every_tab(window):
    cohort, outcomes = visit(window, 0), visit(window, 3)
    view, high = outcomes.figure.view, outcomes.figure.height()
    view.patients_chosen.emit(frozenset({"SYN01", "SYN02"}), False)
    view.patients_chosen.emit(frozenset({"SYN03", "SYN02"}), True)
    assert window.session.selection.ids == frozenset({"SYN01", "SYN03"})
    rows = cohort._view.selectionModel().selectedRows()
    assert sorted(index.data() for index in rows) == ["SYN01", "SYN03"]
    assert "2 patients selected: SYN01, SYN03" in outcomes.selected.words.text()
    assert not outcomes.selected.open_page.isEnabled()
    assert outcomes.figure.height() == high
    view.patients_chosen.emit(frozenset(), False)
    assert "rectangle" in outcomes.selected.words.text()


def test_who_was_selected_in_another_file_is_selected_no_more(qtbot, window, tmp_path):
    window.session.selection.select(frozenset({"SYN01", "SYN02"}))
    path = tmp_path / "other.csv"
    path.write_text("id,MADRS before,MADRS after\nSYN02,30,20\nB,31,12\n", encoding="utf-8")
    settled(qtbot, window.session, lambda: window.session.open([path]))
    assert window.session.selection.ids == frozenset({"SYN02"})


def test_a_patient_is_left_out_with_a_reason_and_comes_back(qtbot, window):
    outcomes = visit(window, 3)
    outcomes.figure.view.patient_opened.emit("SYN05")
    page = dialog_of(window, PatientPage)
    assert not page.leave_out.isEnabled()
    page.reason.setText("withdrew consent")
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000) as told:
        page.leave_out.click()
    assert told.args[0].cohort.enrolled == 20
    assert "SYN05" in window.session.history.lines[-1]
    assert "withdrew consent" in window.session.history.lines[-1]
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000) as told:
        window.session.history.undo()
    assert told.args[0].cohort.enrolled == 21


def test_selected_patients_are_left_out_together(qtbot, window):
    outcomes = visit(window, 3)
    window.session.selection.select(frozenset({"SYN01", "SYN02"}))
    part = outcomes.selected
    part.reason.setText("other diagnosis")
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000):
        qtbot.keyClick(part.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.session.analysis.cohort.enrolled == 19, timeout=20_000)
    assert window.session.selection.ids == frozenset()
    assert window.session.history.lines[-1] == "Left out SYN01, SYN02: other diagnosis"
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000) as told:
        window.session.history.undo()
    assert told.args[0].cohort.enrolled == 21
    window.session.selection.select(frozenset({"SYN03"}))
    with qtbot.waitSignal(outcomes.patient_wanted) as wanted:
        part.open_page.click()
    assert wanted.args == ["SYN03"]


def test_the_printed_summary_of_the_paper_agrees(window):
    window.actions_by_name["check_consistency"].trigger()
    check = dialog_of(window, ConsistencyCheck)
    assert check.verdict == "Fill in n and what is printed."
    paper = {"mean_before": "27.6", "sd_before": "6.4", "mean_after": "18.6", "sd_after": "8.9"}
    check.fill(21, "19.0; 9.5", t="7.212", **paper)
    assert check.verdict == "Nothing disagrees."
    check.fill(21, "19.5", **paper)
    assert check.verdict == "Some of the numbers do not agree."
    check.fill(21, "many", **paper)
    assert check.verdict == "Not a number: many"


def test_the_result_is_never_read_without_its_caveats(window):
    words = visit(window, 3).caveats.text().splitlines()
    assert words[0].startswith("Invented example, not patient data. Not of the paper: PHQ-9")
    assert words[1].startswith("No control group: the change may be")
    assert any(line.startswith("Regression to the mean, points: needs") for line in words)


def test_the_chosen_stand_out_of_a_crowd(qtbot, analysis_of):
    view: Any = FigureView(before_after.FIGURE)
    qtbot.addWidget(view)
    view.show_analysis(analysis_of([(30.0, 9.0 + n % 20) for n in range(2101)]))
    drawn = view.spec

    def shown() -> list[Any]:
        return [mark for mark in view._canvas._spec.panels[0].marks if getattr(mark, "ids", ())]

    assert not shown()
    view.highlight(frozenset({"P05"}))
    assert {who for mark in shown() for who in mark.ids} == {"P05"}
    assert view.spec is drawn
    view.highlight(frozenset())
    assert not shown()


def page_of(window: MainWindow) -> PatientPage:
    return dialog_of(window, PatientPage)


def test_a_click_opens_the_page_which_follows_the_selection(window):
    outcomes, cohort = visit(window, 3), window.pages.get_tab(0)
    view = outcomes.figure.view
    view.patient_clicked.emit("SYN05")
    assert window.session.selection.ids == frozenset({"SYN05"})
    assert page_of(window).patient_id == "SYN05"
    view.patient_clicked.emit("SYN07")
    assert page_of(window).patient_id == "SYN07"
    window.session.selection.select(frozenset({"SYN07", "SYN08"}))
    assert page_of(window).patient_id == "SYN07"
    window.session.selection.select(frozenset({"SYN09"}))
    assert page_of(window).patient_id == "SYN09"
    assert [index.data() for index in cohort._view.selectionModel().selectedRows()] == ["SYN09"]
    view.patient_clicked.emit("SYN09")
    assert window.session.selection.ids == frozenset()
    assert not [d for d in window.findChildren(QDialog) if d.isVisible()]


def half_written(window) -> PatientWindow:
    """Write a note on one patient, and ask for another."""
    view = visit(window, 3).figure.view
    view.patient_clicked.emit("SYN05")
    page_of(window).notes.setPlainText("slept badly")
    view.patient_clicked.emit("SYN07")
    return window.findChild(PatientWindow)


def test_what_is_being_written_is_asked_about_and_not_replaced(qtbot, window):
    asked = half_written(window)
    assert page_of(window).patient_id == "SYN05"
    assert page_of(window).notes.toPlainText() == "slept badly"
    assert asked.question.words.text() == (
        "Your notes about SYN05 are not saved. Then SYN07 is shown."
    )
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000):
        asked.question.save_button.click()
    assert page_of(window).patient_id == "SYN07"
    assert not asked.question.isVisible()
    assert window.session.history.lines[-1] == "Notes on SYN05"


def test_a_note_that_the_editor_shows_otherwise_is_not_being_written(qtbot, window):
    session = window.session
    noted = RowChange("patients", 4, {"notes": "ECG\u00a0: 400\u00a0ms"})
    settled(qtbot, session, lambda: session.edit(noted, "noted"))
    view = visit(window, 3).figure.view
    view.patient_clicked.emit("SYN05")
    assert page_of(window).notes.toPlainText() == "ECG : 400 ms"
    view.patient_clicked.emit("SYN07")
    assert page_of(window).patient_id == "SYN07"


def test_notes_that_cannot_be_kept_are_not_lost(window):
    asked = half_written(window)
    gone = PatientExclusion("SYN05", "withdrew consent")
    window.session.edit(gone, "left out")
    asked.question.save_button.click()
    box = next(box for box in window.findChildren(QMessageBox) if box.isVisible())
    assert "SYN05" in box.text()
    assert page_of(window).notes.toPlainText() == "slept badly"
    box.close()
    window.session.wait()


def test_what_is_being_written_is_left_when_the_person_says_so(window):
    asked = half_written(window)
    lines = window.session.history.lines
    asked.question.discard_button.click()
    assert page_of(window).patient_id == "SYN07"
    assert window.session.history.lines == lines


def test_a_page_with_something_written_asks_before_it_closes(window):
    asked = half_written(window)
    asked.close()
    assert asked.isVisible()
    assert asked.question.words.text().endswith("Then this page is closed.")
    asked.question.discard_button.click()
    assert not asked.isVisible()


def test_the_window_does_not_close_over_a_half_written_note(window):
    asked = half_written(window)
    assert not window.close()
    assert asked.question.words.text().endswith("Then this page is closed.")
    asked.question.discard_button.click()
    assert window.close()


def test_what_is_written_of_a_patient_who_went_away_is_said_to_be_lost(qtbot, window):
    view = visit(window, 3).figure.view
    view.patient_clicked.emit("SYN05")
    page = page_of(window)
    page.notes.setPlainText("slept badly")
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000):
        window.session.edit(PatientExclusion("SYN05", "withdrew consent"), "excluded")
    asked = window.findChild(PatientWindow)
    assert asked.question.words.text().startswith("SYN05 is no longer in the cohort")
    assert not asked.question.save_button.isVisible()
    assert not page.keep_notes.isEnabled()
    page.notes.setPlainText("slept very badly")
    page.keep()
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000):
        window.session.history.undo()
    assert page.keep_notes.isEnabled()
    assert not asked.question.isVisible()
    asked.question.then()


def test_what_is_being_written_outlasts_another_language_of_the_window(window):
    visit(window, 3).figure.view.patient_clicked.emit("SYN05")
    page_of(window).notes.setPlainText("slept badly")
    window._rebuild()
    assert page_of(window).notes.toPlainText() == "slept badly"


def test_the_page_closes_when_its_patient_is_left_out_elsewhere(qtbot, window):
    outcomes = visit(window, 3)
    outcomes.figure.view.patient_clicked.emit("SYN05")
    outcomes.selected.reason.setText("other diagnosis")
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000):
        outcomes.selected.leave_out.click()
    assert not [d for d in window.findChildren(QDialog) if d.isVisible()]

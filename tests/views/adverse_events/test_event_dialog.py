"""Events entered, changed and removed by hand, each with a line in the history and undone."""

from __future__ import annotations

import pandas as pd
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from ketgui.views.adverse_events.event_dialog import EventDialog, RemoveDialog
from tests.views.adverse_events.list_actions import after, dialog_of


def type_into(form, **words: str) -> None:
    for key, text in words.items():
        editor = form.editors[key]
        if isinstance(editor, QLineEdit):
            editor.setText(text)
            editor.textEdited.emit(text)
        else:
            editor.setCurrentIndex(editor.findText(text))


def test_an_event_is_entered_and_undone(qtbot, session, listed):
    rows = listed.model.rowCount()
    listed.add.trigger()
    dialog = dialog_of(listed, EventDialog)
    type_into(dialog.form, patient_id="SYN03", term="Tinnitus", infusion_number="2",
              severity="Mild", serious="No", duration_hours="1,5")  # fmt: skip
    after(qtbot, session, listed, dialog.save.click)
    assert listed.model.rowCount() == rows + 1
    added = session.analysis.cohort.adverse_events.iloc[-1]
    assert (added["term"], added["severity"], added["duration_hours"]) == ("Tinnitus", "mild", 1.5)
    assert not added["serious"]
    assert pd.isna(added["relatedness"])
    assert session.history.lines[-1] == "Adverse event entered: SYN03, Tinnitus"
    after(qtbot, session, listed, session.history.undo)
    assert listed.model.rowCount() == rows


def test_what_is_wrong_is_said_at_its_field(qtbot, session, listed):
    listed.add.trigger()
    dialog = dialog_of(listed, EventDialog)
    lines = len(session.history.lines)
    type_into(dialog.form, patient_id="nobody", infusion_number="2.5", duration_hours="-3")
    # Enter saves, from whatever field.
    qtbot.keyClick(dialog.form.editors["duration_hours"], Qt.Key.Key_Return)
    said = {key: label.text() for key, label in dialog.form.messages.items() if label.isVisible()}
    assert said == {
        "patient_id": "There is no patient nobody.",
        "infusion_number": "A whole number is expected.",
        "term": "This field is required.",
        "duration_hours": "It cannot be negative.",
    }
    assert dialog.focusWidget() is dialog.form.editors["patient_id"]
    type_into(dialog.form, duration_hours="long")
    dialog.save.click()
    assert dialog.form.messages["duration_hours"].text() == "A number is expected."
    assert len(session.history.lines) == lines
    dialog.reject()


def test_an_unusual_number_is_asked_about_once(qtbot, session, listed):
    listed.add.trigger()
    dialog = dialog_of(listed, EventDialog)
    type_into(dialog.form, patient_id="SYN03", term="Headache", infusion_number="99")
    dialog.save.click()
    assert dialog.form.messages["infusion_number"].text() == "Usually 1 to 60. Is 99 right?"
    assert dialog.save.text() == "Save anyway"
    type_into(dialog.form, infusion_number="98")
    assert dialog.save.text() == "Save the event"
    dialog.save.click()
    after(qtbot, session, listed, dialog.save.click)
    assert session.analysis.cohort.adverse_events["infusion_number"].iloc[-1] == 98


def test_what_does_not_go_with_the_rest_is_asked_about(qtbot, session, listed):
    listed.add.trigger()
    dialog = dialog_of(listed, EventDialog)
    type_into(dialog.form, patient_id="SYN13", term="Nausea", infusion_number="3",
              serious_criterion="Hospital stay")  # fmt: skip
    dialog.save.click()
    said = {key: label.text() for key, label in dialog.form.messages.items() if label.isVisible()}
    assert said == {
        "term": "This event of this patient is already recorded at this infusion.",
        "serious": "A criterion is given, but the event is not marked as serious.",
    }
    type_into(dialog.form, term="Vomiting", infusion_number="9", serious="Yes")
    dialog.save.click()
    assert dialog.form.messages["infusion_number"].text() == (
        "The last infusion recorded of this patient is 6."
    )
    rows = listed.model.rowCount()
    after(qtbot, session, listed, dialog.save.click)
    assert listed.model.rowCount() == rows + 1


def test_several_events_of_a_patient_are_entered_in_a_row(qtbot, session, listed):
    session.selection.select(frozenset({"SYN04"}))
    listed.add.trigger()
    dialog = dialog_of(listed, EventDialog)
    assert dialog.form.editors["patient_id"].text() == "SYN04"
    type_into(dialog.form, term="Nausea", infusion_number="3", severity="Severe")
    after(qtbot, session, listed, dialog.save_another.click)
    assert dialog.isVisible()
    values, _wrong, _doubts = dialog.form.values()
    assert (values["patient_id"], values["infusion_number"]) == ("SYN04", 3)
    assert values["severity"] is None
    type_into(dialog.form, term="Vomiting")
    after(qtbot, session, listed, dialog.save.click)
    assert session.analysis.cohort.adverse_events["term"].iloc[-2:].tolist() == [
        "Nausea", "Vomiting",
    ]  # fmt: skip


def test_an_event_is_changed_by_key_and_only_what_changed_is_told(qtbot, session, listed):
    listed.view.selectRow(2)
    listed.view.setFocus()
    qtbot.keyClick(listed.view, Qt.Key.Key_F2)
    dialog = dialog_of(listed, EventDialog)
    type_into(dialog.form, severity="Severe", serious="Yes")
    after(qtbot, session, listed, dialog.save.click)
    record = listed.model.record(2)
    assert session.analysis.cohort.adverse_events["severity"].iloc[record] == "severe"
    assert "(Severity, Serious)" in session.history.lines[-1]
    assert listed.view.currentIndex().row() == 2


def test_saving_without_a_change_adds_no_line(qtbot, session, listed):
    lines = len(session.history.lines)
    listed.view.selectRow(0)
    listed.change.trigger()
    dialog_of(listed, EventDialog).save.click()
    assert len(session.history.lines) == lines


def test_the_event_that_was_opened_is_changed_whatever_was_removed_above_it(qtbot, session, listed):
    listed.view.selectRow(0)
    listed.remove.trigger()
    removing = dialog_of(listed, RemoveDialog)
    removing.reason.setText("entered twice")
    listed.view.selectRow(1)
    opened = [listed.model.index(1, column).data() for column in (0, 1)]
    listed.change.trigger()
    dialog = dialog_of(listed, EventDialog)
    after(qtbot, session, listed, removing.remove.click)
    type_into(dialog.form, term="Other")
    after(qtbot, session, listed, dialog.save.click)
    (row,) = [
        r for r in range(listed.model.rowCount()) if listed.model.index(r, 2).data() == "Other"
    ]
    assert [listed.model.index(row, column).data() for column in (0, 1)] == opened


def test_an_event_that_was_removed_meanwhile_is_not_changed(qtbot, session, listed):
    listed.view.selectRow(0)
    listed.remove.trigger()
    removing = dialog_of(listed, RemoveDialog)
    removing.reason.setText("entered twice")
    listed.change.trigger()
    dialog = dialog_of(listed, EventDialog)
    after(qtbot, session, listed, removing.remove.click)
    type_into(dialog.form, term="Other")
    dialog.save.click()
    assert "is gone" in dialog.message.text()
    assert "Other" not in set(session.analysis.cohort.adverse_events["term"])
    dialog.reject()


def test_an_event_is_removed_with_a_reason(qtbot, session, listed):
    rows = listed.model.rowCount()
    listed.view.selectRow(0)
    listed.view.setFocus()
    qtbot.keyClick(listed.view, Qt.Key.Key_Delete)
    dialog = dialog_of(listed, RemoveDialog)
    assert not dialog.remove.isEnabled()
    dialog.reason.setText("entered twice")
    dialog.activateWindow()
    qtbot.waitUntil(dialog.reason.hasFocus)
    after(qtbot, session, listed, lambda: qtbot.keyClick(dialog.reason, Qt.Key.Key_Return))
    assert listed.model.rowCount() == rows - 1
    assert session.history.lines[-1].endswith("entered twice")
    after(qtbot, session, listed, session.history.undo)
    assert listed.model.rowCount() == rows

"""Events entered, changed and removed by hand, each with a line in the history and undone."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from ketgui.domain.cohort import apply_schema
from ketgui.domain.edits import RowAddition
from ketgui.domain.plan import AnalysisPlan
from ketgui.session.session import Session
from ketgui.statistics.analysis import analyse
from ketgui.text import use_language
from ketgui.views.adverse_events.event_dialog import EventDialog, RemoveDialog
from ketgui.views.adverse_events.event_list import EventList
from ketgui.views.adverse_events.records import list_event_fields
from ketgui.views.adverse_events.row_form import RowForm
from tests.acting import settled


@pytest.fixture
def listed(qtbot, session):
    part = EventList(session)
    qtbot.addWidget(part)
    part.resize(900, 500)
    part.show()
    session.analysis_changed.connect(part.show_analysis)
    part.show_analysis(session.analysis)
    settle(qtbot, part)
    return part


def settle(qtbot, part) -> None:
    qtbot.waitUntil(lambda: not part._jobs.is_busy and not part._pause.isActive(), timeout=5_000)


def dialog_of(part, kind):
    return next(one for one in part.findChildren(kind) if one.isVisible())


def after(qtbot, session, part, act) -> None:
    settled(qtbot, session, act)
    settle(qtbot, part)


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


@pytest.mark.parametrize(
    ("code", "words"), [("en", "treatment stopped"), ("fr", "traitement arrêté")]
)
def test_the_words_proposed_for_stopping_are_counted_as_such(qtbot, session, listed, code, words):
    from ketgui.statistics.results.safety.adverse_events import AdverseEvents
    from ketgui.views.adverse_events.records import suggest_values

    use_language(code)
    found = suggest_values(session.analysis.cohort)
    assert words in found["action"]
    assert found["patient_id"][0] == "SYN01"
    assert "nausea" in found["term"]
    use_language("en")
    for action, stopped in zip(found["action"][-4:], (0, 0, 0, 1), strict=True):
        values = {"patient_id": "SYN05", "term": "itching", "action": action}
        edit = RowAddition("adverse_events", values)
        after(qtbot, session, listed, lambda edit=edit: session.edit(edit, "added"))
        assert session.analysis[AdverseEvents].stopped.count == stopped
        after(qtbot, session, listed, session.history.undo)


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


def test_a_sorted_row_is_the_one_that_is_changed(qtbot, session, listed):
    listed.view.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    settle(qtbot, listed)
    listed.view.selectRow(0)
    wanted = [listed.model.index(0, column).data() for column in (0, 2)]
    listed.change.trigger()
    form = dialog_of(listed, EventDialog).form
    assert [form.editors[key].text() for key in ("patient_id", "term")] == wanted
    dialog_of(listed, EventDialog).reject()


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


def test_the_row_in_its_place_is_chosen_once_an_event_is_removed(qtbot, session, listed):
    assert listed.model.record(2) != 2  # Else its place in the list and in the cohort were one.
    listed.view.selectRow(2)
    removed, following = listed.model.list_texts(2), listed.model.list_texts(3)
    listed.remove.trigger()
    dialog = dialog_of(listed, RemoveDialog)
    dialog.reason.setText("entered twice")
    after(qtbot, session, listed, dialog.remove.click)
    assert listed.model.list_texts(listed.view.currentIndex().row()) == following
    after(qtbot, session, listed, session.history.undo)
    assert listed.model.list_texts(listed.view.currentIndex().row()) == removed
    values = {"patient_id": "SYN01", "term": "a first one", "infusion_number": 1}
    after(qtbot, session, listed, lambda: session.edit(RowAddition("adverse_events", values), "x"))
    assert listed.model.list_texts(listed.view.currentIndex().row()) == removed


def test_events_are_listed_patient_by_patient(listed):
    patients = listed.model.patients()
    assert patients == sorted(patients)
    both = [listed.model.index(row, 1).data() for row in range(2, 5) if patients[row] == "SYN04"]
    assert both == sorted(both)


def test_the_list_is_filtered_by_words_patients_and_seriousness(qtbot, session, listed):
    listed.filter.setText("nause")
    settle(qtbot, listed)
    assert {listed.model.index(r, 2).data() for r in range(listed.model.rowCount())} == {"nausea"}
    assert listed.model.maker()().note == "Only rows with “nause”."
    listed.filter.clear()
    settle(qtbot, listed)
    session.selection.select(frozenset({"SYN01"}))
    listed.selected_only.setChecked(True)
    settle(qtbot, listed)
    assert set(listed.model.patients()) == {"SYN01"}
    session.selection.select(frozenset())
    settle(qtbot, listed)
    assert listed.model.rowCount() == 0
    listed.selected_only.setChecked(False)
    listed.serious_only.setChecked(True)
    settle(qtbot, listed)
    assert listed.model.rowCount() == 0
    serious = listed.model.maker()()
    assert (serious.title, serious.note) == ("Serious adverse events", "There is none.")


def test_the_patient_of_a_row_is_opened(qtbot, listed):
    listed.view.selectRow(0)
    with qtbot.waitSignal(listed.patient_wanted) as told:
        listed.page.trigger()
    assert told.args == [listed.model.patients()[0]]
    menu = listed.view.menu()
    assert "Change…" in [action.text() for action in menu.actions()]
    menu.close()


def test_nothing_can_be_changed_while_something_is_computed(qtbot, session, listed):
    listed.view.selectRow(0)
    assert listed.change.isEnabled()
    session.set_plan(replace(session.plan, response_percent=40.0))
    listed.show_analysis(session.analysis)
    with qtbot.waitSignal(session.analysis_changed, timeout=20_000):
        pass
    settle(qtbot, listed)
    assert listed.add.isEnabled()


def test_rows_that_are_out_of_date_can_be_neither_changed_nor_removed(qtbot, session, listed):
    listed.view.selectRow(0)
    offered = []

    def look(_analysis):
        # The rows in sight are those of the cohort before: a row's place is another's by now.
        session.busy_changed.emit("")
        offered.append(listed.remove.isEnabled() or listed.change.isEnabled())

    session.analysis_changed.connect(look)
    values = {"patient_id": "SYN01", "term": "nausea"}
    after(qtbot, session, listed, lambda: session.edit(RowAddition("adverse_events", values), "x"))
    assert offered == [False]
    listed.view.selectRow(0)
    assert listed.remove.isEnabled()


@pytest.fixture(scope="module")
def many(example):
    """A hundred thousand events of the example's patients."""
    rng = np.random.default_rng(1)
    events = example.cohort.adverse_events
    rows = events.iloc[rng.integers(0, len(events), 100_000)].reset_index(drop=True)
    rows["infusion_number"] = rng.integers(1, 9, len(rows)).astype(float)
    cohort = replace(example.cohort, adverse_events=apply_schema("adverse_events", rows))
    return analyse(cohort, AnalysisPlan())


@pytest.mark.benchmark
def test_a_hundred_thousand_events_are_listed_at_once(qtbot, many):
    session = Session()
    part = EventList(session)
    qtbot.addWidget(part)
    part.show()
    start = time.perf_counter()
    part.show_analysis(many)
    blocked = time.perf_counter() - start
    settle(qtbot, part)
    whole = time.perf_counter() - start
    assert part.model.rowCount() == 100_000
    assert blocked < 0.1
    assert whole < 2
    start = time.perf_counter()
    part.view.scrollToBottom()
    part.view.viewport().repaint()
    assert time.perf_counter() - start < 0.1
    part.filter.setText("nausea")
    settle(qtbot, part)
    assert 0 < part.model.rowCount() < 100_000


@pytest.mark.benchmark
@pytest.mark.qt_log_ignore("This plugin does not support")
def test_very_many_patients_are_proposed_as_one_types(qtbot):
    form = RowForm(list_event_fields(), {"patient_id": [f"P{n:05d}" for n in range(100_000)]})
    qtbot.addWidget(form)
    form.show()
    editor: Any = form.editors["patient_id"]
    start = time.perf_counter()
    qtbot.keyClicks(editor, "P0123")
    assert time.perf_counter() - start < 0.5
    assert editor.completer().currentCompletion() == "P01230"
    assert editor.completer().completionCount() == 10
    editor.completer().popup().hide()

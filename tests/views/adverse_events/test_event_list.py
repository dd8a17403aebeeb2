"""The list of events: sorted, filtered, and kept at its place."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt

from ketgui.domain.cohort import apply_schema
from ketgui.domain.edits import RowAddition
from ketgui.domain.plan import AnalysisPlan
from ketgui.session.session import Session
from ketgui.statistics.analysis import analyse
from ketgui.views.adverse_events.event_dialog import EventDialog, RemoveDialog
from ketgui.views.adverse_events.event_list import EventList
from tests.views.adverse_events.list_actions import after, dialog_of, settle


def test_a_sorted_row_is_the_one_that_is_changed(qtbot, session, listed):
    listed.view.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    settle(qtbot, listed)
    listed.view.selectRow(0)
    wanted = [listed.model.index(0, column).data() for column in (0, 2)]
    listed.change.trigger()
    form = dialog_of(listed, EventDialog).form
    assert [form.editors[key].text() for key in ("patient_id", "term")] == wanted
    dialog_of(listed, EventDialog).reject()


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


def test_the_key_that_enters_an_event_works_beside_the_list_too(listed):
    assert listed.add in listed.actions()
    context = Qt.ShortcutContext.WidgetWithChildrenShortcut
    assert listed.add.shortcutContext() == context
    # Delete and F2 belong to the rows alone.
    assert listed.remove.shortcutContext() == Qt.ShortcutContext.WidgetShortcut


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

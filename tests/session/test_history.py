"""The history: the current state, undo and redo, and whether closing would lose work."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.importing import import_text
from ketgui.session.history import History
from ketgui.session.state import State, make_entries

FIRST = State(None, AnalysisPlan())


@pytest.fixture(scope="module")
def opened() -> State:
    imported = import_text("patient_id\tMADRS before\tMADRS after\nP1\t30\t12\nP2\t28\t20\n")
    assert imported.cohort is not None, imported.issues
    return State(imported, AnalysisPlan(), make_entries("Opened"))


def test_the_trail_holds_every_change_and_each_that_was_undone_or_redone(opened):
    history = History(FIRST)
    history.push(opened)
    history.push(replace(opened, entries=make_entries("A", "B")))
    assert history.lines == ("Opened", "A", "B")
    history.undo()
    assert history.lines[3:] == ("Undone: A", "Undone: B")
    history.redo()
    assert history.lines[5:] == ("Redone: A", "Redone: B")


def test_a_recorded_line_is_no_step_to_undo(opened):
    history = History(FIRST)
    history.push(opened)
    history.record("The report is in reports.")
    assert history.lines == ("Opened", "The report is in reports.")
    history.undo()
    assert history.state is FIRST
    assert not history.can_undo


def test_undo_and_redo_without_a_step_change_nothing():
    history = History(FIRST)
    history.undo()
    history.redo()
    assert history.state is FIRST


def test_both_states_are_announced_after_the_change(opened):
    history, steps = History(FIRST), []
    history.state_changed.connect(lambda before, now: steps.append((before, now)))
    history.push(opened)
    history.undo()
    assert steps == [(FIRST, opened), (opened, FIRST)]


def test_work_is_unsaved_until_it_is_saved_and_again_after_the_next_change(opened):
    history = History(FIRST)
    history.push(opened)
    assert not history.has_unsaved_work
    history.push(replace(opened, plan=replace(opened.plan, remission_score=12)))
    assert history.has_unsaved_work
    history.mark_saved()
    assert not history.has_unsaved_work
    assert history.unsaved_entries == 0
    history.undo()
    assert history.has_unsaved_work
    history.redo()
    assert not history.has_unsaved_work
    history.push(replace(opened, plan=replace(opened.plan, remission_score=8)))
    assert history.has_unsaved_work


def test_another_study_begins_with_its_own_trail_and_nothing_to_undo(opened):
    history = History(FIRST)
    history.push(replace(opened, pasted="P1\t30"))
    assert history.can_undo
    history.begin(opened, make_entries("Of the file"), 1, is_saved=True)
    assert not history.can_undo
    assert not history.has_unsaved_work
    assert history.lines == ("Of the file", "Opened")
    assert history.unsaved_entries == 1


def test_a_study_recovered_from_a_copy_is_not_saved(opened):
    history = History(FIRST)
    history.begin(opened, make_entries("Saved", "Not saved"), 1, is_saved=False)
    assert history.has_unsaved_work
    assert history.unsaved_entries == 2
    history.mark_saved()
    assert not history.has_unsaved_work

"""The shared model: one snapshot for everyone, undo, and files that cannot be used."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from ketgui.domain.edit_rows import EditError, identify_row
from ketgui.domain.edits import PatientExclusion, RowRemoval
from ketgui.domain.scale import Scale
from ketgui.paths import find_resource
from ketgui.reporting.paragraphs.sentence_edits import SentenceEdits
from ketgui.session.session import Session
from ketgui.statistics.results.outcomes.outcomes import Outcomes
from tests.acting import settled
from tests.studies import recipe_of

EXAMPLE = find_resource("samples", "example-cohort.xlsx")


@pytest.fixture
def session(qtbot):
    made = Session()
    yield made
    made.wait()


def test_everyone_is_told_once_of_one_snapshot(qtbot, session):
    told = []
    session.analysis_changed.connect(told.append)
    analysis = settled(qtbot, session, lambda: session.open([EXAMPLE]))
    qtbot.wait(50)
    assert told == [analysis]
    assert session.analysis is analysis
    assert analysis.cohort.enrolled == 21


def test_another_plan_changes_every_count(qtbot, session):
    settled(qtbot, session, lambda: session.open([EXAMPLE]))
    plan = replace(session.plan, remission_operator="<=")
    analysis = settled(qtbot, session, lambda: session.set_plan(plan))
    assert analysis.plan is plan
    assert analysis[Outcomes].remission.count == 5


def test_the_same_plan_is_no_change(qtbot, session):
    session.set_plan(replace(session.plan))
    assert session.history.lines == ()
    assert not session.history.can_undo


def test_a_plan_is_told_when_it_is_another_and_not_at_every_line_of_the_history(qtbot, session):
    told: list[object] = []
    settled(qtbot, session, lambda: session.open([EXAMPLE]))
    session.plan_changed.connect(told.append)
    session.history.record("The report is in reports.")
    assert told == []
    first, wider = session.plan, replace(session.plan, remission_score=12)
    settled(qtbot, session, lambda: session.set_plan(wider))
    settled(qtbot, session, session.history.undo)
    assert told == [wider, first]


def test_undo_and_redo_go_through_every_state(qtbot, session):
    settled(qtbot, session, lambda: session.open([EXAMPLE]))
    wider = replace(session.plan, remission_score=12)
    opened = len(session.history.lines)
    settled(qtbot, session, lambda: session.set_plan(wider))
    assert len(session.history.lines) == opened + 1
    assert settled(qtbot, session, session.history.undo)[Outcomes].remission.count == 2
    assert settled(qtbot, session, session.history.redo)[Outcomes].remission.count == 6
    settled(qtbot, session, session.history.undo)
    # Undo never closes the study.
    assert not session.history.can_undo


def test_a_change_after_undo_ends_redo(qtbot, session):
    settled(qtbot, session, lambda: session.open([EXAMPLE]))
    settled(qtbot, session, lambda: session.set_plan(replace(session.plan, remission_score=12)))
    settled(qtbot, session, session.history.undo)
    settled(qtbot, session, lambda: session.set_plan(replace(session.plan, remission_score=8)))
    assert not session.history.can_redo


def test_the_newest_of_two_wishes_is_shown(qtbot, session):
    settled(qtbot, session, lambda: session.open([EXAMPLE]))
    told = []
    session.analysis_changed.connect(lambda analysis: told.append(analysis.plan.remission_score))
    session.set_plan(replace(session.plan, remission_score=8))
    session.set_plan(replace(session.plan, remission_score=11))
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    qtbot.wait(100)
    assert told == [11]


def test_a_file_that_cannot_be_used_changes_nothing(qtbot, session, tmp_path):
    before = settled(qtbot, session, lambda: session.open([EXAMPLE]))
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    with qtbot.waitSignal(session.proposed, timeout=20_000) as proposed:
        session.open([empty])
    assert proposed.args[0].cohort is None
    assert session.analysis is before


def test_a_failure_in_a_job_is_raised_in_the_main_thread(qtbot, session):
    def work():
        raise ZeroDivisionError

    with qtbot.capture_exceptions() as raised:
        session._jobs.start(work, lambda result: None, "…")
        qtbot.waitUntil(lambda: bool(raised), timeout=5000)
    assert raised[0][0] is ZeroDivisionError


def test_two_edits_within_one_computation_meet_the_rows_they_were_made_for(qtbot, session):
    cohort = settled(qtbot, session, lambda: session.open([EXAMPLE])).cohort
    events = cohort.adverse_events
    edits = [
        RowRemoval(
            "adverse_events", row, "entered twice", identify_row(cohort, "adverse_events", row)
        )
        for row in (0, 1)
    ]
    session.edit(edits[0], "removed")
    left = settled(qtbot, session, lambda: session.edit(edits[1], "removed")).cohort
    expected = events.iloc[2:].reset_index(drop=True)
    assert left.adverse_events.equals(expected)


def test_the_same_edit_twice_within_one_computation_is_refused_in_words(qtbot, session):
    cohort = settled(qtbot, session, lambda: session.open([EXAMPLE])).cohort
    edits = (
        RowRemoval("adverse_events", 0, "entered twice", identify_row(cohort, "adverse_events", 0)),
        PatientExclusion("SYN01", "withdrew consent"),
    )
    for edit in edits:
        session.edit(edit, "once")
        with pytest.raises(EditError, match="SYN"):
            session.edit(edit, "twice")
    assert session.history.lines[-2:] == ("once", "once")
    qtbot.waitUntil(lambda: session.analysis.cohort.enrolled == 20, timeout=20_000)


def test_reading_is_cancelled_and_nothing_changes(qtbot, session, tmp_path):
    before = settled(qtbot, session, lambda: session.open([EXAMPLE]))
    large = tmp_path / "large.csv"
    rows = "".join(f"P{n},30,{n % 40}\n" for n in range(200_000))
    large.write_text(f"id,MADRS before,MADRS after\n{rows}", encoding="utf-8")
    said = []
    session.busy_changed.connect(said.append)
    session.open([large])
    session.cancel()
    session.wait()
    qtbot.wait(50)
    assert said[-1] == ""
    assert session.analysis is before


def test_a_snapshot_of_what_was_before_is_not_taken_for_one_of_what_is_now(qtbot, session):
    settled(qtbot, session, lambda: session.open([EXAMPLE]))
    session.edit(PatientExclusion("SYN01", "withdrew consent"), "left out")
    session.cancel()
    session.wait()
    analysis = settled(
        qtbot, session, lambda: session.report.rewrite(SentenceEdits(), "in other words")
    )
    assert analysis.cohort.enrolled == 20


def test_a_project_written_while_numbers_are_computed_holds_none_of_those_before(
    qtbot, session, tmp_path
):
    settled(qtbot, session, lambda: session.open([EXAMPLE]))
    assert recipe_of(session, tmp_path).numbers["cohort.enrolled"] == 21
    leave_out = PatientExclusion("SYN01", "withdrew consent")
    after = settled(qtbot, session, lambda: numbers_missing(session, leave_out, tmp_path))
    assert after.cohort.enrolled == 20
    assert recipe_of(session, tmp_path).numbers["cohort.enrolled"] == 20


def numbers_missing(session, edit, folder):
    session.edit(edit, "left out")
    assert recipe_of(session, folder).numbers == {}


def test_what_reading_a_file_needs_is_loaded_before():
    script = (
        "import sys; from PySide6.QtCore import QCoreApplication;"
        "from ketgui.session.session import Session; application = QCoreApplication([]);"
        "session = Session(); session.preload();"
        "session._jobs.finish(); before = set(sys.modules);"
        "from ketgui.importing import import_files;"
        "print(*(set(sys.modules) - before))"
    )
    said = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == []


def test_the_plan_in_a_file_is_where_the_analysis_begins_and_reading_again_keeps_what_changed(
    qtbot, session
):
    settled(qtbot, session, lambda: session.open([EXAMPLE]))
    assert session.plan.treatment.ketamine.planned_infusions == 6
    assert "The plan is that of the file" in session.history.lines
    assert not session.history.has_unsaved_work
    wider = replace(session.plan, remission_score=12)
    settled(qtbot, session, lambda: session.set_plan(wider))
    assert session.history.has_unsaved_work
    settled(qtbot, session, lambda: session.open([EXAMPLE]))
    assert session.plan == wider


def test_another_rule_of_tms_failure_judges_the_open_cohort_anew(qtbot, session, tmp_path):
    path = tmp_path / "scores.csv"
    path.write_text("id,MADRS pre TMS,MADRS post TMS,MADRS before,MADRS after\nP1,34,22,30,12\n")

    def find_responders() -> list[str]:
        issues = session.imported.issues
        return [issue.patient_id for issue in issues if issue.key == "tms_responder"]

    settled(qtbot, session, lambda: session.open([path]))
    assert find_responders() == []
    stricter = replace(session.plan, tms_failure_percent=30.0)
    settled(qtbot, session, lambda: session.set_plan(stricter))
    assert find_responders() == ["P1"]
    settled(qtbot, session, session.history.undo)
    assert find_responders() == []


def test_a_scale_declared_in_the_plan_is_recognised_when_the_file_is_read_again(
    qtbot, session, tmp_path
):
    path = tmp_path / "scores.csv"
    path.write_text("id,MADRS before,MADRS after,CMI-10 before,CMI-10 after\nP1,30,12,20,9\n")
    settled(qtbot, session, lambda: session.open([path]))
    scale = Scale("cmi", "Clinic mood index", 0, 40, header_names=("CMI-10",))
    settled(qtbot, session, lambda: session.set_plan(session.plan.with_declared(scale)))
    with qtbot.waitSignal(session.proposed, timeout=20_000) as read:
        session.read_again()
    (imported,) = read.args
    assert sorted(imported.cohort.assessments["scale"].unique()) == ["cmi", "madrs"]

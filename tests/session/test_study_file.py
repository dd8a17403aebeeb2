"""The study's file: saved off the main thread, its recovery copy within two seconds, its lock."""

from __future__ import annotations

import json
import os
import platform
import stat
import time
from dataclasses import asdict, replace

import pytest

from ketgui.domain.edits import PatientExclusion, RowAddition
from ketgui.paths import find_resource
from ketgui.project.lock import Holder, find_holder, get_lock_path
from ketgui.project.opening import read_file
from ketgui.project.recovery import find_copies_beside, find_unsaved_copies, get_recovery_path
from ketgui.reporting.request import ReportRequest
from ketgui.session.session import Session
from ketgui.session.study_file import StudyFile
from tests.acting import settled

EXAMPLE = find_resource("samples", "example-cohort.xlsx")
OUT = PatientExclusion("SYN09", "other protocol")


@pytest.fixture
def session(qtbot):
    made = Session()
    yield made
    made.wait()


@pytest.fixture
def study(qtbot, session):
    made = StudyFile(session, lambda: ReportRequest(dpi=600))
    settled(qtbot, session, lambda: session.open([EXAMPLE]))
    yield made
    made.close()
    made.finish()


def save(qtbot, study, path, password=None):
    with qtbot.waitSignal(study.saved, timeout=20_000):
        study.save_as(path, password)


def wait_for_copy(qtbot, session, study):
    path = get_recovery_path(study.path, study._number)
    qtbot.waitUntil(path.is_file, timeout=5_000)
    study.finish()
    return path


def test_the_file_holds_what_is_open_and_the_preferred_size(qtbot, session, study, tmp_path):
    save(qtbot, study, tmp_path / "study.ketgui")
    assert study.name == "study"
    assert not session.history.has_unsaved_work
    saved, _key, _is_study = read_file(tmp_path / "study.ketgui")
    assert saved.recipe.request.dpi == 600
    assert saved.recipe.numbers["cohort.enrolled"] == 21
    assert session.report.request.dpi is None


def test_a_change_made_while_it_is_saved_is_not_taken_for_saved(qtbot, session, study, tmp_path):
    study.save_as(tmp_path / "study.ketgui")
    session.edit(OUT, "SYN09 excluded")
    with qtbot.waitSignal(study.saved, timeout=20_000):
        pass
    assert session.history.has_unsaved_work
    assert session.history.unsaved_entries == 1
    assert not read_file(tmp_path / "study.ketgui")[0].recipe.edits


def test_a_change_reaches_the_recovery_copy_within_two_seconds(qtbot, session, study, tmp_path):
    save(qtbot, study, tmp_path / "study.ketgui")
    before = (tmp_path / "study.ketgui").read_bytes()
    begin = time.monotonic()
    session.edit(OUT, "SYN09 excluded")
    copy = wait_for_copy(qtbot, session, study)
    assert time.monotonic() - begin < 2
    assert copy == tmp_path / ".~study.ketgui"
    assert read_file(copy)[0].recipe.edits == (OUT,)
    assert (tmp_path / "study.ketgui").read_bytes() == before
    if os.name != "nt":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_a_copy_is_gone_once_its_changes_are_saved_or_undone(qtbot, session, study, tmp_path):
    save(qtbot, study, tmp_path / "study.ketgui")
    for settle in (study.save, session.history.undo):
        session.edit(OUT if settle == study.save else replace(OUT, patient_id="SYN10"), "out")
        copy = wait_for_copy(qtbot, session, study)
        settle()
        qtbot.waitUntil(lambda copy=copy: not copy.exists(), timeout=5_000)


def test_a_study_without_a_file_has_its_copy_in_the_users_folder(qtbot, session, study):
    session.edit(OUT, "SYN09 excluded")
    copy = wait_for_copy(qtbot, session, study)
    assert str(os.getpid()) in copy.name
    assert "SYN" not in copy.name
    # Its window is still there.
    assert find_unsaved_copies() == ()


def test_what_a_window_left_behind_is_recovered(qtbot, session, study, tmp_path):
    path = tmp_path / "study.ketgui"
    save(qtbot, study, path)
    session.edit(OUT, "SYN09 excluded")
    wait_for_copy(qtbot, session, study)
    # As a process that is gone leaves it.
    gone = Holder(platform.node(), 999_999_999, "1")
    get_lock_path(path).write_text(json.dumps(asdict(gone)))
    (copy,) = find_copies_beside([path])
    assert [entry.what for entry in copy.changes] == ["SYN09 excluded"]
    other = Session()
    file = StudyFile(other, ReportRequest)
    analysis = settled(qtbot, other, lambda: other.recover(copy.path, copy.study))
    assert analysis.cohort.enrolled == 20
    assert other.history.has_unsaved_work
    assert file.path == path
    with qtbot.waitSignal(file.saved, timeout=20_000):
        file.save()
    assert read_file(path)[0].recipe.edits == (OUT,)
    qtbot.waitUntil(lambda: not copy.path.exists(), timeout=5_000)
    file.close()
    other.wait()


def test_a_study_that_another_window_has_open_is_not_written(qtbot, session, study, tmp_path):
    path = tmp_path / "study.ketgui"
    save(qtbot, study, path)
    study.close()
    assert find_holder(path) is None
    get_lock_path(path).write_text('{"host": "elsewhere", "process": 7, "started": "1"}')
    before = path.read_bytes()
    settled(qtbot, session, lambda: session.open_study(path))
    assert study.holder == Holder("elsewhere", 7, "1")
    assert not study.can_save
    with qtbot.waitSignal(study.failed) as failed:
        study.save()
    assert "elsewhere" in str(failed.args[0])
    assert path.read_bytes() == before


def test_a_study_with_a_password_has_no_part_in_clear(qtbot, session, study, tmp_path):
    path = tmp_path / "study.ketgui"
    save(qtbot, study, path, "a password")
    session.edit(RowAddition("adverse_events", {"patient_id": "SYN01", "term": "zebra"}), "added")
    copy = wait_for_copy(qtbot, session, study)
    for file in (path, copy):
        assert b"SYN01" not in file.read_bytes()
        assert b"study.toml" not in file.read_bytes()
    study.close()
    with qtbot.waitSignal(session.password_wanted, timeout=20_000) as asked:
        session.open_study(path)
    assert asked.args == [path, ""]
    with qtbot.waitSignal(session.password_wanted, timeout=20_000) as asked:
        session.open_study(path, (), "another")
    assert asked.args[1] == "The password is not the one of this study."
    analysis = settled(qtbot, session, lambda: session.open_study(path, (), "a password"))
    assert analysis.cohort.enrolled == 21
    save(qtbot, study, path, "")
    assert read_file(path)[0].is_usable


def test_the_end_of_the_session_leaves_the_copy(qtbot, session, study):
    session.edit(OUT, "SYN09 excluded")
    study.write_recovery_now()
    path = get_recovery_path(None, study._number)
    study.close()
    assert read_file(path)[0].recipe.edits == (OUT,)
    path.unlink()

"""Opening and saving in the window: asked before anything is lost, recovered, remembered."""

from __future__ import annotations

import json
import platform
import shutil
from dataclasses import asdict

import pytest
from PySide6.QtWidgets import QMessageBox, QPushButton

from ketgui.domain.edits import PatientExclusion
from ketgui.project.archive import compress, pack, unpack
from ketgui.project.lock import Holder, get_lock_path
from ketgui.project.recent import list_recent
from ketgui.project.recovery import get_recovery_path
from ketgui.views.menu_actions import find_example
from ketgui.views.study_file.recent_menu import RecentMenu
from ketgui.views.study_file.recovery_question import RecoveryQuestion
from ketgui.views.study_file.save_dialog import PasswordDialog, SaveStudyDialog
from ketgui.views.study_file.unsaved_question import UnsavedQuestion
from ketgui.views.widgets.letters import get_plain_text
from tests.acting import settled

OUT = PatientExclusion("SYN09", "other protocol")


def press(question: QMessageBox, text: str) -> None:
    next(b for b in question.findChildren(QPushButton) if get_plain_text(b) == text).click()


@pytest.fixture
def study(qtbot, window, tmp_path):
    settled(qtbot, window.session, lambda: window.session.open([find_example()]))
    path = tmp_path / "study.ketgui"
    with qtbot.waitSignal(window.study_file.saved, timeout=20_000):
        window.study_file.save_as(path)
    return path


def test_a_named_study_is_saved_without_a_question(qtbot, window, study):
    window.session.edit(OUT, "SYN09 excluded")
    assert window.isWindowModified()
    with qtbot.waitSignal(window.study_file.saved, timeout=20_000):
        window.actions_by_name["save_study"].trigger()
    assert window.findChild(SaveStudyDialog) is None
    assert not window.isWindowModified()
    assert window.windowTitle() == "KetGUI — study (invented example)[*]"


def test_opening_another_study_over_unsaved_work_asks_first(qtbot, window, study, tmp_path):
    other = tmp_path / "other.ketgui"
    shutil.copy(study, other)
    window.session.edit(OUT, "SYN09 excluded")
    window.studies.open_paths([other])
    press(window.findChild(UnsavedQuestion), "Cancel")
    assert window.study_file.path == study
    qtbot.waitUntil(lambda: window.findChild(UnsavedQuestion) is None)
    window.studies.open_paths([other])
    with qtbot.waitSignal(window.session.study_opened, timeout=20_000):
        press(window.findChild(UnsavedQuestion), "Save")
    assert window.study_file.path == other
    assert window.session.history.state.edits == ()


def test_recent_studies_are_named_and_forgotten(qtbot, window, study):
    menu = window.menuBar().findChild(RecentMenu)
    menu.fill()
    assert menu.actions()[0].text() == "study"
    menu.actions()[-1].trigger()
    assert list_recent() == ()
    assert not window.settings.recent_studies


def test_a_copy_that_was_left_behind_is_offered_at_the_start(qtbot, window, study, tmp_path):
    window.session.edit(OUT, "SYN09 excluded")
    qtbot.waitUntil(get_recovery_path(study).is_file, timeout=5_000)
    window.study_file.finish()
    gone = asdict(Holder(platform.node(), 999_999_999, "1"))
    get_lock_path(study).write_text(json.dumps(gone), encoding="utf-8")
    window.studies.offer_recovery()
    question = window.findChild(RecoveryQuestion)
    assert question.informativeText().startswith("Recover 1 change of study (")
    assert question.detailedText() == "SYN09 excluded"
    with qtbot.waitSignal(window.session.study_recovered, timeout=20_000):
        press(question, "Recover")
    assert window.session.history.state.edits == (OUT,)
    assert window.isWindowModified()


def test_a_password_is_asked_for_until_it_opens_the_study(qtbot, window, study):
    with qtbot.waitSignal(window.study_file.saved, timeout=20_000):
        window.actions_by_name["save_study_as"].trigger()
        dialog = window.findChild(SaveStudyDialog)
        dialog.seal.setChecked(True)
        dialog.save_button.click()
        assert dialog.message.text() == "Type a password, or save without encryption."
        dialog.password.setText("a password")
        dialog.save_button.click()
        assert dialog.message.text() == "The two passwords are not the same."
        dialog.again.setText("a password")
        dialog.save_button.click()
    with qtbot.waitSignal(window.session.password_wanted, timeout=20_000):
        window.session.open_study(study)
    for typed in ("wrong", "a password"):
        dialog = next(d for d in window.findChildren(PasswordDialog) if d.isVisible())
        dialog.password.setText(typed)
        signal = "password_wanted" if typed == "wrong" else "study_opened"
        with qtbot.waitSignal(getattr(window.session, signal), timeout=20_000):
            dialog.open_button.click()
    assert window.study_file.key is not None


def test_a_source_file_that_changed_is_said_and_read_only_on_request(qtbot, window, tmp_path):
    source = tmp_path / "clinic.csv"
    source.write_text("patient_id,MADRS before,MADRS after\nP1,30,12\nP2,28,9\n", encoding="utf-8")
    settled(qtbot, window.session, lambda: window.session.open([source]))
    with qtbot.waitSignal(window.study_file.saved, timeout=20_000):
        window.study_file.save_as(tmp_path / "study.ketgui")
    source.write_text("patient_id,MADRS before,MADRS after\nP1,30,13\nP2,28,9\n", encoding="utf-8")
    said: list[str] = []
    window.studies.message.connect(said.append)
    analysis = settled(
        qtbot, window.session, lambda: window.session.open_study(tmp_path / "study.ketgui")
    )
    assert set(analysis.cohort.assessments["score"]) == {30, 12, 28, 9}
    assert any("clinic.csv" in words for words in said)
    with qtbot.waitSignal(window.session.proposed, timeout=20_000) as proposed:
        window.actions_by_name["read_again"].trigger()
    assert set(proposed.args[0].cohort.assessments["score"]) == {30, 13, 28, 9}
    assert window.study_file.path == tmp_path / "study.ketgui"


def test_a_damaged_study_opens_what_is_whole_and_is_never_overwritten(qtbot, window, study):
    files = dict(unpack(study.read_bytes()).files)
    events = next(
        table["member"]
        for table in json.loads(files["tables/index.json"])
        if table["sheet"] == "Adverse events"
    )
    members = {name: compress([b"" if name == events else d]) for name, d in files.items()}
    damaged = study.with_name("damaged.ketgui")
    damaged.write_bytes(pack(members))
    before = damaged.read_bytes()
    analysis = settled(qtbot, window.session, lambda: window.studies.open_paths([damaged]))
    assert analysis.cohort.enrolled == 21
    assert len(analysis.cohort.adverse_events) == 0
    notice = next(b for b in window.findChildren(QMessageBox) if "is damaged" in b.text())
    assert "The table Adverse events cannot be read." in notice.text()
    notice.close()
    assert window.study_file.path is None
    assert window.isWindowModified()
    window.actions_by_name["save_study"].trigger()
    window.findChild(SaveStudyDialog).reject()
    assert damaged.read_bytes() == before

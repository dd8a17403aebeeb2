"""A study made in the window, saved, and opened again as a double click opens it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPushButton

from ketgui import app
from ketgui.domain.edits import PatientExclusion, RowAddition
from ketgui.importing.changes import Decision
from ketgui.project.archive import unpack
from ketgui.reporting import analysis_json
from ketgui.reporting.request import ReportRequest
from ketgui.session.session import Session
from ketgui.settings import Settings
from ketgui.views.dialogs.history import History
from ketgui.views.menu_actions import find_example
from ketgui.views.study_file import study_actions
from ketgui.views.study_file.save_dialog import SaveStudyDialog
from ketgui.views.study_file.unsaved_question import UnsavedQuestion
from ketgui.views.widgets.letters import get_plain_text
from ketgui.views.window import MainWindow
from tests.acting import settled, visit


@pytest.fixture
def window(qtbot, window, tmp_path):
    data = tmp_path / "clinic.xlsx"
    shutil.copy(find_example(), data)
    settled(qtbot, window.session, lambda: window.session.open([data]))
    return window


def saved(qtbot, window, path: Path) -> None:
    """Save the study as a person does, under the name given where it has none yet."""
    with qtbot.waitSignal(window.study_file.saved, timeout=20_000):
        window.actions_by_name["save_study"].trigger()
        for dialog in window.findChildren(SaveStudyDialog):
            dialog.place.setText(str(path))
            dialog.save_button.click()


def test_a_saved_project_leads_to_the_same_analysis(qtbot, window, tmp_path, monkeypatch):
    session = window.session
    event = RowAddition("adverse_events", {"patient_id": "SYN04", "term": "headache"})
    settled(qtbot, window.session, lambda: session.edit(event, "Event entered: headache, SYN04"))
    out = PatientExclusion("SYN09", "other protocol")
    analysis = settled(
        qtbot, window.session, lambda: session.edit(out, "SYN09 excluded: other protocol")
    )
    saved(qtbot, window, tmp_path / "study")
    project = tmp_path / "study.ketgui"
    assert project.is_file()
    assert str(tmp_path).encode() not in b"".join(unpack(project.read_bytes()).files.values())
    (tmp_path / "clinic.xlsx").unlink()

    options = app.build_parser().parse_args([str(project)])
    monkeypatch.setattr("sys.excepthook", None)
    _application, second = app.compose(options)
    qtbot.addWidget(second)
    again = settled(qtbot, second.session, second.show)
    assert analysis_json.write_json(again) == analysis_json.write_json(analysis)
    assert again.cohort.enrolled == 20
    assert "SYN09 excluded: other protocol" in second.session.history.lines
    second.session.wait()


def old_project(folder: Path) -> Path:
    for name in ("study-0.1.ketgui", "clean.csv"):
        shutil.copy(Path(__file__).parent.parent / "data" / name, folder)
    return folder / "study-0.1.ketgui"


def test_an_older_project_without_its_files_says_which_and_where_to_put_them(
    qtbot, window, tmp_path, monkeypatch
):
    monkeypatch.setattr(study_actions, "ask_open", lambda *_asked: [])
    project = old_project(tmp_path)
    (tmp_path / "clean.csv").unlink()
    with qtbot.waitSignal(window.session.proposed, timeout=20_000) as told:
        window.studies.open_paths([project])
    assert told.args[0].cohort is None
    assert told.args[0].issues[0].file == "clean.csv"


def test_files_that_lie_elsewhere_are_asked_for(qtbot, window, tmp_path, monkeypatch):
    project = old_project(tmp_path)
    elsewhere = tmp_path / "other place" / "clean.csv"
    elsewhere.parent.mkdir()
    (tmp_path / "clean.csv").rename(elsewhere)
    asked: list[tuple[str, str]] = []

    def answer(_parent, _kind, _suffixes, title, folder):
        asked.append((title, folder))
        return [elsewhere]

    monkeypatch.setattr(study_actions, "ask_open", answer)
    settled(qtbot, window.session, lambda: window.studies.open_paths([project]))
    assert asked == [("Where is clean.csv?", str(tmp_path))]
    assert window.session.paths == (elsewhere,)


def test_ids_that_were_replaced_go_into_no_study(qtbot, window, tmp_path, monkeypatch):
    from dataclasses import replace

    from ketgui.importing import import_text
    from ketgui.importing.changes import IdsChange

    pasted = "patient_id\tMADRS before\tMADRS after\n1234567\t30\t12\n7654321\t28\t20\n"
    session = window.session
    imported = import_text(pasted, import_text(pasted).mapping.with_change(IdsChange("replace")))
    assert imported.cohort is not None, imported.issues
    session._last_read = replace(session._state, imported=imported, paths=(), pasted=pasted)
    settled(qtbot, window.session, lambda: session.accept(imported))
    saved(qtbot, window, tmp_path / "study.ketgui")
    members = unpack((tmp_path / "study.ketgui").read_bytes()).files
    assert not [name for name, content in members.items() if b"1234567" in content]
    again = settled(qtbot, session, lambda: session.open([tmp_path / "study.ketgui"]))
    assert list(again.cohort.patients["patient_id"]) == ["S01", "S02"]


def test_the_history_is_read_and_copied(qtbot, window, tmp_path, monkeypatch):
    window.actions_by_name["show_history"].trigger()
    dialog = next(d for d in window.findChildren(QDialog) if d.windowTitle() == "History")
    history = dialog.findChild(History)
    lines = [history.model.index(row, 1).data() for row in range(history.model.rowCount())]
    assert lines == ["Opened clinic.xlsx: 21 patients", "The plan is that of the file"]
    history.copy()
    assert QGuiApplication.clipboard().text().splitlines() == lines
    dialog.close()


def test_an_exclusion_by_hand_is_undone_and_made_again(qtbot, window):
    session = window.session
    out = PatientExclusion("SYN09", "other protocol")
    settled(qtbot, window.session, lambda: session.edit(out, "SYN09 excluded"))
    assert session.analysis.cohort.enrolled == 20
    assert settled(qtbot, window.session, session.history.undo).cohort.enrolled == 21
    assert settled(qtbot, window.session, session.history.redo).cohort.enrolled == 20


def test_an_excluded_patient_is_brought_back_after_reopening(qtbot, window, tmp_path):
    session, path = window.session, tmp_path / "study.ketgui"
    before = analysis_json.write_json(session.analysis)
    with_a_patient_left_out(qtbot, window)
    saved(qtbot, window, path)
    settled(qtbot, session, lambda: session.open_study(path))
    flow = visit(window, 0)._flow
    flow.reason.setText("consented after all")
    analysis = settled(qtbot, session, flow.bring_back.click)
    assert analysis_json.write_json(analysis) == before
    assert session.history.trail[-1].reason == "consented after all"


def test_a_patient_excluded_while_the_files_were_read_is_brought_back(qtbot, window, tmp_path):
    session = window.session
    table = next(t for t in session.imported.tables if t.sheet.casefold() == "patients")
    out = Decision("exclude", table.file, table.sheet, int(table.rows[3]), reason="moved away")
    with qtbot.waitSignal(session.proposed, timeout=20_000) as told:
        session.read_again(session.imported.mapping.with_change(out))
    settled(qtbot, session, lambda: session.accept(told.args[0]))
    assert session.analysis.cohort.enrolled == 20
    (gone,) = session.analysis.cohort.excluded
    saved(qtbot, window, tmp_path / "study.ketgui")
    settled(qtbot, session, lambda: session.open_study(tmp_path / "study.ketgui"))
    analysis = settled(qtbot, session, lambda: session.bring_back(gone.patient_id, "came back"))
    assert analysis.cohort.enrolled == 21
    assert session.history.trail[-1].what.startswith("Taken back:")


def asked_on_closing(window) -> dict[str, QPushButton]:
    """Close the window as a person does, and return the buttons of what it asks."""
    assert not window.close()
    (question,) = window.findChildren(UnsavedQuestion)
    return {get_plain_text(button): button for button in question.findChildren(QPushButton)}


def with_a_patient_left_out(qtbot, window) -> None:
    out = PatientExclusion("SYN09", "other protocol")
    settled(
        qtbot, window.session, lambda: window.session.edit(out, "SYN09 excluded: other protocol")
    )


def test_files_that_can_be_opened_again_are_closed_without_a_word(window):
    assert not window.isWindowModified()
    assert window.close()


def test_a_window_with_unsaved_work_asks_before_it_closes(qtbot, window):
    with_a_patient_left_out(qtbot, window)
    assert window.isWindowModified()
    asked_on_closing(window)["Cancel"].click()
    assert window.isVisible()
    qtbot.waitUntil(lambda: not window.findChildren(UnsavedQuestion))
    asked_on_closing(window)["Discard"].click()
    assert not window.isVisible()


def test_work_is_saved_on_closing_and_then_lost_no_more(qtbot, window, tmp_path):
    with_a_patient_left_out(qtbot, window)
    asked_on_closing(window)["Save"].click()
    (dialog,) = window.findChildren(SaveStudyDialog)
    dialog.reject()
    assert window.isVisible()
    qtbot.waitUntil(lambda: not window.findChildren(UnsavedQuestion))
    qtbot.waitUntil(lambda: not window.findChildren(SaveStudyDialog))
    asked_on_closing(window)["Save"].click()
    (dialog,) = window.findChildren(SaveStudyDialog)
    dialog.place.setText(str(tmp_path / "study"))
    dialog.save_button.click()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=20_000)
    assert (tmp_path / "study.ketgui").is_file()
    assert not window.session.history.has_unsaved_work


def test_a_composed_figure_and_a_plan_are_work_that_a_project_keeps(
    qtbot, window, tmp_path, monkeypatch
):
    session = window.session
    session.report.change(ReportRequest(panels=("demographics",)))
    assert window.isWindowModified()
    words = asked_on_closing(window)
    (question,) = window.findChildren(UnsavedQuestion)
    assert "the plan, and the report" in question.informativeText()
    words["Cancel"].click()
    saved(qtbot, window, tmp_path / "study.ketgui")
    assert not session.history.has_unsaved_work
    settled(qtbot, session, lambda: session.open_study(tmp_path / "study.ketgui"))
    assert session.report.request.panels == ("demographics",)
    assert not session.history.has_unsaved_work


def test_nothing_is_undone_where_a_study_has_just_been_opened(qtbot, window, tmp_path, monkeypatch):
    with_a_patient_left_out(qtbot, window)
    saved(qtbot, window, tmp_path / "study.ketgui")
    second = MainWindow(Session(), Settings())
    qtbot.addWidget(second)
    opened = settled(
        qtbot, second.session, lambda: second.session.open([tmp_path / "study.ketgui"])
    )
    assert not second.actions_by_name["undo"].isEnabled()
    second.session.history.undo()
    assert second.session.analysis is opened
    second.session.wait()


def test_a_plan_alone_is_nothing_that_a_project_could_keep(qtbot):
    session = Session()
    session.set_plan(replace(session.plan, remission_score=12))
    assert not session.history.has_unsaved_work
    session.wait()


def test_work_is_unsaved_again_once_it_goes_on_and_saved_when_that_is_undone(
    qtbot, window, tmp_path, monkeypatch
):
    session = window.session
    session.set_plan(replace(session.plan, remission_score=12))
    assert session.history.has_unsaved_work
    saved(qtbot, window, tmp_path / "study.ketgui")
    assert not session.history.has_unsaved_work
    with_a_patient_left_out(qtbot, window)
    assert session.history.has_unsaved_work
    settled(qtbot, window.session, session.history.undo)
    assert not session.history.has_unsaved_work
    settled(qtbot, window.session, session.history.undo)
    # The file holds the other plan.
    assert session.history.has_unsaved_work

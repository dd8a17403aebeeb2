"""The planned protocols: begun, changed, saved, loaded and undone."""

from __future__ import annotations

import pytest

from ketgui.statistics.results.treatment.exposure import Exposure
from tests.views.protocol.actions import begin_from, words

pytestmark = pytest.mark.usefixtures("example_is_open")


def test_the_papers_plan_is_what_was_received(qtbot, window, planned):
    begin_from(qtbot, window, planned._tms, 1)
    analysis = begin_from(qtbot, window, planned._ketamine, 1)
    assert analysis.plan.treatment.infusions == 6
    assert analysis[Exposure].infusions == 126
    assert "20 Hz × 5 s × 30 trains = 3000" in words(planned)
    assert "14:33 min" in words(planned)
    assert "0.5 mg/kg/h" in words(planned)
    assert "Not reported: Sessions." in words(planned)


def test_what_is_being_typed_outlasts_a_line_of_the_history(qtbot, window, planned):
    field = planned._ketamine.fields.editors["dose_mg_per_kg"]
    qtbot.keyClicks(field, "0,")
    window.session.history.record("The report is in reports.")
    assert field.text() == "0,"


def test_a_second_protocol_is_added_undone_and_removed(qtbot, window, planned):
    begin_from(qtbot, window, planned._tms, 1)
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000):
        planned._on_add()
    begin_from(qtbot, window, planned._tms, 2)
    assert [p.stimulator for p in window.session.plan.treatment.tms] == ["MagVenture", "Brainsway"]
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000):
        window.session.history.undo()
    assert window.session.plan.treatment.tms[1].stimulator is None
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000):
        planned._on_remove()
    assert len(window.session.plan.treatment.tms) == 1


def test_a_protocol_is_saved_and_loaded_elsewhere(qtbot, window, planned, tmp_path):
    begin_from(qtbot, window, planned._tms, 2)
    path = tmp_path / "protocole été.toml"
    planned.save(path.with_suffix(""))
    # Notepad puts a byte order mark before what it saves.
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000):
        window.session.history.undo()
    assert window.session.plan.treatment.tms == ()
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000):
        planned.load(path)
    assert window.session.plan.treatment.tms[0].stimulator == "Brainsway"


def test_a_file_that_is_no_protocol_is_refused_in_words(window, planned, tmp_path):
    path = tmp_path / "notes.toml"
    path.write_text("dose = half", encoding="utf-8")
    planned.load(path)
    assert planned.message.text().startswith("notes.toml was not loaded: ")
    planned.load(tmp_path / "nowhere.toml")
    assert "it cannot be read" in planned.message.text()
    planned.save(tmp_path / "no folder" / "protocol.toml")
    assert "protocol.toml was not written: " in planned.message.text()
    assert not window.session.plan.treatment.is_reported


def test_one_click_plans_what_the_paper_did(qtbot, window, planned):
    assert not planned.start_links.isHidden()
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000) as told:
        planned.start_links.linkActivated.emit("paper")
    given = told.args[0][Exposure]
    assert (given.infusions, given.infusions_planned) == (126, 126)
    tab = window.pages.get_tab(1)
    said = "All 126 planned infusions were given, without deviation from the plan."
    assert [tab._deviations.item(0).text(), tab._deviations.count()] == [said, 1]
    assert [p.stimulator for p in window.session.plan.treatment.tms] == ["MagVenture", "Brainsway"]


def test_a_tolerance_is_changed_and_a_limit_set(qtbot, window, planned):
    begin_from(qtbot, window, planned._ketamine, 1)
    fields = planned._tolerances
    assert fields.editors["dose_percent"].text() == "10"
    for key, typed, expected in (("dose_percent", "2,5", 2.5), ("systolic_rise_mmhg", "20", 20)):
        with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000):
            fields.editors[key].setText(typed)
            fields.editors[key].editingFinished.emit()
        assert getattr(window.session.plan.treatment.tolerances, key) == expected
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000):
        window.session.history.undo()
    assert fields.editors["systolic_rise_mmhg"].text() == ""


def test_a_tolerance_below_nothing_is_refused_in_words(planned):
    fields = planned._tolerances
    fields.editors["spacing_days"].setText("-1")
    fields.editors["spacing_days"].editingFinished.emit()
    assert "Spacing tolerance" in planned._tolerance_errors.text()
    assert planned._treatment.tolerances.spacing_days == 1

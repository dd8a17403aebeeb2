"""Planning both treatments in the real window."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit

from ketgui.session import Session
from ketgui.settings import Settings
from ketgui.statistics.results.exposure import Exposure
from ketgui.views.command_slots import example_path
from ketgui.views.parts.beam_f3 import BeamF3Check
from ketgui.views.window import MainWindow


@pytest.fixture
def window(qtbot):
    shown = MainWindow(Session(), Settings())
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitExposed(shown)
    with qtbot.waitSignal(shown.session.analysis_changed, timeout=20_000):
        shown.session.open([example_path()])
    yield shown
    shown.session.wait()


@pytest.fixture
def planned(window):
    window.pages.setCurrentIndex(1)
    return window.pages.tab(1)._planned


def begin_from(qtbot, window, form, place: int):
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000) as told:
        form._on_preset(place)
    return told.args[0]


def words(form) -> str:
    return "\n".join(label.text() for label in form.what_follows.findChildren(QLabel))


def test_the_papers_plan_is_what_was_received(qtbot, window, planned):
    begin_from(qtbot, window, planned._tms, 1)
    analysis = begin_from(qtbot, window, planned._ketamine, 1)
    assert analysis.plan.treatment.infusions == 6
    assert analysis[Exposure].infusions == 126
    assert "20 Hz × 5 s × 30 trains = 3000" in words(planned._tms)
    assert "0.5\u00a0mg/kg/h" in words(planned._ketamine)


def test_a_value_that_disagrees_is_flagged_as_it_is_typed(qtbot, window, planned):
    begin_from(qtbot, window, planned._tms, 1)
    field = planned._tms.fields.editors["pulses_per_session"]
    assert isinstance(field, QLineEdit)
    qtbot.keyClicks(field, "1800")
    assert "20 Hz × 5 s × 30 trains = 3000; 1800 entered" in words(planned._tms)


def test_a_decimal_comma_is_understood_and_words_are_not_numbers(qtbot, window, planned):
    field = planned._ketamine.fields.editors["dose_mg_per_kg"]
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000) as told:
        qtbot.keyClicks(field, "0,5")
        field.editingFinished.emit()
    assert told.args[0].plan.treatment.ketamine.dose_mg_per_kg == 0.5
    field.clear()
    qtbot.keyClicks(field, "half")
    field.editingFinished.emit()
    assert "a number is expected" in words(planned._ketamine)
    assert window.session.plan.treatment.ketamine.dose_mg_per_kg == 0.5


def test_a_second_protocol_is_added_undone_and_removed(qtbot, window, planned):
    begin_from(qtbot, window, planned._tms, 1)
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000):
        planned._on_add()
    begin_from(qtbot, window, planned._tms, 2)
    assert [p.stimulator for p in window.session.plan.treatment.tms] == ["MagVenture", "Brainsway"]
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000):
        window.session.undo()
    assert window.session.plan.treatment.tms[1].stimulator is None
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000):
        planned._on_remove()
    assert len(window.session.plan.treatment.tms) == 1


def test_a_beam_f3_record_is_checked(qtbot, window):
    window.actions_by_name["check_beam_f3"].trigger()
    check = window.findChild(BeamF3Check)
    check.measure(36, 38, 60)
    assert check.result.text().startswith("X 6.95 cm")
    check._adjusted.setChecked(True)
    assert "Y 10.14 cm" in check.result.text()
    check.measure(14, 15, 24)
    assert "lies outside" in check.result.text()


def test_a_protocol_is_saved_and_loaded_elsewhere(qtbot, window, planned, tmp_path):
    begin_from(qtbot, window, planned._tms, 2)
    path = tmp_path / "protocole été.toml"
    planned.save(path)
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000):
        window.session.undo()
    assert window.session.plan.treatment.tms == ()
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000):
        planned.load(path)
    assert window.session.plan.treatment.tms[0].stimulator == "Brainsway"


def test_a_file_that_is_no_protocol_is_refused_in_words(window, planned, tmp_path):
    path = tmp_path / "notes.toml"
    path.write_text("dose = half", encoding="utf-8")
    planned.load(path)
    assert planned.said.text().startswith("notes.toml was not loaded: ")
    planned.load(tmp_path / "nowhere.toml")
    assert "it cannot be read" in planned.said.text()
    planned.save(tmp_path / "no folder" / "protocol.toml")
    assert planned.said.text().startswith("protocol.toml was not saved: ")
    assert not window.session.plan.treatment.is_reported


def test_what_is_missing_leads_to_its_field(qtbot, window, planned):
    begin_from(qtbot, window, planned._tms, 1)
    assert "tms:0:sessions" in planned.missing.text()
    planned.missing.linkActivated.emit("ketamine:0:weeks")
    assert planned._ketamine.fields.editors["weeks"] is planned.focusWidget()


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
        window.session.undo()
    assert fields.editors["systolic_rise_mmhg"].text() == ""


def test_a_tolerance_below_nothing_is_refused_in_words(planned):
    fields = planned._tolerances
    fields.editors["spacing_days"].setText("-1")
    fields.editors["spacing_days"].editingFinished.emit()
    assert "Spacing tolerance" in planned._odd.text()
    assert planned._treatment.tolerances.spacing_days == 1


def test_lanes_are_sorted_and_a_click_opens_the_patient(qtbot, window):
    window.pages.setCurrentIndex(1)
    tab = window.pages.tab(1)
    figure = tab.figure
    orders = [figure.variant.itemText(place) for place in range(figure.variant.count())]
    assert orders == [
        "As in the file",
        "By infusions received",
        "By length of the course",
        "By percent improvement",
    ]
    before = figure.spec
    figure.variant.setCurrentIndex(3)
    figure.variant.activated.emit(3)
    assert figure.spec != before
    with qtbot.waitSignal(tab.patient_wanted) as told:
        figure.view.patient_clicked.emit("SYN03")
    assert told.args == ["SYN03"]
    assert window.session.selection == {"SYN03"}
    figure.choice.setCurrentIndex(1)
    assert not figure.variant.isVisibleTo(figure)

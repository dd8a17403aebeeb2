"""Planning both treatments in the real window."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from ketgui.reporting.documents.table_file import write_table
from ketgui.reporting.sentences import compose_sentences
from ketgui.reporting.tables.display_table import DisplayTable
from ketgui.statistics.results.treatment.exposure import Exposure
from ketgui.views.protocol.beam_f3 import BeamF3Check

pytestmark = pytest.mark.usefixtures("example_is_open")


@pytest.fixture
def planned(window):
    window.pages.setCurrentIndex(1)
    return window.pages.tab(1)._planned


def begin_from(qtbot, window, form, place: int):
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000) as told:
        form._on_preset(place)
    return told.args[0]


def words(planned) -> str:
    follows = planned.calculated_values
    said = (follows.flags.text(), follows.derived.text(), follows.dose.text())
    return "\n".join(said).replace("\u00a0", " ")


def test_the_papers_plan_is_what_was_received(qtbot, window, planned):
    begin_from(qtbot, window, planned._tms, 1)
    analysis = begin_from(qtbot, window, planned._ketamine, 1)
    assert analysis.plan.treatment.infusions == 6
    assert analysis[Exposure].infusions == 126
    assert "20 Hz × 5 s × 30 trains = 3000" in words(planned)
    assert "14:33 min" in words(planned)
    assert "0.5 mg/kg/h" in words(planned)
    assert "Not reported: Sessions." in words(planned)


def test_a_value_that_disagrees_is_flagged_as_it_is_typed(qtbot, window, planned):
    begin_from(qtbot, window, planned._tms, 1)
    field = planned._tms.fields.editors["pulses_per_session"]
    assert isinstance(field, QLineEdit)
    qtbot.keyClicks(field, "1800")
    assert "20 Hz × 5 s × 30 trains = 3000; 1800 entered" in words(planned)


def test_a_decimal_comma_is_understood_and_words_are_not_numbers(qtbot, window, planned):
    field = planned._ketamine.fields.editors["dose_mg_per_kg"]
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000) as told:
        qtbot.keyClicks(field, "0,5")
        field.editingFinished.emit()
    assert told.args[0].plan.treatment.ketamine.dose_mg_per_kg == 0.5
    field.clear()
    qtbot.keyClicks(field, "half")
    field.editingFinished.emit()
    assert "a number is expected" in words(planned)
    assert window.session.plan.treatment.ketamine.dose_mg_per_kg == 0.5


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


def test_a_beam_f3_record_is_checked(qtbot, window):
    window.actions_by_name["check_beam_f3"].trigger()
    check = window.findChild(BeamF3Check)
    check.set_measurements(36, 38, 60)
    assert check.result.text().startswith("X 6.95 cm")
    check._adjusted.setChecked(True)
    assert "Y 10.14 cm" in check.result.text()
    check.set_measurements(14, 15, 24)
    assert "lies outside" in check.result.text()


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


def test_what_is_missing_leads_to_its_field(qtbot, window, planned):
    begin_from(qtbot, window, planned._tms, 1)
    tab = window.pages.tab(1)
    meter = tab.completeness
    assert "tms:0:sessions" in meter.missing.text()
    assert "TMS 1 MagVenture" in meter.missing.text()
    assert f"{meter.meter.value()} of {meter.meter.maximum()} reported." == meter.share.text()
    tab.views.setCurrentWidget(tab.methods)
    meter.missing.linkActivated.emit("ketamine:0:weeks")
    assert tab.views.currentWidget() is planned
    assert planned._ketamine.fields.editors["weeks"] is planned.focusWidget()


def test_a_link_without_a_plan_begins_one_from_what_was_recorded(qtbot, window, planned):
    meter = window.pages.tab(1).completeness
    assert "tms:1:sessions" in meter.missing.text()
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000) as told:
        meter.missing.linkActivated.emit("tms:1:sessions")
    treatment = told.args[0].plan.treatment
    assert [one.stimulator for one in treatment.tms] == ["MagVenture", "Brainsway"]
    assert treatment.ketamine.dose_mg_per_kg == 0.5
    assert planned._tms.fields.editors["stimulator"].text() == "Brainsway"
    assert planned._tms.fields.editors["sessions"] is planned.focusWidget()
    assert planned.start_links.isHidden()


def test_one_click_plans_what_the_paper_did(qtbot, window, planned):
    assert not planned.start_links.isHidden()
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000) as told:
        planned.start_links.linkActivated.emit("paper")
    given = told.args[0][Exposure]
    assert (given.infusions, given.infusions_planned) == (126, 126)
    tab = window.pages.tab(1)
    said = "Infusions received: 126 of 126 planned, with no deviation."
    assert [tab._deviations.item(0).text(), tab._deviations.count()] == [said, 1]
    assert [p.stimulator for p in window.session.plan.treatment.tms] == ["MagVenture", "Brainsway"]


def test_a_weight_gives_milligrams_and_the_rate_of_the_pump(qtbot, window, planned):
    # Clinical facts §4: 70 kg → 35 mg; at 1 mg/mL 35 mL/h over 60 min.
    begin_from(qtbot, window, planned._ketamine, 1)
    assert "0.5 mg/kg × 70 kg = 35 mg" in words(planned)
    concentration = planned._ketamine.fields.editors["concentration_mg_per_ml"]
    qtbot.keyClicks(concentration, "1")
    assert "= 35 mL/h" in words(planned)
    weight = planned.calculated_values.patient.editors["weight_kg"]
    weight.clear()
    qtbot.keyClicks(weight, "80")
    assert "= 40 mL/h" in words(planned)
    weight.clear()
    qtbot.keyClicks(weight, "800")
    assert "Weight: 800 kg lies outside" in words(planned)
    weight.clear()
    weight.textEdited.emit("")
    assert "Enter a weight." in words(planned)


def test_the_weight_basis_asks_for_what_it_needs(qtbot, window, planned):
    begin_from(qtbot, window, planned._ketamine, 1)
    patient = planned.calculated_values.patient
    shown = lambda: [k for k, e in patient.editors.items() if not e.parentWidget().isHidden()]  # noqa: E731
    assert shown() == ["weight_kg"]
    basis = planned._ketamine.fields.editors["weight_basis"]
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000):
        basis.setCurrentIndex(basis.findData("ideal"))
    assert shown() == ["weight_kg", "height_cm", "sex"]
    assert "height is not reported" in words(planned)
    qtbot.keyClicks(patient.editors["height_cm"], "177.8")
    sex = patient.editors["sex"]
    sex.setCurrentIndex(sex.findData("male"))
    # Devine: 50 kg + 2.3 kg for each of ten inches over sixty are 73 kg.
    assert "0.5 mg/kg × 73 kg = 36.5 mg" in words(planned)
    assert "A convention, not a rule" in words(planned)


def test_the_methods_are_copied_and_exported_in_either_language(qtbot, window, planned, tmp_path):
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000):
        planned.start_links.linkActivated.emit("paper")
    tab = window.pages.tab(1)
    page = tab.methods
    tab.views.setCurrentWidget(page)
    page.copy()
    clipboard = QGuiApplication.clipboard()
    assert clipboard.text() == page.text
    assert page.text.startswith("TMS was delivered with a MagVenture stimulator")
    page.language.setCurrentIndex(page.language.findData("fr"))
    page.language.activated.emit(1)
    assert page.text.startswith("La SMTr a été administrée avec un stimulateur MagVenture")
    assert "cible\u00a0: CPFDL gauche" in page.text
    assert "[non rapporté]" in page.paragraph.toPlainText()
    for kind in ("docx", "txt", "html", "md"):
        path = tmp_path / f"méthodes.{kind}"
        page.write(path, kind)
        assert path.stat().st_size > 500
    assert page.text in (tmp_path / "méthodes.txt").read_text(encoding="utf-8-sig")
    assert page.message.text() == "méthodes.md was saved."
    page.write(tmp_path / "nowhere" / "méthodes.md", "md")
    assert "méthodes.md was not written: " in page.message.text()


def test_the_planned_protocol_is_a_table_that_can_be_exported(qtbot, window, planned, tmp_path):
    tab = window.pages.tab(1)
    page = tab.methods
    tab.views.setCurrentWidget(page)
    assert not page._planned.isVisibleTo(page)
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000):
        planned.start_links.linkActivated.emit("paper")
    assert page._planned.isVisibleTo(page)
    make = page._model.maker()
    assert make is not None
    for kind in ("csv", "xlsx", "docx"):
        path = tmp_path / f"protocol.{kind}"
        write_table(make(), path, kind)
        assert path.stat().st_size > 500
    lines = (tmp_path / "protocol.csv").read_text(encoding="utf-8-sig").splitlines()
    assert "Device time (derived),14:33 min,19:47 min," in [x.replace("\u00a0", " ") for x in lines]


def test_every_infusion_of_the_chosen_patient_is_listed(qtbot, window):
    tab = window.pages.tab(1)
    view = tab.patients
    tab.views.setCurrentWidget(view)
    assert view.model.rowCount() == 6
    view.patients.selectRow(2)
    assert view._title.text() == "Infusions of SYN03"
    assert [view.model.text(row, 1) for row in (0, 5)] == ["2021-02-08", "2021-02-19"]
    with qtbot.waitSignal(tab.patient_wanted) as told:
        view.patients.doubleClicked.emit(view.patients.model().index(4, 3))
    assert told.args == ["SYN05"]


def test_what_nobody_measured_has_no_page(window):
    tab = window.pages.tab(1)
    assert not tab.views.isTabVisible(tab.views.indexOf(tab._measured))


def test_a_label_is_not_cut_short_for_a_reason(qtbot, window, planned):
    tab = window.pages.tab(1)
    tab.views.setCurrentIndex(0)
    table = tab._exposure
    headers = ("", "Value", "Range")
    label = "Total dose per patient, mean"
    reason = "anxiety: ketamine was stopped and nothing else was given"
    rows = ((label, "216.8 ± 39.8 mg", "[162.0, 291.0]"), ("Stopped early", "4/6", reason))
    tab._exposure_model.show_table(DisplayTable("exposure", "", headers, rows, (False, True, True)))
    table.setFixedWidth(420)
    table.fit_rows(yields=2)
    qtbot.wait(1)
    assert table.columnWidth(0) >= table.fontMetrics().horizontalAdvance(label)
    assert table.columnWidth(2) >= table.fontMetrics().horizontalAdvance(rows[0][2])


def test_a_deviation_opens_its_patient(qtbot, window, planned):
    begin_from(qtbot, window, planned._ketamine, 2)
    tab = window.pages.tab(1)
    # Forty minutes are planned and sixty were received, at every infusion.
    assert tab._deviations.count() == 126
    with qtbot.waitSignal(tab.patient_wanted) as told:
        tab._deviations.itemActivated.emit(tab._deviations.item(7))
    assert told.args == ["SYN02"]


def test_a_page_is_made_when_it_is_looked_at(qtbot, window, planned):
    tab = window.pages.tab(1)
    tab.views.setCurrentWidget(planned)
    begin_from(qtbot, window, planned._tms, 2)
    assert "Brainsway" not in tab.methods.text
    tab.views.setCurrentWidget(tab.methods)
    assert "a Brainsway stimulator" in tab.methods.text
    tab.views.setCurrentWidget(tab.figure.parentWidget())
    tab.figure.choice.setCurrentIndex(1)
    assert tab.figure.spec.panels[0].title == "Brainsway H1"


def test_beside_a_page_stands_what_belongs_to_it(window, planned):
    tab = window.pages.tab(1)
    for page, beside in (
        (tab._planned, {"follows", "complete"}),
        (tab.methods, {"complete"}),
        (tab.patients, {"given"}),
    ):
        tab.views.setCurrentWidget(page)
        parts = {
            "follows": planned.calculated_values,
            "complete": tab.completeness,
            "given": tab._given,
        }
        assert {name for name, part in parts.items() if part.isVisibleTo(tab)} == beside


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


def test_lanes_are_sorted_and_a_click_opens_the_patient(qtbot, window):
    window.pages.setCurrentIndex(1)
    tab = window.pages.tab(1)
    tab.views.setCurrentWidget(tab.figure.parentWidget())
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
    assert window.session.selection.ids == {"SYN03"}
    figure.choice.setCurrentIndex(1)
    assert not figure.variant.isVisibleTo(figure)


def test_a_sentence_in_ones_own_words_stands_in_the_methods(qtbot, window, planned):
    tab = window.pages.tab(1)
    tab.views.setCurrentWidget(tab.methods)
    said = next(
        one for one in compose_sentences(window.session.analysis) if one.key.endswith("ketamine")
    )
    mine = window.session.report.sentence_edits.rewrite(said, "Ketamine was given as usual.")
    window.session.report.rewrite(mine, "In other words")
    assert tab.methods.text.endswith("Ketamine was given as usual.")
    window.session.history.undo()
    assert "given as usual" not in tab.methods.text


def test_a_preset_names_its_source_and_what_it_leaves_open(qtbot, window, planned):
    offered = planned._tms._start
    named = [offered.itemText(place) for place in range(offered.count())]
    assert "MagVenture, B70 coil, 20 Hz (Payette et al. 2023)" in named
    assert "iTBS 600 (common knowledge, to be edited)" in named
    begin_from(
        qtbot, window, planned._tms, named.index("Right 1 Hz (common knowledge, to be edited)")
    )
    assert "enter its pulses or its duration" in planned._tms.note.text()
    assert not planned._tms.note.isHidden()
    qtbot.keyClicks(planned._tms.fields.editors["pulses_per_train"], "900")
    assert "1 train × 900 s = 15:00 min" in words(planned)
    begin_from(qtbot, window, planned._tms, 1)
    assert planned._tms.note.isHidden()

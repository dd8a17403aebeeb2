"""Notes on a patient: kept with the project, undone, and in no report."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QLabel

from ketgui.domain.treatment.ketamine import KetamineProtocol
from ketgui.domain.treatment.planned_treatment import PlannedTreatment
from ketgui.reporting import analysis_json
from ketgui.reporting.tables.csv_file import format_csv
from ketgui.reporting.tables.display_table import build_tables
from ketgui.views.cohort.patient_page import PatientPage
from ketgui.views.widgets.tables.table_view import TableView


def page_of(qtbot, session) -> PatientPage:
    page = PatientPage(session, "SYN07")
    qtbot.addWidget(page)
    return page


def labels(page: PatientPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel))


def test_a_note_is_kept_and_undone(qtbot, session):
    page = page_of(qtbot, session)
    assert not page.keep_notes.isEnabled()
    page.notes.setPlainText("slept badly after infusion 3")
    with qtbot.waitSignal(session.analysis_changed, timeout=20_000) as told:
        page.keep_notes.click()
    assert not page.keep_notes.isEnabled()
    assert page_of(qtbot, session).notes.toPlainText() == "slept badly after infusion 3"
    assert session.history.lines[-1] == "Notes on SYN07"
    analysis = told.args[0]
    assert "slept badly" not in analysis_json.write_json(analysis)
    assert not [one.key for one in build_tables(analysis) if "slept badly" in format_csv(one)]
    with qtbot.waitSignal(session.analysis_changed, timeout=20_000):
        session.history.undo()
    assert page_of(qtbot, session).notes.toPlainText() == ""


def test_a_patients_deviations_stand_on_the_page(qtbot, session):
    assert "Deviations from the plan" not in labels(page_of(qtbot, session))
    forty = KetamineProtocol(duration_minutes=40)
    plan = replace(session.plan, treatment=PlannedTreatment(ketamine=forty))
    with qtbot.waitSignal(session.analysis_changed, timeout=20_000):
        session.set_plan(plan)
    said = labels(page_of(qtbot, session))
    assert "Deviations from the plan" in said
    assert said.count("SYN07, infusion ") == 6
    assert "SYN06" not in said


def test_a_row_wider_than_the_page_is_told_in_words(qtbot, session):
    said = labels(page_of(qtbot, session)).replace("&nbsp;", " ")
    for fact in (
        "Stimulator <b>Brainsway</b>",
        "Pulses per session <b>1980</b>",
        "Trains <b>55</b>",
    ):
        assert fact in said
    assert "Patient <b>" not in said


def test_infusions_are_not_clipped_by_a_narrow_page(qtbot, session):
    page = page_of(qtbot, session)
    page.resize(420, 600)
    page.show()
    table = next(t for t in page.findChildren(TableView) if t.accessibleName().endswith("SYN07"))
    assert table.model().rowCount() == 6
    wide = table.horizontalHeader().length() > table.viewport().width()
    assert table.horizontalScrollBar().isVisible() == wide
    assert table.viewport().height() >= 6 * table.rowHeight(0)

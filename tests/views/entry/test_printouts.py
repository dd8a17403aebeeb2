"""Sheets and courses are asked for from the menu and from a patient's page."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QInputDialog, QPushButton

from ketgui.views.cohort.patient_window import PatientWindow
from ketgui.views.entry.visit_sheet_dialog import VisitSheetDialog
from ketgui.views.menu_actions import find_example
from ketgui.views.widgets.letters import get_plain_text
from tests.acting import settled


@pytest.fixture
def target(qtbot, window, tmp_path, monkeypatch):
    settled(qtbot, window.session, lambda: window.session.open([find_example()]))
    path = tmp_path / "page.pdf"
    monkeypatch.setattr("ketgui.views.report.exporter.ask_save", lambda *_arguments: path)
    return path


def text_of(path) -> str:
    (page,) = PdfReader(io.BytesIO(path.read_bytes())).pages
    return page.extract_text()


def test_a_sheet_for_the_selected_patient_is_written(window, target):
    window.session.selection.select(frozenset({"SYN04"}))
    window.actions_by_name["print_sheet"].trigger()
    dialog = window.findChild(VisitSheetDialog)
    assert dialog.patient.currentData() == "SYN04"
    dialog.visit.setCurrentIndex(1)
    assert dialog.visit.currentText() == "Baseline"
    assert not dialog.infusion.isChecked()
    dialog.save_button.click()
    text = text_of(target)
    assert "Baseline" in text
    assert "Total 0 to 60" in text
    assert "Adverse events" not in text


def test_a_blank_sheet_has_everything(window, target):
    window.actions_by_name["print_sheet"].trigger()
    window.findChild(VisitSheetDialog).save_button.click()
    text = text_of(target)
    assert "Adverse events" in text
    assert "Dose by weight" in text


def test_a_course_is_asked_for_or_is_that_of_the_page(qtbot, window, target):
    window.actions_by_name["print_course"].trigger()
    dialog = window.findChild(QInputDialog)
    dialog.setTextValue("SYN02")
    dialog.accept()
    assert "Patient SYN02" in text_of(target)
    window._on_patient("SYN04")
    page = window.findChild(PatientWindow)
    titles = {get_plain_text(push): push for push in page.findChildren(QPushButton)}
    titles["Course as PDF…"].click()
    assert "Patient SYN04" in text_of(target)
    titles["Visit sheet…"].click()
    qtbot.waitUntil(lambda: window.findChild(VisitSheetDialog) is not None)
    assert window.findChild(VisitSheetDialog).patient.currentData() == "SYN04"
    page.close()

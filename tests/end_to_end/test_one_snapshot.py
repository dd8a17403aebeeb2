"""Numbers, words and definitions on the screen and in files are of one analysis at every moment."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from ketgui.session import latest_analysis
from ketgui.views.widgets.figures.export_dialog import ExportDialog


@pytest.fixture
def slow(monkeypatch):
    """Computing takes long enough to click meanwhile."""
    compute = latest_analysis.compute

    def compute_slowly(*arguments):
        time.sleep(0.3)
        return compute(*arguments)

    monkeypatch.setattr(latest_analysis, "compute", compute_slowly)


def read_screen(window) -> tuple[str, str]:
    """Return the definitions above the tabs, and the response rate in the MADRS tab."""
    tab = window.pages.get_tab(3)
    return window.plan_strip.text, tab._rates_model.index(0, 1).data()


def change_response(window, percent: float) -> None:
    window.session.set_plan(replace(window.session.plan, response_percent=percent))


@pytest.mark.usefixtures("example_is_open", "slow")
def test_definitions_and_numbers_change_together(qtbot, window):
    window.pages.setCurrentIndex(3)
    before = read_screen(window)
    with qtbot.waitSignal(window.session.analysis_changed):
        change_response(window, 30)
        qtbot.wait(50)
        assert read_screen(window) == before
    words, rate = read_screen(window)
    assert "30" in words
    assert rate != before[1]


@pytest.mark.usefixtures("example_is_open", "slow")
def test_a_figure_asked_for_while_computing_is_of_the_change(qtbot, window):
    window.pages.setCurrentIndex(3)
    tab = window.pages.get_tab(3)
    with qtbot.waitSignal(window.session.analysis_changed):
        window.session.set_plan(replace(window.session.plan, confidence_level=0.8))
        tab.figure.view._on_export_png()
        assert window.findChild(ExportDialog) is None
    dialog = window.findChild(ExportDialog)
    assert dialog._spec is tab.figure.spec
    assert "80% CI" in dialog._spec.caption
    dialog.reject()


@pytest.mark.usefixtures("example_is_open", "slow")
def test_a_report_asked_for_while_computing_is_of_the_change(qtbot, window, tmp_path):
    request = replace(window.session.report.request, documents=("md",), figures=())
    with qtbot.waitSignal(window.reports.written, timeout=60_000):
        change_response(window, 30)
        window.reports.write(request, tmp_path)
    texts = [path.read_text("utf-8-sig") for path in tmp_path.rglob("*.md")]
    assert any("at least 30%" in text for text in texts)
    assert not any("at least 50%" in text for text in texts)


@pytest.mark.usefixtures("example_is_open", "slow")
def test_after_cancelling_the_window_shows_no_number(qtbot, window):
    change_response(window, 30)
    qtbot.wait(20)
    window.session.cancel()
    page = window._not_computed
    assert page.isVisible()
    assert not window.pages.isVisible()
    assert window.actions_by_name["save_study"].isEnabled()
    assert not window.actions_by_name["write_report"].isEnabled()
    with qtbot.waitSignal(window.session.analysis_changed):
        qtbot.mouseClick(page.compute, Qt.MouseButton.LeftButton)
    assert window.pages.isVisible()
    assert "30" in read_screen(window)[0]


@pytest.mark.usefixtures("example_is_open", "slow")
def test_another_language_leaves_a_window_without_numbers_without_them(qtbot, window):
    window.pages.get_tab(3)
    change_response(window, 30)
    window.session.cancel()
    window._rebuild()
    qtbot.waitUntil(window._not_computed.isVisible)
    with qtbot.waitSignal(window.session.analysis_changed):
        window._not_computed.compute.click()
    assert window.pages.isVisible()


@pytest.mark.usefixtures("example_is_open", "slow")
def test_notes_on_a_patient_can_be_written_where_computing_was_cancelled(qtbot, window):
    window._on_patient("SYN01")
    change_response(window, 30)
    window.session.cancel()
    page = window._patient._page
    page.notes.setPlainText("Slept well.")
    assert page.has_unsaved_notes
    with qtbot.waitSignal(window.session.analysis_changed):
        assert page.keep()
    cohort = window.session.get_cohort()
    assert cohort.patients.set_index("patient_id").loc["SYN01", "notes"] == "Slept well."
    window._patient.close()

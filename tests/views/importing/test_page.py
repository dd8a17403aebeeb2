"""Answering what a file leaves open, in the real window, until it can be used."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton

HARD = """Code patient;Âge;MADRS avant;MADRS fin
P01;45;27,0;12
P02;52;31;61
P03;38;29;9
Total;45;29;27
"""


@pytest.fixture
def page(qtbot, window, tmp_path):
    path = tmp_path / "clinique.csv"
    path.write_text(HARD, encoding="utf-8")
    with qtbot.waitSignal(window.session.proposed, timeout=20_000):
        window.session.open([path])
    return window._import_page


def chosen(page, row: int) -> None:
    rows = [issue.row for issue in page._answers.list.ordered]
    page._answers.list.choose(rows.index(row))


def button(widget, words: str) -> QPushButton:
    return [b for b in widget.findChildren(QPushButton) if b.text() == words][-1]


def click(qtbot, window, widget, words: str) -> None:
    with qtbot.waitSignal(window.session.proposed, timeout=20_000):
        button(widget, words).click()


def test_what_is_open_is_named_and_nothing_is_loaded(page, window):
    assert window.session.analysis is None
    assert page._use.text() == "2 answers still missing"
    assert not page._use.isEnabled()


def test_choosing_an_issue_brings_its_cell_to_the_eye(page):
    chosen(page, 3)
    assert page._files.source.currentIndex().data() == "61"


def test_answers_lead_to_a_cohort(qtbot, page, window):
    chosen(page, 5)
    click(qtbot, window, page, "Leave the row out")
    chosen(page, 3)
    click(qtbot, window, page, "Treat as missing")
    assert page._use.text() == "Use this cohort: 3 patients"
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000) as told:
        page._use.click()
    assert told.args[0].cohort.enrolled == 3
    assert told.args[0].pairs.analysed == 2
    assert "3 enrolled" in window.status.texts()


def test_a_value_is_corrected_here_and_the_file_is_not(qtbot, page, window):
    chosen(page, 5)
    click(qtbot, window, page, "Leave the row out")
    chosen(page, 3)
    page._answers.choices._value.setText("16")
    click(qtbot, window, page, "Correct")
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000) as told:
        page._use.click()
    assert 16.0 in told.args[0].pairs.after
    assert window.session.paths[0].read_text(encoding="utf-8") == HARD


def test_another_field_is_chosen_for_a_column(qtbot, page, window):
    with qtbot.waitSignal(window.session.proposed, timeout=20_000) as told:
        page._files.chooser.chosen.emit("B", "", ())
    (imported,) = told.args
    assert imported.mapping.tables[0].column("B").target is None


def test_back_leaves_what_was_open(qtbot, page, window):
    button(page, "Back").click()
    assert window._stack.currentWidget() is window._welcome
    assert window.session.paths == ()

"""Answering what a file leaves open, in the real window, until it can be used."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton

from ketgui.views.study_file.unsaved_question import UnsavedQuestion

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
    assert page._use.text() == "1 answer still missing"
    assert not page._use.isEnabled()


def test_choosing_an_issue_brings_its_cell_to_the_eye(page):
    chosen(page, 3)
    assert page._files.source.currentIndex().data() == "61"


def test_answers_lead_to_a_cohort(qtbot, page, window):
    chosen(page, 5)
    click(qtbot, window, page, "Leave the row out")
    chosen(page, 3)
    click(qtbot, window, page, "Treat as missing")
    assert page._use.text() == "Use this cohort: 3 patients, 2 with both MADRS"
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


def test_after_an_answer_the_list_stays_and_has_the_keys(qtbot, page, window):
    window.show()
    chosen(page, 3)
    button(page, "Treat as missing").setFocus()
    click(qtbot, window, page, "Treat as missing")
    assert page._answers.list.rows.hasFocus() or window.focusWidget() is page._answers.list.rows
    assert page._answers.list.current.row == 5


def test_a_question_about_a_row_lets_the_keys_go_on(qtbot, page, window):
    window.show()
    chosen(page, 5)
    choices = page._answers.choices
    assert choices.focusProxy() is not choices._value or not choices._value.isHidden()


def test_a_missing_score_typed_in_does_not_take_the_place_of_the_other(qtbot, page, window):
    chosen(page, 5)
    click(qtbot, window, page, "Leave the row out")
    chosen(page, 3)
    click(qtbot, window, page, "Treat as missing")
    rows = [issue.key for issue in page._answers.list.ordered]
    page._answers.list.choose(rows.index("no_after"))
    page._answers.choices._value.setText("14")
    click(qtbot, window, page, "Correct")
    scores = page._imported.cohort.assessments
    found = scores[scores["patient_id"] == "P02"].set_index("moment")["score"]
    assert (found["before"], found["after"]) == (31, 14)


def test_every_answer_is_listed_and_can_be_taken_back(qtbot, page, window):
    with qtbot.waitSignal(window.session.proposed, timeout=20_000):
        page._files.chooser.chosen.emit("B", "", ())
    chosen(page, 5)
    click(qtbot, window, page, "Leave the row out")
    answers = page._sides.answered
    lines = [answers._list.item(row).text() for row in range(answers._list.count())]
    assert lines[0].endswith("row left out")
    assert lines[1] == "clinique.csv · Âge: not imported"
    answers._list.setCurrentRow(1)
    with qtbot.waitSignal(window.session.proposed, timeout=20_000) as told:
        answers._back.click()
    assert told.args[0].mapping.tables[0].column("B").target.path == "patients.age"
    assert len(told.args[0].mapping.decisions) == 1


def test_another_file_over_unsaved_work_is_asked_about(qtbot, page, window, tmp_path):
    for row, words in ((5, "Leave the row out"), (3, "Treat as missing")):
        chosen(page, row)
        click(qtbot, window, page, words)
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000):
        page._use.click()
    other = tmp_path / "other.csv"
    other.write_text("id,MADRS before,MADRS after\nA1,30,12\nA2,28,9\n", encoding="utf-8")
    with qtbot.waitSignal(window.session.proposed, timeout=20_000):
        window.session.propose([other])
    page._use.click()
    question = window.findChild(UnsavedQuestion)
    assert question is not None
    assert window.session.analysis.cohort.enrolled == 3
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000) as told:
        question._discard.click()
    assert told.args[0].cohort.enrolled == 2


@pytest.mark.parametrize("content", [b"%PDF-1.7\n%\xe2\xe3", b"PK\x03\x04broken", b""])
def test_a_file_that_is_none_says_so_and_leaves_what_is_open(
    qtbot, page, window, tmp_path, content
):
    for row, words in ((5, "Leave the row out"), (3, "Treat as missing")):
        chosen(page, row)
        click(qtbot, window, page, words)
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000):
        page._use.click()
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(content)
    with qtbot.waitSignal(window.session.proposed, timeout=20_000) as told:
        window.session.propose([broken])
    assert told.args[0].cohort is None
    assert page._answers.list.current.severity == "error"
    button(page, "Back").click()
    assert window.session.analysis.cohort.enrolled == 3


def test_the_page_needs_no_more_than_680_pixels(page, window):
    assert page.minimumSizeHint().width() <= 680

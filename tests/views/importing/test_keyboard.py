"""The import page by keyboard, from top to bottom, with questions of every kind."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from ketgui.text import use_language

# A question about a column, a cell, a row, ids, a date order, a code, a total, a word.
FILES = {
    "cells and rows": "id,age,MADRS before,MADRS after\nP1,45,27,61\nP2,990,31,12\n,38,29,9\n"
    "Total,45,29,27\n",
    "columns": "id,sex,MADRS,BDI,hdrs pre,hdrs post\nA,1,30,31,22,9\nB,2,28,30,20,8\n",
    "ids and dates": "id,date,visit,madrs\nkt1,01/02/2023,T1,30\nKT-01,05/02/2023,T2,20\n"
    "kt2,03/04/2023,T1,31\nkt2,06/04/2023,T3,15\n",
    "words": "id,sex,MADRS before,MADRS after\nA,wombat,30 (severe),12 (mild)\nB,F,28 (x),9 (y)\n",
    "no scores": "id,term\nA,nausea\nB,headache\n",
    "nothing known": "a,b\nx,y\n",
}
MOST_STOPS = 60


@pytest.fixture
def propose(qtbot, window, tmp_path):
    def propose(text: str):
        path = tmp_path / "clinic.csv"
        path.write_text(text, encoding="utf-8")
        with qtbot.waitSignal(window.session.proposed, timeout=20_000):
            window.session.propose([path])
        window.show()
        window.activateWindow()
        return window._import_page

    return propose


def walk(page, key: Qt.Key = Qt.Key.Key_Tab) -> list[object]:
    """Press Tab until the focus is where it began; return every widget that had it."""
    page._answers.list.rows.setFocus()
    stops: list[object] = []
    for _press in range(MOST_STOPS):
        focused = QApplication.focusWidget()
        assert focused is not None, "the focus is lost"
        if focused in stops:
            break
        stops.append(focused)
        QTest.keyClick(focused, key)
    return stops


@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab], ids=["Tab", "Shift+Tab"])
def test_tab_goes_round_the_page_and_comes_back(propose, window, text, key):
    page = propose(text)
    for place in range(len(page._answers.list.ordered)):
        page._answers.list.choose(place)
        stops = walk(page, key)
        assert QApplication.focusWidget() is stops[0], "a trap: the walk never comes back"
        reachable = [b for b in page._answers._buttons.findChildren(object) if hasattr(b, "click")]
        assert all(button in stops for button in reachable if button.isVisible())
        if page._use.isEnabled():
            assert page._use in stops


def test_after_a_correction_space_stays_on_the_page(propose, qtbot, window):
    page = propose(FILES["cells and rows"])
    rows = [issue.row for issue in page._answers.list.ordered]
    page._answers.list.choose(rows.index(2))
    value = page._answers.choices._value
    value.setFocus()
    with qtbot.waitSignal(window.session.proposed, timeout=20_000):
        QTest.keyClicks(value, "16")
        QTest.keyClick(value, Qt.Key.Key_Return)
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Space)
    assert window._stack.currentWidget() is page
    assert page.isAncestorOf(QApplication.focusWidget())


def test_an_answer_is_given_differently_from_the_list_of_answers(propose, qtbot, window):
    page = propose(FILES["cells and rows"])
    before = {issue.key for issue in page._imported.issues}
    issue = next(issue for issue in page._answers.list.ordered if issue.key == "totals_row")
    with qtbot.waitSignal(window.session.proposed, timeout=20_000):
        page._on_answered(issue.answers[0].change)
    answered = page._sides.answered
    page._sides.setCurrentWidget(answered)
    answered._list.setCurrentRow(0)
    with qtbot.waitSignal(window.session.proposed, timeout=20_000) as told:
        answered._change.click()
    assert page._sides.currentWidget() is page._answers
    assert {issue.key for issue in told.args[0].issues} == before


def test_without_a_pair_the_button_says_so_and_leads_to_the_question(propose, qtbot, window):
    page = propose("id,MADRS before\nA,30\nB,28\n")
    assert page._use.text() == "Use this cohort: 2 patients, none with both MADRS"
    page._use.click()
    assert window.session.analysis is None
    assert page._answers.list.current.key in ("only_before", "no_after")
    assert "no patient has both ratings" in page._message.text().lower()
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000) as told:
        page._use.click()
    assert told.args[0].cohort.enrolled == 2


@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
def test_no_question_makes_the_page_wider_than_680_pixels_in_french(propose, window, text):
    use_language("fr")
    window._rebuild()
    try:
        page = propose(text)
        assert "Retour" in {button.text() for button in page.findChildren(QPushButton)}
        for place in range(len(page._answers.list.ordered)):
            page._answers.list.choose(place)
            assert page.minimumSizeHint().width() <= 680
    finally:
        use_language("en")

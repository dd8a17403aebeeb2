"""An answer that is begun on the import page goes on in another language, theme or text size."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from ketgui.text import use_language
from ketgui.views.importing.unfinished import identify
from ketgui.views.theme import DARK, LIGHT, use_theme

ROWS = "id,age,MADRS before,MADRS after\nP1,45,27,61\nP2,990,31,12\nP3,38,29,9\n"


@pytest.fixture
def page(qtbot, window, tmp_path):
    path = tmp_path / "clinic.csv"
    path.write_text(ROWS, encoding="utf-8")
    with qtbot.waitSignal(window.session.proposed, timeout=20_000):
        window.session.propose([path])
    window.activateWindow()
    return window._import_page


def begin_an_answer(page) -> None:
    answers = page._answers
    answers.list.choose(len(answers.list.ordered) - 1)
    answers.choices._value.setText("2")
    answers.choices._reason.setEditText("typed wr")
    answers.choices._value.setFocus()


def test_another_language_loses_no_half_typed_text(qtbot, window, page):
    begin_an_answer(page)
    chosen, cell = identify(page._answers.list.current), page._answers.choices.cell
    with qtbot.waitSignal(window.session.proposed, timeout=20_000):
        window._view.use_language("fr")
    new = window._import_page
    assert new is not page
    assert identify(new._answers.list.current) == chosen
    assert new._answers.choices.cell == cell
    assert new._answers.choices.typed == ("2", "typed wr")
    # The page takes the focus once it is shown.
    qtbot.waitUntil(lambda: window.focusWidget() is new._answers.choices._value)
    assert new._answers.choices._correct.text() == "Corriger"


def test_another_theme_loses_no_half_typed_text_and_no_filter(qtbot, window, page, qapp):
    before = qapp.palette(), qapp.font(), qapp.styleSheet()
    page._answers.list._words.setText("990")
    page._answers.list.filter_now()
    begin_an_answer(page)
    try:
        with qtbot.waitSignal(window.session.proposed, timeout=20_000):
            use_theme(qapp, DARK)
        list_ = window._import_page._answers.list
        assert window._import_page is not page
        assert list_._words.text() == "990"
        assert len(list_.ordered) < len(list_.issues)
        assert window._import_page._answers.choices.typed == ("2", "typed wr")
    finally:
        use_theme(qapp, LIGHT)
        qapp.setPalette(before[0])
        qapp.setFont(before[1])
        qapp.setStyleSheet(before[2])
        QApplication.processEvents()


def test_what_was_answered_can_still_be_undone(qtbot, window, page):
    with qtbot.waitSignal(window.session.proposed, timeout=20_000):
        page._answers.choices._leave_out.click()
    use_language("fr")
    with qtbot.waitSignal(window.session.proposed, timeout=20_000):
        window._rebuild()
    assert window._import_page._undo.isEnabled()


def test_what_was_typed_is_not_for_another_file(qtbot, window, page, tmp_path):
    begin_an_answer(page)
    kept = page.capture()
    other = tmp_path / "other.csv"
    other.write_text(ROWS, encoding="utf-8")
    with qtbot.waitSignal(window.session.proposed, timeout=20_000) as proposed:
        window.session.propose([other])
    page.show_import(proposed.args[0], kept)
    assert page._answers.choices.typed == ("", "")

"""Sentences in one's own words: kept, marked when the data overtake them, taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication

from ketgui.reporting.request import ReportRequest
from ketgui.session.session import Session
from ketgui.views.menu_actions import find_example
from ketgui.views.report.sentence_editor import SentenceEditor


@pytest.fixture
def editor(qtbot):
    session = Session()
    shown = SentenceEditor(session)
    qtbot.addWidget(shown)
    session.analysis_changed.connect(shown.show_analysis)
    with qtbot.waitSignal(session.analysis_changed, timeout=20_000):
        session.open([find_example()])
    yield shown
    session.wait()


def rewrite(editor, key: str, words: str) -> None:
    editor.text.anchorClicked.emit(QUrl(key))
    editor.editor.setPlainText(words)
    editor.keep.click()


def test_every_sentence_is_there_under_its_heading(editor):
    text = editor.format_plain_text()
    for heading in ("Treatment", "Outcomes", "Statistics", "Patients", "Safety", "Effect"):
        assert f"{heading}\n\n" in text
    assert "t(20) = " in text
    assert "t(20) = " in editor.text.toPlainText()


def test_a_sentence_that_is_only_looked_at_is_nothing_to_keep(editor):
    for key in ("results.change", "treatment.tms1.device"):
        editor.text.anchorClicked.emit(QUrl(key))
        assert not editor.keep.isEnabled()
    editor.text.anchorClicked.emit(QUrl("results.change"))
    assert "\u00a0" in editor._read_text()


def test_the_keyboard_takes_a_sentence_in_the_text_which_is_one_stop(qtbot, editor):
    keyboard = Qt.TextInteractionFlag.LinksAccessibleByKeyboard
    assert not editor.text.textInteractionFlags() & keyboard
    sentence = editor._shown[-1]
    cursor = editor.text.document().find(sentence.text[:40])
    cursor.setPosition(cursor.selectionStart())
    editor.text.setTextCursor(cursor)
    before = cursor.position()
    qtbot.keyClick(editor.text, Qt.Key.Key_Return)
    assert editor.chosen == sentence.sentence.key
    # The text is written anew, with the chosen sentence bold.
    assert editor.text.textCursor().position() == before


def test_a_sentence_is_rewritten_and_undone(qtbot, editor):
    rewrite(editor, "results.change", "The score fell by half.")
    assert "The score fell by half." in editor.format_plain_text()
    assert "✎" in editor.text.toPlainText()
    session = editor._session
    assert session.history.lines[-1] == "Words changed: Effect"
    session.history.undo()
    assert "The score fell by half." not in editor.format_plain_text()
    session.history.redo()
    assert "The score fell by half." in editor.format_plain_text()
    editor.choose("results.change")
    editor.restore.click()
    assert "The score fell by half." not in editor.format_plain_text()


def test_a_sentence_the_data_have_overtaken_is_marked_and_confirmed(qtbot, editor):
    session = editor._session
    rewrite(editor, "results.rates", "Seven responded.")
    with qtbot.waitSignal(session.analysis_changed, timeout=20_000):
        session.set_plan(replace(session.plan, remission_score=20.0))
    editor.choose("results.rates")
    assert "⚠" in editor.text.toPlainText()
    assert editor.overtaken.isVisibleTo(editor)
    assert "would now read" in editor.overtaken.text()
    editor.keep.click()
    assert "⚠" not in editor.text.toPlainText()
    assert "Seven responded." in editor.format_plain_text()


def test_a_sentence_is_left_out_of_what_is_copied(editor):
    editor.choose("results.change")
    kept = editor.editor.toPlainText()
    editor.leave_out.click()
    assert kept not in editor.format_plain_text()
    assert "[left out]" in editor.text.toPlainText()
    editor._on_copy_all()
    assert QGuiApplication.clipboard().text() == editor.format_plain_text()


def test_the_report_tab_keeps_its_style_with_the_project_and_lists_what_is_left(qtbot):
    from ketgui.views.report.tab import ReportTab

    session = Session()
    tab = ReportTab(session)
    qtbot.addWidget(tab)
    session.analysis_changed.connect(tab.show_analysis)
    with qtbot.waitSignal(session.analysis_changed, timeout=20_000):
        session.open([find_example()])
    place = tab.sentences.styles.findData("apa")
    tab.sentences.styles.setCurrentIndex(place)
    tab.sentences.styles.activated.emit(place)
    assert session.report.request == ReportRequest(style="apa")
    session.report.change(ReportRequest(style="journal"))
    assert tab.sentences.styles.currentData() == "journal"
    page = tab.lists.parentWidget()
    assert page
    page.show()
    tab.show()
    first = tab.lists.text.toPlainText()
    assert "to be written" in first
    tab.lists.choice.setCurrentIndex(1)
    assert tab.lists.text.toPlainText() != first
    tab._on_copy()
    assert QGuiApplication.clipboard().text().startswith("(A) Characteristics of the 21")
    session.wait()


def test_statistics_are_written_as_a_journal_wants(editor):
    place = editor.styles.findData("journal")
    editor.styles.setCurrentIndex(place)
    editor.styles.activated.emit(place)
    assert "df = 20" in editor.format_plain_text()

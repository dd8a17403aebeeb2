"""The Report tab follows the report request: its style and its first figure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ketgui.figures.composition import Composition
from ketgui.figures.style import FigureStyle
from ketgui.reporting.request import ReportRequest
from ketgui.views.report.tab import ReportTab


@pytest.fixture
def tab(qtbot, session):
    shown = ReportTab(session)
    qtbot.addWidget(shown)
    session.analysis_changed.connect(shown.show_analysis)
    shown.show_analysis(session.analysis)
    return shown


def choose_style(tab, key: str) -> None:
    row = tab.sentences.styles.findData(key)
    tab.sentences.styles.setCurrentIndex(row)
    tab.sentences.styles.activated.emit(row)


def test_a_style_is_kept_undone_and_redone_without_a_new_analysis(qtbot, session, tab):
    with qtbot.assertNotEmitted(session.analysis_changed):
        choose_style(tab, "apa")
        assert session.report.request.style == "apa"
        session.history.undo()
        assert tab.sentences.styles.currentData() == "plain"
        session.history.redo()
        assert tab.sentences.styles.currentData() == "apa"


def test_a_tab_that_is_made_later_shows_the_style_that_was_chosen(qtbot, session, tab):
    choose_style(tab, "journal")
    later = ReportTab(session)
    qtbot.addWidget(later)
    later.show_analysis(session.analysis)
    assert later.sentences.styles.currentData() == "journal"
    assert "df = 20" in later.sentences.format_plain_text()


def test_a_composed_figure_and_its_caption_are_shown_and_undone(session, tab):
    first = tab.caption.toPlainText()
    composition = Composition(("waterfall",), caption="As seen.")
    session.report.change(ReportRequest().with_figure(composition, FigureStyle()))
    assert tab.caption.toPlainText() == "As seen."
    session.history.undo()
    assert tab.caption.toPlainText() == first


def test_a_choice_of_documents_changes_nothing_on_the_tab(session, tab):
    shown = tab.caption.toPlainText()
    session.report.change(replace(session.report.request, documents=("md",)))
    assert tab.caption.toPlainText() == shown

"""States are compared by what they lead to; a saved one says what a project file lacks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.importing import import_text
from ketgui.reporting.paragraphs.sentence_edits import SentenceEdit, SentenceEdits
from ketgui.reporting.request import ReportRequest
from ketgui.session.state import Saved, State, make_entries

PLAN = AnalysisPlan()
OTHER_PLAN = replace(PLAN, remission_score=12.0)
REWRITTEN = SentenceEdits((SentenceEdit("results.change", "en", "It fell.", "It fell by half."),))


@pytest.fixture(scope="module")
def opened() -> State:
    imported = import_text("patient_id\tMADRS before\tMADRS after\nP1\t30\t12\nP2\t28\t20\n")
    assert imported.cohort is not None, imported.issues
    return State(imported, PLAN)


def test_without_an_import_there_is_a_cohort_of_nobody():
    assert State(None, PLAN).make_cohort().enrolled == 0


def test_the_cohort_is_read_and_edited(opened):
    assert opened.make_cohort().enrolled == 2


def test_lines_words_and_the_request_change_no_analysis(opened):
    for other in (
        replace(opened, entries=make_entries("A")),
        replace(opened, sentence_edits=REWRITTEN),
        replace(opened, request=ReportRequest(style="apa")),
    ):
        assert opened.has_same_analysis(other)
    assert not opened.has_same_analysis(replace(opened, plan=OTHER_PLAN))


def test_words_change_the_report_and_its_style_does_not_count_as_work(opened):
    assert not opened.has_same_report(replace(opened, sentence_edits=REWRITTEN))
    assert opened.has_same_report(replace(opened, request=ReportRequest(style="apa")))


def test_what_opening_the_files_again_gives_is_no_work(opened):
    assert not opened.has_own_work(PLAN)
    assert opened.has_own_work(OTHER_PLAN)
    assert replace(opened, pasted="P1").has_own_work(PLAN)
    assert replace(opened, sentence_edits=REWRITTEN).has_own_work(PLAN)


def test_a_composed_figure_is_work_and_a_choice_of_documents_is_not(opened):
    saved = Saved(PLAN)
    composed = replace(opened, request=ReportRequest(panels=("waterfall",)))
    assert saved.is_outdated(composed)
    assert not saved.is_outdated(replace(opened, request=ReportRequest(documents=("md",))))
    assert not Saved(PLAN, composed).is_outdated(composed)
    assert Saved(PLAN, composed).is_outdated(opened)


def test_nothing_is_lost_where_nothing_is_open():
    assert not Saved(PLAN).is_outdated(State(None, OTHER_PLAN))


def test_what_was_saved_and_is_as_the_files_give_it_is_saved_again(opened):
    assert Saved(PLAN, replace(opened, plan=OTHER_PLAN)).is_outdated(opened)


def test_what_was_recovered_is_saved_whatever_it_holds(opened):
    assert Saved(PLAN, must_save=True).is_outdated(opened)
    assert not Saved(PLAN).is_outdated(opened)

"""The report's part of the state: changed, undone, redone and kept with the project."""

from __future__ import annotations

import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.reporting.paragraphs.sentence_edits import SentenceEdits
from ketgui.reporting.request import ReportRequest
from ketgui.session.history import History
from ketgui.session.report import Report
from ketgui.session.state import State, make_entries

APA = ReportRequest(style="apa")


@pytest.fixture
def history() -> History:
    return History(State(None, AnalysisPlan(), make_entries("Opened")))


@pytest.fixture
def report(history) -> Report:
    return Report(history)


def test_a_change_is_announced_undone_and_redone(history, report):
    announced: list[ReportRequest] = []
    report.request_changed.connect(announced.append)
    report.change(APA)
    history.undo()
    assert report.request == ReportRequest()
    history.redo()
    assert report.request == APA
    assert announced == [APA, ReportRequest(), APA]
    assert history.lines == ("Opened",)


def test_the_same_request_is_no_change(history, report):
    report.change(ReportRequest())
    assert not history.can_undo


def test_what_is_remembered_is_no_step_to_undo(history, report):
    report.remember(APA)
    assert report.request == APA
    assert not history.can_undo


def test_other_words_leave_the_request_alone(history, report):
    report.remember(APA)
    announced: list[ReportRequest] = []
    report.request_changed.connect(announced.append)
    report.rewrite(SentenceEdits(), "Words changed: Effect")
    assert report.request == APA
    assert announced == []
    assert history.lines == ("Opened", "Words changed: Effect")

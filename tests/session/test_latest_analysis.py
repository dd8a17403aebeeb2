"""The newest analysis: one at a time, of a known state, and what waits for it."""

from __future__ import annotations

import time
from dataclasses import replace
from threading import Event

import pytest

from ketgui.session import latest_analysis
from ketgui.session.session import Session
from ketgui.views.menu_actions import find_example

DELAY = 0.2


@pytest.fixture
def session(qtbot):
    made = Session()
    with qtbot.waitSignal(made.analysis_changed, timeout=20_000):
        made.open([find_example()])
    yield made
    made.wait()


@pytest.fixture
def slow(monkeypatch):
    """Computing takes a while; returns the plans that were computed."""
    computed: list[object] = []
    compute = latest_analysis.compute

    def compute_slowly(state, *rest):
        computed.append(state.plan)
        time.sleep(DELAY)
        return compute(state, *rest)

    monkeypatch.setattr(latest_analysis, "compute", compute_slowly)
    return computed


def change(session: Session, percent: float) -> None:
    session.set_plan(replace(session.plan, response_percent=percent))


def test_the_numbers_before_stay_until_the_next_are_ready(qtbot, session, slow):
    before = session.analysis
    with qtbot.waitSignal(session.analysis_changed):
        change(session, 40)
        assert session.analysis is before
    assert session.analysis.plan == session.plan


def test_what_is_asked_for_while_computing_waits_for_the_numbers(qtbot, session, slow):
    plans: list[object] = []
    with qtbot.waitSignal(session.analysis_changed):
        change(session, 40)
        session.latest.when_settled(lambda: plans.append(session.analysis.plan))
        assert plans == []
    assert plans == [session.plan]
    session.latest.when_settled(lambda: plans.append("at once"))
    assert plans[1:] == ["at once"]


def test_after_cancelling_there_are_no_numbers_until_they_are_computed_or_undone(
    qtbot, session, slow
):
    asked: list[object] = []
    change(session, 40)
    session.latest.when_settled(lambda: asked.append("report"))
    with qtbot.waitSignal(session.latest.stopped):
        session.cancel()
    assert session.analysis is None
    assert session.latest.is_stopped
    assert session.plan.response_percent == 40
    with qtbot.waitSignal(session.analysis_changed) as changed:
        session.latest.compute_again()
    assert changed.args[0].plan == session.plan
    assert asked == []


def test_undoing_a_cancelled_change_brings_the_numbers_back(qtbot, session, slow):
    before = session.analysis
    change(session, 40)
    session.cancel()
    with qtbot.waitSignal(session.analysis_changed):
        session.history.undo()
    assert session.analysis is before
    assert len(slow) <= 1


def test_after_a_failure_there_are_no_numbers(qtbot, session, monkeypatch):
    def fail(*_arguments):
        raise ZeroDivisionError

    monkeypatch.setattr(latest_analysis, "compute", fail)
    with qtbot.captureExceptions() as raised, qtbot.waitSignal(session.latest.stopped):
        change(session, 40)
    assert [kind for kind, *_rest in raised] == [ZeroDivisionError]
    assert session.analysis is None
    assert session.get_cohort().enrolled == 21


def test_of_many_quick_changes_only_the_newest_waits(qtbot, session, monkeypatch):
    computed: list[float] = []
    are_made, compute = Event(), latest_analysis.compute

    def compute_after_all(state, *rest):
        computed.append(state.plan.response_percent)
        are_made.wait(20)
        return compute(state, *rest)

    monkeypatch.setattr(latest_analysis, "compute", compute_after_all)
    with qtbot.waitSignal(session.analysis_changed, timeout=20_000):
        for percent in range(26, 49):
            change(session, percent)
        are_made.set()
    assert session.analysis.plan.response_percent == 48
    assert computed[-1] == 48
    assert len(computed) <= 2


def test_reading_another_file_does_not_end_the_computing(qtbot, session, slow, tmp_path):
    other = tmp_path / "other.csv"
    other.write_text("patient,before,after\n1,30,20\n", encoding="utf-8")
    with qtbot.waitSignals([session.analysis_changed, session.proposed]):
        change(session, 40)
        session.propose([other])
    assert session.analysis.plan.response_percent == 40

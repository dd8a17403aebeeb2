"""Drawing in turns of the event loop: one work after the other, each told how it ended."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject

from ketgui.views.widgets.turns import Turns


@pytest.fixture
def turns(qapp):
    parent = QObject()
    yield Turns(parent)
    parent.deleteLater()


def test_works_take_their_turns_one_after_the_other(turns):
    done: list[str] = []

    def steps(name: str):
        for part in ("a", "b"):
            yield f"Drawing {name}{part}…"
            yield lambda part=part: done.append(name + part)

    for name in ("1", "2", "3"):
        turns.start(steps(name), lambda failure, name=name: done.append(f"{name} {failure}"))
    turns.finish()
    assert done == ["1a", "1b", "1 None", "2a", "2b", "2 None", "3a", "3b", "3 None"]


def test_what_is_wanted_as_another_ends_is_done_once(turns):
    done: list[int] = []
    second = iter([lambda: done.append(2), lambda: done.append(3)])
    turns.start(iter([lambda: done.append(1)]), lambda _failure: turns.start(second, print))
    turns.finish()
    assert done == [1, 2, 3]


@pytest.mark.parametrize("written", [True, False], ids=["in writing", "in drawing"])
def test_a_failure_ends_its_own_work_and_no_other(turns, written):
    ended: list[object] = []

    def fail():
        raise OSError("full")

    def steps():
        yield "Drawing…"
        if written:
            yield fail
        fail()

    turns.start(steps(), ended.append)
    turns.start(iter(["Drawing…"]), ended.append)
    turns.finish()
    assert [str(one) for one in ended] == ["full", "None"]


def test_what_is_done_is_said_and_then_nothing(qtbot, turns):
    said: list[str] = []
    turns.busy_changed.connect(said.append)
    turns.start(iter(["Drawing a…", lambda: None]), print)
    turns.finish()
    assert said[0] == "Drawing a…"
    assert said[-1] == ""

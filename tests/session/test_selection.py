"""Patients are selected once for every plot and table."""

from __future__ import annotations

from ketgui.session.selection import Selection


def test_another_selection_is_announced_once():
    selection, announced = Selection(), []
    selection.changed.connect(announced.append)
    for _time in range(2):
        selection.select(frozenset({"P1"}))
    assert announced == [frozenset({"P1"})]
    assert selection.ids == {"P1"}


def test_an_empty_set_clears_the_selection():
    selection = Selection()
    selection.select(frozenset({"P1"}))
    selection.select(frozenset())
    assert selection.ids == frozenset()

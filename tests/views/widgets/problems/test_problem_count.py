"""How many problems there are to check."""

from __future__ import annotations

from ketgui.views.widgets.problems.problem_count import count_problems


def test_notes_are_not_counted_as_needing_a_look(issues):
    assert count_problems(issues) == 2
    assert count_problems(()) == 0

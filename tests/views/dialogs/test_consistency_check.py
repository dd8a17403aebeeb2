"""The check of printed summaries: what agrees, what does not, and what is no number."""

from __future__ import annotations

import pytest

from ketgui.views.dialogs.consistency_check import ConsistencyCheck


@pytest.fixture
def check(qtbot):
    made = ConsistencyCheck()
    qtbot.addWidget(made)
    return made


def test_nothing_typed_asks_for_the_numbers(check):
    assert check.verdict == "Fill in n and what is printed."
    assert check._model.rowCount() == 0


def test_percentages_that_no_count_gives_disagree(check):
    # Of 21 patients, 4 are 19.0 % and 5 are 23.8 %: no count is 20.0 %.
    check.fill(21, percentages="19.0; 23.8")
    assert check.verdict == "Nothing disagrees."
    check.fill(21, percentages="20.0")
    assert check.verdict == "Some of the numbers do not agree."


def test_a_mean_that_whole_scores_cannot_have_disagrees(check):
    # The mean of 3 whole scores ends in .00, .33 or .67 (GRIM, Brown & Heathers 2017).
    check.fill(3, mean_before="30.33")
    assert check.verdict == "Nothing disagrees."
    check.fill(3, mean_before="30.50")
    assert check.verdict == "Some of the numbers do not agree."


def test_what_is_no_number_is_said(check):
    check.fill(21, mean_before="thirty")
    assert check.verdict == "Not a number: thirty"

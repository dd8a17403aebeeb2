"""Columns of two raters."""

from __future__ import annotations

from ketgui.importing.checks.raters import ask_which_rater
from tests.importing.made import make_rows


def test_one_rater_is_not_asked_about() -> None:
    rows = "id,MADRS pre rater A,MADRS post rater A\nP1,30,12\nP2,28,9\n"
    assert [*ask_which_rater(make_rows(rows))] == []


def test_raters_names_are_not_scores() -> None:
    rows = "id,MADRS pre,MADRS pre rater A,MADRS pre rater B\nP1,30,Roy,Cote\nP2,28,Roy,Cote\n"
    assert [*ask_which_rater(make_rows(rows))] == []


def test_their_mean_settles_it() -> None:
    rows = "id,MADRS pre rater A,MADRS pre rater B,MADRS pre mean of raters\nP1,30,32,31\n"
    assert [*ask_which_rater(make_rows(rows))] == []


def test_two_raters_are_one_question() -> None:
    rows = "id,MADRS pre rater A,MADRS pre rater B\nP1,30,32\nP2,28,29\n"
    (issue,) = ask_which_rater(make_rows(rows))
    assert (issue.key, len(issue.answers)) == ("which_rater", 2)

"""Columns that are missing, open or not used."""

from __future__ import annotations

from ketgui.importing.checks import columns
from tests.importing.made import make_rows


def test_a_file_without_scores_says_so_and_can_be_used_without() -> None:
    (issue,) = columns.ask_for_score(make_rows("id,age,height\nP1,40,170\nP2,50,180\n"))
    assert issue.key == "no_score"
    assert "There are no scores here" in {answer.title for answer in issue.answers}


def test_one_that_has_scores_is_not_asked() -> None:
    assert not [*columns.ask_for_score(make_rows("id,MADRS before\nP1,30\n"))]


def test_a_file_without_ids_is_asked_about() -> None:
    assert [i.key for i in columns.report_no_id(make_rows("age,MADRS before\n40,30\n50,28\n"))]
    assert not [*columns.report_no_id(make_rows("id,MADRS before\nP1,30\n"))]

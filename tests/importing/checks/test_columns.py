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


def test_columns_that_are_not_imported_are_listed_once() -> None:
    (issue,) = columns.list_not_used(make_rows("id,MADRS before,ward,colour\nP1,30,N,red\n"))
    assert "ward" in issue.message
    assert "colour" in issue.message
    assert issue.severity == "note"


def test_a_file_without_ids_is_asked_about() -> None:
    assert [i.key for i in columns.report_no_id(make_rows("age,MADRS before\n40,30\n50,28\n"))]
    assert not [*columns.report_no_id(make_rows("id,MADRS before\nP1,30\n"))]


def test_of_many_columns_left_out_all_are_counted() -> None:
    head = "id,MADRS before,MADRS after" + "".join(f",c{n}" for n in range(30))
    (issue,) = columns.list_not_used(make_rows(f"{head}\nP1,30,12{',1' * 30}\n"))
    assert issue.message.endswith("c19 and 10 more columns.")

"""Scales that are unnamed, unsure, unknown, scored otherwise, or not the main one."""

from __future__ import annotations

from ketgui.importing import import_text
from ketgui.importing.checks import scales
from ketgui.importing.mapping.mapping import Mapping
from tests.importing.made import make_rows

LONG = "id\tSHAPS pre\tSHAPS post\nP1\t46\t30\nP2\t35\t22\nP3\t47\t26\n"


def test_one_answer_reads_all_columns_under_the_other_scoring():
    asked = import_text(LONG)
    (issue,) = [one for one in asked.issues if one.key == "other_scoring"]
    assert asked.cohort is None
    assert [answer.title for answer in issue.answers] == ["It is the SHAPS (14–56)"]
    answered: Mapping = asked.mapping.with_change(issue.answers[0].change)
    cohort = import_text(LONG, answered).cohort
    assert cohort is not None
    assert set(cohort.assessments["scale"]) == {"shaps_14_56"}
    assert len(cohort.assessments) == 6


def test_scores_that_fit_are_not_asked_about():
    short = "id\tSHAPS pre\tSHAPS post\nP1\t6\t3\nP2\t5\t2\nP3\t14\t6\n"
    assert "other_scoring" not in [issue.key for issue in import_text(short).issues]


def keys(check, text: str) -> list[str]:
    return [issue.key for issue in check(make_rows(text))]


def test_a_name_that_may_mean_a_sibling_is_asked_about() -> None:
    found = [*scales.report_suggested(make_rows("id,hdrs pre,hdrs post\nP1,22,9\nP2,20,8\n"))]
    assert {issue.key for issue in found} == {"scale_suggested"}
    assert all(len(issue.answers) == 2 for issue in found)


def test_an_unknown_scale_is_named_and_not_imported() -> None:
    rows = "id,MADRS pre,MADRS post,HAMA pre,HAMA post\nP1,30,12,20,8\nP2,28,9,22,9\n"
    (issue,) = scales.find_unknown_scales(make_rows(rows))
    assert "HAM" in issue.message


def test_scores_that_name_no_scale_are_asked_about_once() -> None:
    assert len(keys(scales.ask_for_scale, "id,score before,score after\nP1,30,12\nP2,28,9\n")) == 1
    assert keys(scales.ask_for_scale, "id,MADRS before,MADRS after\nP1,30,12\n") == []


def test_a_file_of_another_scale_says_so() -> None:
    rows = "id,BDI-II pre,BDI-II post\nP1,33,12\nP2,28,9\n"
    assert keys(scales.report_no_main_scale, rows) == ["other_scale"]
    assert keys(scales.report_no_main_scale, "id,MADRS before\nP1,30\n") == []

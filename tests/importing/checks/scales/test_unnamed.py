"""Scores that name no scale, or fit another scoring of it."""

from __future__ import annotations

from ketgui.importing import import_text
from ketgui.importing.checks.scales import unnamed
from ketgui.importing.mapping.mapping import Mapping
from tests.importing.made import make_rows

LONG = "id\tSHAPS pre\tSHAPS post\nP1\t46\t30\nP2\t35\t22\nP3\t47\t26\n"


def keys(check, text: str) -> list[str]:
    return [issue.key for issue in check(make_rows(text))]


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


def test_scores_that_name_no_scale_are_asked_about_once() -> None:
    assert len(keys(unnamed.ask_for_scale, "id,score before,score after\nP1,30,12\nP2,28,9\n")) == 1
    assert keys(unnamed.ask_for_scale, "id,MADRS before,MADRS after\nP1,30,12\n") == []

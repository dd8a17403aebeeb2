"""Scores of another scoring of a scale are asked about once."""

from __future__ import annotations

from ketgui.importing import import_text
from ketgui.importing.mapping.mapping import Mapping

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

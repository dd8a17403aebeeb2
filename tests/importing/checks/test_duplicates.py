"""Two scores of one patient at one visit are asked about."""

from __future__ import annotations

from ketgui.importing import Import, import_text
from ketgui.importing.issues import Issue

HEAD = "id\tscale\tmoment\tscore\n"
PAIRS = HEAD + "P1\tMADRS\tbefore\t30\nP1\tMADRS\tafter\t12\nP2\tMADRS\tbefore\t28\n"


def rated_twice(imported: Import) -> list[Issue]:
    return [issue for issue in imported.issues if issue.key == "rated_twice"]


def test_two_scores_of_one_visit_are_asked_about_and_the_answer_holds() -> None:
    asked = import_text(PAIRS + "P2\tMADRS\tbefore\t20\n")
    (issue,) = rated_twice(asked)
    assert (issue.severity, issue.row) == ("error", 5)
    assert "2 scores at one visit: 28 and 20" in issue.message
    assert [answer.title for answer in issue.answers] == ["28 (row 4)", "20 (row 5)"]
    assert asked.cohort is None


def test_scores_of_other_visits_scales_or_patients_are_not() -> None:
    text = PAIRS + "P2\tMADRS\tafter\t28\nP2\tPHQ-9\tbefore\t28\n"
    assert rated_twice(import_text(text)) == []


def test_a_copy_of_a_score_counts_once_and_is_said() -> None:
    imported = import_text(PAIRS + "P2\tMADRS\tbefore\t28\nP2\tMADRS\tafter\t10\n")
    assert rated_twice(imported) == []
    assert "rated_twice_alike" in [issue.key for issue in imported.issues]

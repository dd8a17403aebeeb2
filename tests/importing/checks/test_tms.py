"""Patients in whom TMS did not fail, or cannot be judged, are named."""

from __future__ import annotations

from ketgui.importing import import_text

HEADER = "id\tMADRS pre TMS\tMADRS post TMS\tMADRS before\tMADRS after\n"


def issues(text: str) -> list[tuple[str, str]]:
    found = [one for one in import_text(text).issues if one.key.startswith("tms_")]
    return [(one.key, one.patient_id) for one in found]


def test_a_responder_to_tms_and_one_without_a_score_are_named():
    rows = "P1\t34\t17\t30\t12\nP2\t30\t28\t28\t20\nP3\t30\t\t28\t20\n"
    assert issues(HEADER + rows) == [("tms_responder", "P1"), ("tms_unjudged", "P3")]


def test_failures_are_not():
    assert issues(HEADER + "P1\t34\t18\t30\t12\nP2\t30\t28\t28\t20\n") == []


def test_scores_beside_the_course_are_judged_on_the_scale_that_the_row_names():
    header = "patient_id\tscale\tscore_before\tscore_after\tstimulator\n"
    rows = "P1\tPHQ-9\t20\t10\tX\nP2\tCGI-S\t5\t4\tX\nP3\tCGI-S\t5\t3\tX\n"
    imported = import_text(header + rows)
    found = [(i.key, i.patient_id) for i in imported.issues if i.key.startswith("tms_")]
    # From 5 to 3 on a scale whose best score is 1 is half of the way.
    assert found == [("tms_responder", "P1"), ("tms_responder", "P3")]


def test_without_scores_of_tms_nothing_is_said():
    assert issues("id\tMADRS before\tMADRS after\nP1\t34\t17\n") == []

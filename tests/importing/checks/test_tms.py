"""Patients in whom TMS did not fail, or cannot be judged, are named."""

from __future__ import annotations

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.scale import Scale
from ketgui.importing import import_files, import_text
from ketgui.importing.vocabulary.words import PLAN_MARK

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


def test_failure_is_judged_by_the_rule_of_the_plan():
    text = HEADER + "P1\t34\t22\t30\t12\nP2\t30\t21\t28\t20\nP3\t30\t22\t28\t20\n"
    # 35%, exactly 30% and 27% improvement.
    strict = import_text(text, plan=AnalysisPlan(tms_failure_percent=30))
    found = [issue for issue in strict.issues if issue.key == "tms_responder"]
    assert [issue.patient_id for issue in found] == ["P1", "P2"]
    assert "by at least 30%" in found[0].message.replace("\xa0", " ")
    assert issues(text) == []


def test_another_plan_judges_what_was_read_again():
    text = HEADER + "P1\t34\t22\t30\t12\nP2\t30\t28\t28\t20\nP3\t30\t\t28\t20\n"
    imported = import_text(text)
    assert imported.judge(AnalysisPlan()) is imported
    judged = imported.judge(AnalysisPlan(tms_failure_percent=30))
    found = {(one.key, one.patient_id) for one in judged.issues if one.key.startswith("tms_")}
    assert found == {("tms_responder", "P1"), ("tms_unjudged", "P3")}
    assert judged.judge(AnalysisPlan()).issues == imported.issues


def test_the_plan_that_the_file_holds_judges(tmp_path):
    (tmp_path / "scores.csv").write_text(HEADER.replace("\t", ",") + "P1,34,22,30,12\n")
    lines = f'{PLAN_MARK}\n"tms_failure_percent = 30.0"\n'
    (tmp_path / "plan.csv").write_text(lines)
    imported = import_files([tmp_path / "scores.csv", tmp_path / "plan.csv"])
    assert imported.plan
    assert imported.plan.tms_failure_percent == 30
    assert "tms_responder" in {issue.key for issue in imported.issues}


def test_a_declared_scale_is_judged_from_its_own_best_score():
    scale = Scale(
        "mood", "Clinic mood", 0, 40, header_names=("clinic mood",), higher_is_better=True
    )
    header = "id\tClinic mood pre TMS\tClinic mood post TMS\n"
    imported = import_text(header + "P1\t20\t31\nP2\t20\t10\n", plan=AnalysisPlan(scales=(scale,)))
    found = [(i.key, i.patient_id) for i in imported.issues if i.key.startswith("tms_")]
    # From 20 to 31 of 40 is 55% of the way to the best score; from 20 to 10 is a worsening.
    assert found == [("tms_responder", "P1")]

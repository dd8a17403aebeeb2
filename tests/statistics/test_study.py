"""A study: its pairs, and what several statistics share."""

from __future__ import annotations

import numpy as np
import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.statistics.study import Study


def test_a_study_of_scores_pairs_them_in_their_order():
    study = Study.of_scores([30, None, 24], [12, 20, None], site=["A", "B", "B"])
    assert study.pairs.patient_id.tolist() == ["1", "2", "3"]
    assert study.pairs.before[[0, 2]].tolist() == [30, 24]
    assert np.isnan(study.pairs.before[1])
    assert study.pairs.analysed == 1
    assert study.cohort.patients["site"].tolist() == ["A", "B", "B"]


def test_its_scale_is_that_of_the_plan():
    plan = AnalysisPlan(scale="cgi_s", remission_score=2)
    study = Study.of_scores([6], [3], plan)
    assert study.plan is plan
    assert study.cohort.assessments["scale"].unique().tolist() == ["cgi_s"]


@pytest.mark.parametrize("name", ["ratings", "ends", "infusions", "courses"])
def test_what_statistics_share_is_made_once(example, name):
    study = example.study
    assert getattr(study, name) is getattr(study, name)


def test_every_enrolled_patient_has_a_course_with_or_without_infusions(study_of):
    study = study_of([(30, 15), (28, 20)], infusions=[{"patient_id": "P02", "day": 0.0}])
    assert {who: len(course) for who, course in study.courses.items()} == {"P01": 0, "P02": 1}

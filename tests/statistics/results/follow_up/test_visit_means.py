"""Mean scores at visits from the records of a cohort; the model itself is checked against R."""

from __future__ import annotations

import numpy as np

from ketgui.domain.plan import AnalysisPlan
from ketgui.statistics.analysis import analyse
from ketgui.statistics.results.follow_up.visit_means import VisitMeans, tabulate_visits
from ketgui.statistics.study import Study
from tests.follow_up_cohort import make_cohort


def test_by_hand_ratings_belong_to_the_nearest_mark():
    cohort, plan = make_cohort(), AnalysisPlan()
    weeks, scores = tabulate_visits(Study.of(cohort, plan))
    # Day 182 is one patient's alone, at week 28 by nearest mark: too few for a mean.
    assert weeks == [None, 0, 4, 8, 12]
    counts = (~np.isnan(scores)).sum(axis=0).tolist()
    assert counts == [8, 8, 7, 5, 5]
    assert scores[2].tolist() == [28, 8, 9, 11, 12]


def test_everyone_rated_contributes_and_the_covariance_is_named():
    found = analyse(make_cohort(), AnalysisPlan())[VisitMeans]
    assert found.patients == 8
    assert found.structure == "compound_symmetry"
    assert [one.n for one in found.visits] == [8, 8, 7, 5, 5]
    numbers = found.as_dict()["visits"]
    assert [one["visit"] for one in numbers] == ["before", "after", "week_4", "week_8", "week_12"]
    assert "change" not in numbers[0]

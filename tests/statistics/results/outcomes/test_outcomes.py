"""Response, partial response, remission, unchanged, worse."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.results.outcomes.outcomes import Outcomes, PatientOutcomes
from ketgui.statistics.rows import Text, name_patients
from ketgui.statistics.tests.proportion import NO_PATIENT

NAMES = ("response", "partial_response", "remission", "unchanged", "worse")
SCORE = st.one_of(st.none(), st.integers(0, 60).map(float))
PLANS = st.builds(
    AnalysisPlan,
    response_operator=st.sampled_from((">", ">=")),
    response_percent=st.sampled_from((40.0, 50.0, 100.0)),
    partial_response_percent=st.sampled_from((20.0, 25.0, 40.0)),
    remission_operator=st.sampled_from(("<", "<=")),
    remission_score=st.integers(0, 20).map(float),
    remitters_are_responders=st.booleans(),
    population=st.sampled_from(("enrolled", "rated")),
)


@pytest.fixture(scope="module")
def counts(study_of):
    def count(pairs, plan: AnalysisPlan | None = None) -> dict[str, tuple[int, int]]:
        found = Outcomes.compute(study_of(pairs, plan))
        return {name: (getattr(found, name).count, getattr(found, name).n) for name in NAMES}

    return count


def one(counts, before: float, after: float, plan: AnalysisPlan | None = None) -> set[str]:
    return {name for name, (count, _n) in counts([(before, after)], plan).items() if count}


def test_half_is_response_by_at_least_and_not_by_more_than(counts):
    assert one(counts, 30, 15) == {"response"}
    assert one(counts, 30, 15, AnalysisPlan(response_operator=">")) == {"partial_response"}


def test_half_of_a_fraction_is_half(counts):
    # 28.2 − 14.1 over 28.2 is a hair off 50 % in binary.
    assert one(counts, 28.2, 14.1) == {"response"}
    assert one(counts, 28.2, 14.1, AnalysisPlan(response_operator=">")) == {"partial_response"}


def test_a_quarter_is_partial_response(counts):
    assert one(counts, 28, 21) == {"partial_response"}
    assert one(counts, 28, 22) == {"unchanged"}
    assert one(counts, 28, 29) == {"worse"}


def test_a_remitter_short_of_response_is_a_responder_if_the_plan_says_so(counts):
    plan = AnalysisPlan(remission_operator="<=")
    assert one(counts, 18, 10, plan) == {"response", "remission"}
    apart = replace(plan, remitters_are_responders=False)
    assert one(counts, 18, 10, apart) == {"partial_response", "remission"}


def test_the_denominator_is_the_enrolled_or_the_rated(counts):
    pairs = [(30, 10), (30, 30), (30, None), (None, None)]
    assert counts(pairs)["response"] == (1, 4)
    assert counts(pairs, AnalysisPlan(population="rated"))["response"] == (1, 2)


def test_where_nobody_is_rated_there_is_no_rate(study_of):
    found = Outcomes.compute(study_of([(30, None), (25, None)]))
    assert found.response.percent == found.remission.ci == NO_PATIENT
    assert found.unrated_counted == 0


def test_a_patient_in_remission_at_baseline_reaches_no_outcome_and_is_named(counts, study_of):
    assert one(counts, 0, 0) == set()
    assert one(counts, 3, 2) == set()
    found = Outcomes.compute(study_of([(3, 2), (30, 12), (9, None)]))
    assert found.already == ("P01", "P03")
    assert (found.response.count, found.response.n) == (1, 3)
    assert found.as_dict()["in_remission_at_baseline"] == 2
    assert found.rows()[-1].cells[0] == name_patients(("P01", "P03"))


@given(st.lists(st.tuples(SCORE, SCORE), max_size=12), PLANS)
def test_four_outcomes_exclude_one_another_and_cover_the_rated(study_of, pairs, plan):
    study = study_of(pairs, plan)
    reached = PatientOutcomes.of(study.pairs, plan)
    exclusive = np.array(
        [reached.response, reached.partial_response, reached.unchanged, reached.worse]
    )
    assert (exclusive.sum(axis=0) == study.pairs.rated & ~reached.already).all()
    assert not (reached.remission & ~study.pairs.rated).any()
    assert not (reached.remission & reached.already).any()
    if plan.remitters_are_responders:
        assert (reached.response | ~reached.remission).all()


@given(st.lists(st.tuples(SCORE, SCORE), max_size=12), st.integers(0, 59))
def test_a_higher_cut_off_never_means_fewer_remitters(study_of, pairs, cut):
    # Whoever scores within remission at baseline is counted apart, whatever comes after.
    pairs = [(before, after) for before, after in pairs if before is None or before > cut + 1]
    strict = Outcomes.compute(study_of(pairs, AnalysisPlan(remission_score=cut))).remission
    looser = Outcomes.compute(study_of(pairs, AnalysisPlan(remission_score=cut + 1))).remission
    same = AnalysisPlan(remission_operator="<=", remission_score=cut)
    assert strict.count <= looser.count
    assert Outcomes.compute(study_of(pairs, same)).remission == looser


def test_rows_carry_the_rules_of_the_plan(study_of):
    plan = AnalysisPlan(remission_operator="<=", remission_score=12)
    rows = Outcomes.compute(study_of([(30, 10)], plan)).rows()
    assert rows[0].cells[0] == Text("≥\u00a050%", from_file=True)
    assert rows[2].cells[0] == Text("≤\u00a012", from_file=True)
    assert not any(isinstance(cell, Unavailable) for row in rows for cell in row.cells)


def test_without_a_definition_nobody_is_in_remission_at_baseline_or_unchanged(study_of):
    plan = AnalysisPlan(scale="gad7")
    outcomes = Outcomes.compute(study_of([(15, 5), (None, 7), (12, 11)], plan))
    assert outcomes.already == ()
    assert outcomes.unchanged.percent == Unavailable("response is not set for this scale")
    assert outcomes.worse.count == 0

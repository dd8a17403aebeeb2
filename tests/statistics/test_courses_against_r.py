"""A cohort with two scales, TMS scores, maintenance and a second course: every number against R."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ketgui.domain.cohort import Cohort
from ketgui.reporting import analysis_json
from ketgui.statistics.analysis import Analysis, analyse
from ketgui.statistics.results.further.populations import Populations
from ketgui.statistics.results.further.rater_agreement import RaterAgreement
from ketgui.statistics.results.further.secondary_outcomes import SecondaryOutcomes
from ketgui.statistics.results.further.tms_outcome import TmsOutcome
from ketgui.statistics.results.outcomes.outcomes import Outcomes
from ketgui.statistics.results.outcomes.paired_change import PairedChange
from ketgui.statistics.results.outcomes.trajectory import Trajectory
from ketgui.statistics.results.safety.cadss_course import CadssCourse
from tests.courses_cohort import PLAN, make_courses_cohort
from tests.places import ORACLES

R: dict[str, Any] = json.loads((ORACLES / "courses.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def cohort() -> Cohort:
    return make_courses_cohort()


@pytest.fixture(scope="module")
def analysis(cohort: Cohort) -> Analysis:
    return analyse(cohort, PLAN)


def test_the_acute_outcome(analysis: Analysis):
    change, wanted = analysis[PairedChange], R["madrs"]
    for name in ("n", "mean_before", "sd_before", "mean_after", "sd_after", "mean_difference", "p"):
        assert getattr(change, name) == pytest.approx(wanted[name])
    assert change.difference_ci == pytest.approx(wanted["ci"])
    assert change.cohen_dz == pytest.approx(wanted["dz"])


def test_rates_in_both_populations(analysis: Analysis):
    outcomes, response = analysis[Outcomes], analysis[Populations].lines[0]
    assert outcomes.response.count == R["madrs"]["response"]
    assert outcomes.remission.count == R["madrs"]["remission"]
    assert outcomes.response.ci == pytest.approx(R["madrs"]["response_ci_enrolled"])
    assert response.enrolled.ci == pytest.approx(R["madrs"]["response_ci_enrolled"])
    assert response.rated.ci == pytest.approx(R["madrs"]["response_ci_rated"])
    assert response.best.count == response.enrolled.count + 14 - R["madrs"]["n"]


def test_the_secondary_outcome_has_its_own_definitions(analysis: Analysis):
    (line,), wanted = analysis[SecondaryOutcomes].secondary, R["phq9"]
    for name in ("n", "mean_before", "sd_before", "mean_after", "sd_after", "mean_difference", "p"):
        assert getattr(line, name) == pytest.approx(wanted[name])
    assert line.difference_ci == pytest.approx(wanted["ci"])
    assert line.cohen_dz == pytest.approx(wanted["dz"])
    assert (line.response.count, line.remission.count) == (wanted["response"], wanted["remission"])
    assert line.holm_p == pytest.approx(R["holm"]["phq9"])


def test_agreement_of_clinician_and_self_rating(analysis: Analysis):
    (pair,), wanted = analysis[RaterAgreement].pairs, R["agreement"]
    assert pair.table.ravel().tolist() == [
        wanted[name] for name in ("both", "clinician_alone", "self_alone", "neither")
    ]
    assert [len(ids) for ids in pair.patients] == pair.table.ravel().tolist()
    assert pair.kappa == pytest.approx(wanted["kappa"])
    assert pair.kappa_ci == pytest.approx(wanted["ci"])


def test_tms_and_its_failure(analysis: Analysis):
    found, wanted = analysis[TmsOutcome], R["tms"]
    change = found.tms_change
    assert (change.n, found.correlated) == (wanted["n"], wanted["correlated"])
    assert change.mean_before == pytest.approx(wanted["mean_before"])
    assert change.mean_after == pytest.approx(wanted["mean_after"])
    assert change.difference_ci == pytest.approx(wanted["ci"])
    assert found.failed.count == wanted["failed"]
    assert (len(found.responded), len(found.unjudged)) == (
        wanted["responded"], wanted["not_known"],
    )  # fmt: skip
    assert found.rho == pytest.approx(wanted["rho"])
    assert found.rho_ci == pytest.approx(wanted["rho_ci"])


def test_courses_and_maintenance(analysis: Analysis):
    found = analysis_json.as_dict(analysis)
    courses, wanted = found["courses"], R["courses"]
    assert courses["acute_infusions"] == wanted["acute"]
    assert courses["maintenance_infusions"] == wanted["maintenance"]
    assert courses["with_maintenance"] == wanted["with_maintenance"]
    assert courses["with_later_course"] == wanted["with_later_course"]
    assert courses["baseline_older_than_window"] == wanted["old_baseline"]
    assert {"scales", "secondary_outcomes", "tms_outcome", "courses"} <= set(found)
    assert [scale["key"] for scale in found["scales"]] == ["madrs", "phq9"]


def test_cadss_and_area(analysis: Analysis):
    peak = analysis[CadssCourse].peak
    assert peak
    assert (peak.n, peak.mean) == (R["cadss"]["patients"], pytest.approx(R["cadss"]["mean"]))
    assert peak.sd == pytest.approx(R["cadss"]["sd"])
    assert analysis[Trajectory].mean_area == pytest.approx(R["area"])

"""Course, groups, items and what stands beside the t test, against the output of R."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.results.outcomes.bands import Bands
from ketgui.statistics.results.outcomes.caveats import Caveats
from ketgui.statistics.results.outcomes.cut_offs import CutOffs
from ketgui.statistics.results.outcomes.groups import Groups
from ketgui.statistics.results.outcomes.items import Items
from ketgui.statistics.results.outcomes.mixed_model import MixedModel
from ketgui.statistics.results.outcomes.outlying import Outlying, fences, studentised
from ketgui.statistics.results.outcomes.paired_change import PairedChange
from ketgui.statistics.results.outcomes.percent_improvement import PercentImprovement
from ketgui.statistics.results.outcomes.reliable_change import ReliableChange
from ketgui.statistics.results.outcomes.robust_change import RobustChange, bayes_factor
from ketgui.statistics.results.patients.missing import Missing
from ketgui.statistics.study import Study
from tests.places import ORACLES


def oracle(name: str) -> Any:
    return json.loads((ORACLES / f"{name}.json").read_text(encoding="utf-8"))


COURSES = oracle("course")
COMPANIONS = oracle("companions")["samples"]
GROUPS = oracle("groups")
PAPER = {name: one for name, one in oracle("paper")["samples"].items() if one["n"] > 2}
OUTCOMES = oracle("outcomes")
NAMES = list(COMPANIONS)


def difference(name: str) -> np.ndarray:
    return np.array(COMPANIONS[name]["before"], float) - np.array(COMPANIONS[name]["after"], float)


def course_of(course: dict[str, Any]) -> pd.DataFrame:
    columns = {"patient_id": "patient", "infusions": "infusions", "score": "score"}
    return pd.DataFrame({ours: course[theirs] for ours, theirs in columns.items()})


@pytest.mark.parametrize("name", ["full", "gaps"])
def test_against_r_nlme_random_intercept(name):
    course = COURSES[name]
    found = MixedModel.from_ratings(course_of(course), 0.95)
    assert (found.ratings, found.patients) == (len(course["score"]), 14)
    assert found.intercept == pytest.approx(course["intercept"], rel=1e-6)
    assert found.slope == pytest.approx(course["slope"], rel=1e-6)
    assert found.intercept_ci == pytest.approx(course["intercept_ci"], rel=1e-6)
    assert found.slope_ci == pytest.approx(course["slope_ci"], rel=1e-6)
    assert found.slope_p == pytest.approx(course["slope_p"], rel=1e-5)
    assert found.sd_between == pytest.approx(course["sd_between"], rel=1e-6)
    assert found.sd_within == pytest.approx(course["sd_within"], rel=1e-6)
    assert found.intraclass == pytest.approx(course["intraclass"], rel=1e-6)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "one_far"])
def test_against_r_boot_bca_interval(name):
    # Left out is the sample in which many resampled means equal the mean: boot counts none of
    # them as below it, scipy and this program half of them.
    found = RobustChange.from_difference(difference(name), AnalysisPlan()).bootstrap_ci
    # 9999 resamples here, 99 999 there: the limits agree within a fifteenth of their distance.
    low, high = COMPANIONS[name]["bca"]
    assert found == pytest.approx((low, high), abs=(high - low) / 15)


@pytest.mark.parametrize("name", NAMES)
def test_against_r_jzs_bayes_factor(name):
    assert bayes_factor(difference(name)) == pytest.approx(COMPANIONS[name]["jzs"], rel=1e-6)


@pytest.mark.parametrize("name", NAMES)
def test_against_r_intervals_of_means_of_r_and_of_percent_improvement(name):
    sample = COMPANIONS[name]
    before, after = np.array(sample["before"], float), np.array(sample["after"], float)
    change = PairedChange.from_scores(before, after)
    assert change.mean_before_ci == pytest.approx(sample["before_ci"])
    assert change.mean_after_ci == pytest.approx(sample["after_ci"])
    assert change.pearson_r_ci == pytest.approx(sample["pearson_ci"])
    assert PercentImprovement.from_scores(before, after).ci == pytest.approx(sample["percent_ci"])


@pytest.mark.parametrize("name", list(PAPER))
@pytest.mark.parametrize("level", ["0.90", "0.95"])
def test_against_r_intervals_of_hedges_g_and_d_av(name, level):
    # Both are R's interval of d_z in other units: times J, and times sd(d) over the mean SD.
    sample = PAPER[name]
    before, after = np.array(sample["before"], float), np.array(sample["after"], float)
    change = PairedChange.from_scores(before, after, float(level))
    dz = np.array(sample["cohen_dz_ci"][level])
    assert change.hedges_gz_ci == pytest.approx(tuple(dz * sample["hedges_j"]), rel=1e-6, abs=1e-8)
    units = sample["cohen_dav"] / sample["cohen_dz"]
    assert change.cohen_dav_ci == pytest.approx(tuple(dz * units), rel=1e-6, abs=1e-8)


@pytest.mark.parametrize("name", NAMES)
def test_against_r_sign_test(name):
    found = RobustChange.from_difference(difference(name), AnalysisPlan())
    assert found.sign_p == pytest.approx(COMPANIONS[name]["sign_p"])


@pytest.mark.parametrize("name", NAMES)
def test_against_r_reliable_change(name):
    sample = COMPANIONS[name]
    before, after = np.array(sample["before"], float), np.array(sample["after"], float)
    for expected in sample["reliable"]:
        plan = AnalysisPlan(reliability=expected["reliability"])
        found: Any = ReliableChange.from_scores(before, after, plan)
        assert found.threshold == pytest.approx(expected["threshold"])
        assert found.improved.count == expected["improved"]
        assert found.worsened.count == expected["worsened"]
        assert found.importantly_improved.count == sample["improved_by_2"]


@pytest.mark.parametrize("name", NAMES)
def test_against_r_outlying_differences(name):
    sample, changes = COMPANIONS[name], difference(name)
    assert fences(changes) == pytest.approx(sample["fences"])
    assert studentised(changes) == pytest.approx(np.array(sample["studentised"]), abs=1e-9)
    ids = tuple(f"P{place:02d}" for place in range(len(changes)))
    found = Outlying.from_differences(ids, changes)
    assert len(found.outside_fences) == sample["outside"]
    assert len(found.studentised) == sum(abs(r) > 3 for r in sample["studentised"])


@pytest.mark.parametrize("place", range(len(GROUPS["welch"])))
def test_against_r_welch_difference_of_groups(place, study_of):
    case = GROUPS["welch"][place]
    rows = [{"patient_id": f"P{n:02d}", "site": level} for n, level in enumerate(case["level"], 1)]
    pairs = list(zip(case["before"], case["after"], strict=True))
    found = Groups.compute(study_of(pairs, patients=rows))
    (contrast,) = found.contrasts
    assert contrast.difference == pytest.approx(case["difference"])
    assert contrast.ci == pytest.approx(case["ci"])
    assert found.groups[0].ci == pytest.approx(case["first_ci"])
    assert found.groups[0].sd == pytest.approx(case["first_sd"])


def test_against_r_items_with_holm(study_of):
    cases = GROUPS["items"]
    ratings = [
        {"patient_id": f"P{n + 1:02d}", "scale": "madrs", "moment": moment, "score": 20.0}
        | {f"item_{case['item']}": float(case[moment][n]) for case in cases}
        for n in range(9)
        for moment in ("before", "after")
    ]
    found = Items.compute(study_of([(20.0, 20.0)] * 9, assessments=ratings)).items
    assert [one.item for one in found] == [case["item"] for case in cases]
    for one, case in zip(found, cases, strict=True):
        if case["p"] is None:
            assert isinstance(one.p, Unavailable)
            continue
        assert one.p == pytest.approx(case["p"])
        assert one.ci == pytest.approx(case["ci"])
        if case["holm"] is None:
            assert one.apart
        else:
            assert one.holm_p == pytest.approx(case["holm"])


def test_the_mixed_model_is_fitted_when_asked_for(example):

    asked = Study(example.cohort, AnalysisPlan(mixed_model=True), example.pairs)
    found = MixedModel.compute(asked)
    assert (found.ratings, found.patients) == (63, 21)
    assert found.slope == pytest.approx(-1.5, abs=1e-6)
    assert len(found.rows()) == 9
    left = MixedModel.compute(replace(asked, plan=AnalysisPlan()))
    assert left.slope == Unavailable("not asked for")
    assert len(left.rows()) == 1


def test_statsmodels_is_loaded_only_when_asked_for():
    said = subprocess.run(
        [sys.executable, "-c", LOADED], capture_output=True, text=True, check=True
    ).stdout.split()
    assert said == ["False", "True"]


LOADED = """
import sys
import pandas as pd
from ketgui.statistics.results.outcomes.mixed_model import MixedModel
from ketgui.statistics.study import Study
study = Study.of_scores([30, 28, 26], [12, 20, 22])
MixedModel.compute(study)
print("statsmodels" in sys.modules)
course = pd.DataFrame({"patient_id": list("aabbcc"), "infusions": [0, 6] * 3,
                       "score": [30.0, 12, 28, 20, 26, 22]})
MixedModel.from_ratings(course, 0.95)
print("statsmodels" in sys.modules)
"""


def ratings(*courses: tuple[float, ...]) -> pd.DataFrame:
    return pd.DataFrame(
        [(f"P{n}", 2 * place, score) for n, course in enumerate(courses)
         for place, score in enumerate(course)],
        columns=["patient_id", "infusions", "score"],
    )  # fmt: skip


class Stubborn:
    """A model whose fitting ends without an answer."""

    def __init__(self, *_data: Any, **_groups: Any) -> None:
        self.converged = False
        self.cov_re, self.scale = [[1.0]], 1.0
        self.fe_params = self.bse_fe = [1.0, 1.0]

    def fit(self, **_settings: Any) -> Stubborn:
        return self


class Singular(Stubborn):
    def fit(self, **_settings: Any) -> Stubborn:
        raise np.linalg.LinAlgError("Singular matrix")


@pytest.mark.parametrize("model", [Stubborn, Singular])
def test_a_model_that_does_not_converge_says_so(monkeypatch, model):
    from statsmodels.regression import mixed_linear_model

    monkeypatch.setattr(mixed_linear_model, "MixedLM", model)
    found = MixedModel.from_ratings(course_of(COURSES["full"]), 0.95)
    assert found.slope == Unavailable("the model did not converge")


# Each patient's second rating undoes the first: nothing is left that patients could differ by.
OPPOSED = tuple((20.0 + n, 20.0 - n) for n in (1, 2, 3, -1, -2, -3))


@pytest.mark.parametrize(
    ("courses", "reason"),
    [
        (((30.0,), (20.0, 10.0), (25.0, 20.0)), "fewer than three patients"),
        (((20.0, 20.0),) * 4, "all scores of the course are equal"),
        (((30.0, 20.0), (25.0, 15.0), (20.0, 10.0)), "on one line"),
        (OPPOSED, "did not converge"),
        (tuple((30.0 + n % 7, 20.0 + n % 5) for n in range(2001)), "more than 2000"),
        ((), "fewer than three patients"),
    ],
)
def test_what_cannot_be_modelled_has_its_reason(courses, reason):
    found = MixedModel.from_ratings(ratings(*courses), 0.95)
    assert isinstance(found.slope, Unavailable)
    assert reason in found.slope.reason
    assert found.sd_between == found.slope_p == found.slope


def test_the_model_does_not_ask_for_an_order_of_rows():
    course = course_of(COURSES["gaps"])
    shuffled = course.sample(frac=1, random_state=3)
    assert MixedModel.from_ratings(shuffled, 0.95) == MixedModel.from_ratings(course, 0.95)


@pytest.mark.parametrize(
    ("changes", "outside", "far"),
    [
        ([5.0, 6, 7, 6, 5, 7, 40], ("g",), ("g",)),
        ([5.0, 5, 5, 5, 9], ("e",), ("e",)),
        ([5.0, 6, 7, 8], (), ()),
    ],
)
def test_outlying_patients_are_named_and_kept(changes, outside, far):
    found: Any = Outlying.from_differences(tuple("abcdefg"[: len(changes)]), np.array(changes))
    assert (found.outside_fences, found.studentised) == (outside, far)
    assert found.as_dict()["outside_fences"] == len(outside)
    assert all(math.isfinite(limit) for limit in found.fences)


def test_outlying_changes_need_patients_who_differ():
    assert Outlying.from_differences((), np.array([])).fences == Unavailable(
        "no patient has both ratings"
    )
    few = Outlying.from_differences(("a", "b"), np.array([1.0, 9]))
    assert few.fences == Unavailable("fewer than four patients have both ratings")
    assert len(few.rows()) == 1
    equal = Outlying.from_differences(tuple("abcd"), np.array([2.0] * 4))
    assert equal.fences == Unavailable("every patient changed by the same amount")


@pytest.fixture
def invented_21(study_of):
    return study_of(list(zip(OUTCOMES["before"], OUTCOMES["after"], strict=True)))


def assert_rate(rate: Any, expected: dict[str, Any]) -> None:
    assert (rate.count, rate.n) == (expected["count"], expected["n"])
    assert rate.ci == pytest.approx(expected["ci"])


def test_against_r_rates_by_cut_off(invented_21):
    found = CutOffs.compute(invented_21)
    for one, expected in zip(found.of("response"), OUTCOMES["response"], strict=True):
        assert one.rule == f"≥\u00a0{expected['percent']}\u00a0%"
        assert_rate(one.rate, expected)
    remission = OUTCOMES["remission"].values()
    for one, expected in zip(found.of("remission"), remission, strict=True):
        assert_rate(one.rate, expected)


def test_against_r_bands(invented_21):
    assert Bands.compute(invented_21).table.tolist() == OUTCOMES["bands"]


def test_against_r_response_at_its_worst_and_best(study_of):
    gaps = OUTCOMES["gaps"]
    pairs = [
        (None if place == gaps["without_before"] else before,
         None if place in gaps["without_after"] else after)
        for place, (before, after) in enumerate(
            zip(OUTCOMES["before"], OUTCOMES["after"], strict=True), 1)
    ]  # fmt: skip
    found = Missing.compute(study_of(pairs))
    assert found.without_before == ("P03",)
    assert found.without_after == ("P05", "P09", "P21")
    for name in ("complete", "worst", "best"):
        assert_rate(getattr(found, name), gaps[name])


def test_against_r_regression_to_the_mean(invented_21):
    for expected in OUTCOMES["regression_to_the_mean"]:
        plan = AnalysisPlan(reliability=expected["reliability"])
        found = Caveats.compute(replace(invented_21, plan=plan))
        assert found.regression_to_the_mean == pytest.approx(expected["size"])

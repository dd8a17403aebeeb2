"""The random-intercept model against R's nlme, and what cannot be modelled."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.results.outcomes.mixed_model import MixedModel
from ketgui.statistics.study import Study
from tests.places import ORACLES


def oracle(name: str) -> Any:
    return json.loads((ORACLES / f"{name}.json").read_text(encoding="utf-8"))


COURSES = oracle("course")


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

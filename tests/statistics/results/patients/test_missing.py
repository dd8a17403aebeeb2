"""Missing ratings: worst and best case and carrying forward, against R and by hand."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.results.patients.missing import Missing
from ketgui.statistics.study import Study
from tests.places import ORACLES


@pytest.fixture(scope="module")
def study(example) -> Study:
    return Study.of(example.cohort, example.plan)


def dated(day: float) -> datetime:
    return datetime(2024, 1, 8) + timedelta(days=day)


def test_missing_ratings_move_the_rate_between_worst_and_best(study_of):
    pairs = [(30.0, 10.0), (28.0, 27.0), (26.0, None), (None, 9.0)]
    found = Missing.compute(study_of(pairs))
    assert (found.without_before, found.without_after) == (("P04",), ("P03",))
    rates = (found.complete, found.worst, found.best)
    assert [(rate.count, rate.n) for rate in rates] == [(1, 2), (1, 4), (3, 4)]
    assert found.carried_forward == Unavailable("not asked for")


def test_the_last_rating_is_carried_forward_when_asked_for(study_of):
    infusions = [{"patient_id": "P01", "date": dated(day)} for day in (0, 2, 4)]
    ratings = [
        {"patient_id": "P01", "scale": "madrs", "date": dated(day), "score": score}
        for day, score in ((-1, 30.0), (1, 25.0), (3, 12.0))
    ]
    study = study_of(
        [(30.0, None)], AnalysisPlan(carry_forward=True), infusions=infusions, assessments=ratings
    )
    found = Missing.compute(study)
    assert not isinstance(found.carried_forward, Unavailable)
    assert (found.carried_forward.count, found.carried_forward.n) == (1, 1)


def oracle(name: str) -> Any:
    return json.loads((ORACLES / f"{name}.json").read_text(encoding="utf-8"))


OUTCOMES = oracle("outcomes")


def assert_rate(rate: Any, expected: dict[str, Any]) -> None:
    assert (rate.count, rate.n) == (expected["count"], expected["n"])
    assert rate.ci == pytest.approx(expected["ci"])


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


def test_without_a_response_there_is_no_rate_of_it(study_of):
    found = Missing.compute(study_of([(15, 5), (None, 7)], AnalysisPlan(scale="gad7")))
    assert found.without_before == ("P02",)
    for rate in (found.complete, found.worst, found.best):
        assert rate.percent == Unavailable("response is not set for this scale")

"""The Kaplan–Meier curve against R's survival."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.tests.kaplan_meier import BEYOND, NO_SUBJECT, NOT_REACHED, KaplanMeier
from tests.places import ORACLES

CURVES = json.loads((ORACLES / "follow_up.json").read_text(encoding="utf-8"))["curves"]
DAYS = (28, 56, 84, 182)


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def make_curve(case: dict[str, Any]) -> KaplanMeier:
    return KaplanMeier.of(np.array(case["days"], float), np.array(case["relapsed"], bool))


def test_against_r_survfit_on_100_follow_ups():
    for case in CURVES:
        curve = make_curve(case)
        known = [day for day in DAYS if day <= max(case["days"])]
        wanted = zip(
            *(as_list(case[k]) for k in ("at_risk", "survival", "low", "high")), strict=True
        )
        for day, (at_risk, survival, low, high) in zip(known, wanted, strict=True):
            found, estimate, ci = curve.at(day)
            assert found == at_risk
            assert estimate == pytest.approx(survival, abs=1e-12)
            if isinstance(ci, Unavailable):
                # R writes limits of 1 before the first event, and none once all have had it.
                assert low in (None, 1)
            else:
                assert ci == pytest.approx((low, high), abs=1e-9)
        assert all(curve.at(day)[1] == BEYOND for day in DAYS if day not in known)


def test_against_r_the_median_and_its_limits():
    for case in CURVES:
        middle, (low, high) = make_curve(case).compute_median()
        found = [None if isinstance(one, Unavailable) else one for one in (middle, low, high)]
        assert found == case["median"]


def test_by_hand_an_event_comes_before_a_censoring_of_the_same_day():
    curve = KaplanMeier.of(np.array([28.0, 28.0]), np.array([True, False]))
    assert curve.at_risk.tolist() == [2]
    assert curve.survival.tolist() == [0.5]


def test_of_nobody_and_without_events_nothing_is_made_up():
    nobody = KaplanMeier.of(np.zeros(0), np.zeros(0, bool))
    assert nobody.at(28) == (0, NO_SUBJECT, NO_SUBJECT)
    assert nobody.compute_median()[0] == NO_SUBJECT
    well = KaplanMeier.of(np.array([28.0, 56]), np.array([False, False]))
    assert well.at(28)[:2] == (2, 1.0)
    assert isinstance(well.at(28)[2], Unavailable)
    assert well.compute_median() == (NOT_REACHED, (NOT_REACHED, NOT_REACHED))

"""Groups: Welch's interval against R and scipy, and what cannot be compared."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.results.outcomes.groups import Groups
from tests.places import ORACLES

PAIRS = [(30.0, 15.0), (28.0, 20.0), (24.0, 26.0), (33.0, 9.0), (20.0, 18.0), (27.0, 12.0)]


@pytest.fixture(scope="module")
def grouped(study_of):
    def compute(levels, pairs=None):
        rows = [{"patient_id": f"P{n:02d}", "site": level} for n, level in enumerate(levels, 1)]
        return Groups.compute(study_of((pairs or PAIRS)[: len(levels)], patients=rows))

    return compute


def test_against_scipy_welch_of_two_groups(grouped):
    from scipy.stats import ttest_ind

    found = grouped(["A", "A", "A", "B", "B", "B"])
    change = np.array([before - after for before, after in PAIRS])
    expected = ttest_ind(change[:3], change[3:], equal_var=False).confidence_interval(0.95)
    (contrast,) = found.contrasts
    assert contrast.difference == pytest.approx(change[:3].mean() - change[3:].mean())
    assert contrast.ci == pytest.approx((expected.low, expected.high))
    assert [(group.level, group.n, group.small) for group in found.groups] == [
        ("A", 3, True),
        ("B", 3, True),
    ]


def test_contrasts_that_cannot_be_have_their_reason(grouped):
    alone = grouped(["A", "A", "B"]).contrasts[0]
    assert isinstance(alone.difference, float)
    assert alone.ci == Unavailable("fewer than two patients in a group")
    equal = grouped(["A", "A", "B", "B"], [(20.0, 10.0)] * 4).contrasts[0]
    assert equal.ci == Unavailable("no spread within the groups")
    assert grouped(["A", "A"]).groups == ()


def test_each_of_three_groups_stands_against_the_others(grouped):
    from scipy.stats import ttest_ind

    found = grouped(["A", "A", "B", "B", "C", "C"])
    change = np.array([before - after for before, after in PAIRS])
    assert [one.level for one in found.contrasts] == ["A", "B", "C"]
    for place, one in enumerate(found.contrasts):
        mine = np.arange(6) // 2 == place
        expected = ttest_ind(change[mine], change[~mine], equal_var=False).confidence_interval()
        assert one.ci == pytest.approx((expected.low, expected.high))
        assert (one.n, one.small) == (6, True)
    said = [row.cells[0].qualifier for row in found.rows()]
    assert said == ["", "", "", *["minus the others"] * 3]


def oracle(name: str) -> Any:
    return json.loads((ORACLES / f"{name}.json").read_text(encoding="utf-8"))


GROUPS = oracle("groups")


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

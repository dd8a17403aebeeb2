"""Items: paired changes and Holm's p against R and by the definition."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.results.outcomes.items import Items, adjust_by_holm
from tests.places import ORACLES

PAIRS = [(30.0, 15.0), (28.0, 20.0), (24.0, 26.0), (33.0, 9.0), (20.0, 18.0), (27.0, 12.0)]


P_VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=10)


@given(P_VALUES)
def test_holm_by_its_definition(p_values):
    found = adjust_by_holm(list(p_values))
    for p, adjusted in zip(p_values, found, strict=True):
        as_small = [other for other in p_values if other <= p]
        least = max(
            min(1.0, other * sum(rival >= other for rival in p_values)) for other in as_small
        )
        assert adjusted == pytest.approx(least)


def test_holm_passes_over_what_has_no_p():
    reason = Unavailable("every patient changed by the same amount")
    assert adjust_by_holm([0.01, reason, 0.04]) == [0.02, reason, 0.04]


def test_items_are_compared_and_suicidal_thoughts_apart(study_of):
    ratings = [
        {"patient_id": f"P{n:02d}", "moment": moment, "scale": "madrs", "score": 20.0,
         "item_1": 4.0 - after * (n % 3), "item_2": 5.0 - 2 * after, "item_10": 3.0 - after * n / 4}
        for n in range(1, 5)
        for after, moment in enumerate(("before", "after"))
    ]  # fmt: skip
    found = Items.compute(study_of(PAIRS[:4], assessments=ratings))
    first, second, last = found.items
    assert (first.item, first.name, first.n) == (1, "Apparent sadness", 4)
    assert second.mean_difference == 2
    assert second.p == Unavailable("every patient changed by the same amount")
    assert last.apart
    assert last.holm_p == Unavailable("shown apart")
    assert first.holm_p == first.p
    assert [row.label.text for row in found.rows()][-1] == "Suicidal thoughts"


def test_an_item_nobody_has_leaves_the_others_their_own_p(study_of):
    ratings = [
        {"patient_id": f"P{n:02d}", "moment": moment, "scale": "madrs", "score": 20.0,
         "item_1": None, "item_2": 5.0 - after * (n % 2), "item_3": 5.0 - after * (2 + n % 2)}
        for n in range(1, 5)
        for after, moment in enumerate(("before", "after"))
    ]  # fmt: skip
    items: tuple[Any, ...] = Items.compute(study_of(PAIRS[:4], assessments=ratings)).items
    found = {one.item: one for one in items}
    assert set(found) == {2, 3}
    assert found[3].p < found[2].p
    assert found[3].holm_p == pytest.approx(2 * found[3].p)
    assert found[2].holm_p == found[2].p


def oracle(name: str) -> Any:
    return json.loads((ORACLES / f"{name}.json").read_text(encoding="utf-8"))


GROUPS = oracle("groups")


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


def ratings(*courses: tuple[float, ...]) -> pd.DataFrame:
    return pd.DataFrame(
        [(f"P{n}", 2 * place, score) for n, course in enumerate(courses)
         for place, score in enumerate(course)],
        columns=["patient_id", "infusions", "score"],
    )  # fmt: skip

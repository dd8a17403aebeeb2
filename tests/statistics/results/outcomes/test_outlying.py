"""Outlying changes against R, and what they need."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
import pytest

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.results.outcomes.outlying import Outlying, compute_fences, studentise
from tests.places import ORACLES


def oracle(name: str) -> Any:
    return json.loads((ORACLES / f"{name}.json").read_text(encoding="utf-8"))


COMPANIONS = oracle("companions")["samples"]


NAMES = list(COMPANIONS)


def companion_difference(name: str) -> np.ndarray:
    return np.array(COMPANIONS[name]["before"], float) - np.array(COMPANIONS[name]["after"], float)


@pytest.mark.parametrize("name", NAMES)
def test_against_r_outlying_differences(name):
    sample, changes = COMPANIONS[name], companion_difference(name)
    assert compute_fences(changes) == pytest.approx(sample["fences"])
    assert studentise(changes) == pytest.approx(np.array(sample["studentised"]), abs=1e-9)
    ids = tuple(f"P{place:02d}" for place in range(len(changes)))
    found = Outlying.from_differences(ids, changes)
    assert len(found.outside_fences) == sample["outside"]
    assert len(found.studentised) == sum(abs(r) > 3 for r in sample["studentised"])


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

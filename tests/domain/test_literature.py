"""Published rates: the table of the program, and what an edited one may hold."""

from __future__ import annotations

import json

import pytest

from ketgui.domain.literature import PUBLISHED, PublishedError, PublishedRate
from ketgui.domain.outcome import PlanError
from ketgui.domain.plan import AnalysisPlan


def test_against_the_facts_the_programs_table_is_as_printed():
    rates = {one.study: (one.n, one.response, one.remission) for one in PUBLISHED}
    assert rates == {
        "Payette 2023": (21, 19.0, 9.5),
        "Rodrigues 2020": (None, 20.0, 10.9),
        "Swainson 2021": (None, 51.0, 26.0),
        "Alnefeesi 2022": (2665, 45.0, 30.0),
        "Anand 2023 (ELEKT-D)": (195, 55.4, None),
        "McInnes 2022": (537, 53.6, 28.9),
        "Jelovac 2025 (KARMA-Dep 2)": (None, 46.9, 43.8),
        "Lii 2023": (None, 60.0, None),
    }
    assert all(one.source and one.doi for one in PUBLISHED)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({}, "needs a name"),
        ({"study": " "}, "needs a name"),
        ({"study": "A", "response": 101.0}, "between 0 and 100"),
        ({"study": "A", "remission": -1}, "between 0 and 100"),
        ({"study": "A", "n": 0}, "above 0"),
        ({"study": "A", "dose_mg_per_kg": 50}, "below 10"),
        ({"study": "A", "scale": "zork"}, "no scale called zork"),
        ({"study": "A", "zork": 1}, "no zork"),
        ({"study": "A", "n": 2.5}, "wrong kind"),
        ({"study": "A", "response": True}, "wrong kind"),
    ],
)
def test_a_rate_that_cannot_be_says_why(row, said):
    with pytest.raises(PublishedError, match=said):
        PublishedRate.from_dict(row)
    with pytest.raises(PlanError, match=said):
        AnalysisPlan.from_dict({"published": [row]})


@pytest.mark.parametrize("rows", ["zork", [1], 3])
def test_a_table_of_another_kind_is_refused(rows):
    with pytest.raises(PlanError, match="wrong kind"):
        AnalysisPlan.from_dict({"published": rows})


def test_the_table_is_kept_in_the_plan():
    edited = (*PUBLISHED[:2], PublishedRate("Ours 2026", n=12, scale="madrs", response=33.3))
    plan = AnalysisPlan(published=edited)
    kept = json.loads(json.dumps(plan.as_dict()))
    assert AnalysisPlan.from_dict(kept) == plan
    assert kept["published"][2] == {
        "study": "Ours 2026", "n": 12, "scale": "madrs", "response": 33.3,
    }  # fmt: skip
    assert AnalysisPlan.from_dict({"published": []}).published == ()

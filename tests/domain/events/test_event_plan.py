"""Choices about adverse events: kept as they are, refused in words where they cannot be."""

from __future__ import annotations

from typing import Any

import pytest

from ketgui.domain.events.event_plan import EventPlan, EventPlanError


def test_choices_come_back_as_they_were():
    plan = EventPlan(
        ascertainment="questionnaire",
        instrument="PRISE",
        severity_scale="ctcae",
        severity_version="5.0",
        denominator="treated",
        harmonise=False,
        synonyms=(("spaced out", "dissociation"), ("mal de cœur", "nausea")),
    )
    assert EventPlan.from_dict(plan.as_dict()) == plan
    assert EventPlan.from_dict({}) == EventPlan()


@pytest.mark.parametrize(
    "values",
    [
        None,
        {"ascertainment": "by telepathy"},
        {"denominator": "the rows"},
        {"colour": "blue"},
        {"harmonise": "yes"},
        {"synonyms": 3},
        {"synonyms": [["one word"]]},
        {"synonyms": [[1, 2]]},
    ],
)
def test_what_cannot_be_is_refused_in_words(values: Any):
    with pytest.raises(EventPlanError, match=r"\w+"):
        EventPlan.from_dict(values)


def test_the_users_own_word_comes_before_the_built_in_list():
    plan = EventPlan(synonyms=(("Nausées", "queasiness"),))
    assert plan.find_term("nausees") == "queasiness"
    assert plan.find_term("vomissements") == "vomiting"
    assert EventPlan(harmonise=False).find_term(" vomissements ") == "vomissements"


def test_words_of_another_alphabet_are_told_apart():
    plan = EventPlan(synonyms=(("тошнота", "nausea"),))
    assert (plan.find_term("Тошнота"), plan.find_term("головная боль")) == (
        "nausea",
        "головная боль",
    )

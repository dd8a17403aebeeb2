"""Groupings: who responded makes no groups, an earlier treatment does."""

from __future__ import annotations

from typing import Any

import pytest

from ketgui.statistics.results.outcomes.groups import Groups
from ketgui.statistics.study import Study


@pytest.mark.parametrize("name", ["Responder", "Répondeur", "remission_status", "Response ≥ 50"])
def test_responders_are_not_set_against_the_others(name):
    scores = [30.0, 28, 26, 24], [10.0, 11, 20, 22]
    split = ["yes", "yes", "no", "no"]
    named: dict[str, Any] = {name: split}
    assert Groups.compute(Study.of_scores(*scores, **named)).groups == ()
    others: dict[str, Any] = {"site": split, "Responsible clinician": split}
    assert len(Groups.compute(Study.of_scores(*scores, **others)).groups) == 4


@pytest.mark.parametrize("name", ["TMS response", "Réponse antérieure (SMTR)", "prior_remission"])
def test_responders_to_an_earlier_treatment_are_groups(name):
    scores = [30.0, 28, 26, 24], [10.0, 11, 20, 22]
    named: dict[str, Any] = {name: ["none", "none", "partial", "partial"]}
    assert len(Groups.compute(Study.of_scores(*scores, **named)).groups) == 2

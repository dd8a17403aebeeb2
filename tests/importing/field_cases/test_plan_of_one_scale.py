"""A plan that names another scale alone: that scale's own rule of remission, never the MADRS's."""

from __future__ import annotations

from typing import Any

import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.importing import import_text
from ketgui.reporting import analysis_json
from ketgui.statistics.analysis import analyse

AFTER = (4, 5, 7, 8, 9)


def count_remission(scale: str, title: str) -> Any:
    """Return the remission of five patients under a plan of one scale."""
    plan = AnalysisPlan.from_dict({"scale": scale})
    rows = "".join(f"K{n},20,{score}\n" for n, score in enumerate(AFTER))
    imported = import_text(f"id,{title} before,{title} after\n{rows}", None, plan)
    assert imported.cohort is not None, imported.issues
    return analysis_json.as_dict(analyse(imported.cohort, plan))["outcomes"]["remission"]


@pytest.mark.parametrize(
    ("scale", "title", "remitted"),
    [
        ("hamd17", "HAM-D 17", 3),  # at most 7
        ("hamd17", "HDRS17", 3),
        ("qids_sr16", "QIDS-SR16", 2),  # at most 5
        ("phq9", "PHQ-9", 1),  # below 5
        ("madrs", "MADRS", 5),  # below 10
    ],
)
def test_remission_is_that_of_the_plan_s_scale(scale: str, title: str, remitted: int) -> None:
    assert count_remission(scale, title)["count"] == remitted


@pytest.mark.parametrize(
    ("scale", "title"),
    [("bdi2", "BDI-II"), ("madrs_s", "MADRS-S"), ("gad7", "GAD-7"), ("wsas", "WSAS")],
)
def test_a_scale_without_a_rule_has_no_remission(scale: str, title: str) -> None:
    remission = count_remission(scale, title)
    assert remission["count"] is None
    assert remission["reason"]["count"] == "remission_is_not_set_for_this_scale"

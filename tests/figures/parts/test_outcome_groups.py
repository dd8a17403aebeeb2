"""Patients by outcome."""

from __future__ import annotations

import numpy as np

from ketgui.domain.plan import AnalysisPlan
from ketgui.figures import theme
from ketgui.figures.parts.outcome_groups import (
    group_everyone,
    group_rated,
    keep_patients,
    make_legend,
)

# Remission, response, partial response, none, one who is not rated, one well from the start.
PAIRS = [(30, 8), (30, 14), (30, 20), (30, 29), (30, None), (4, 2)]


def test_each_patient_is_in_one_group(analysis_of):
    groups = group_everyone(analysis_of(PAIRS))
    assert [group.title for group in groups] == [
        "Not both ratings", "In remission at baseline", "No response", "Partial response",
        "Response", "Remission",
    ]  # fmt: skip
    flags = np.array([group.flags for group in groups])
    assert (flags.sum(axis=0) == 1).all()
    assert [int(group.flags.argmax()) for group in groups] == [4, 5, 3, 2, 1, 0]


def test_no_two_groups_look_alike(analysis_of):
    groups = group_everyone(analysis_of(PAIRS))
    assert len({group.colour for group in groups}) == len(groups)
    assert len({group.symbol for group in groups}) == len(groups)


def test_a_legend_names_only_groups_with_a_patient(analysis_of):
    entries = make_legend(group_rated(analysis_of(PAIRS[:1])))
    assert [(one.text, one.colour) for one in entries] == [("Remission", theme.REMITTER)]


def test_groups_can_be_narrowed_to_some_patients(analysis_of):
    groups = group_rated(analysis_of(PAIRS))
    chosen = np.array([False, True, False, False, False, False])
    assert [group.title for group in keep_patients(groups, chosen)] == ["Response"]


def test_without_a_response_the_others_are_those_without_remission(analysis_of):
    analysis = analysis_of([(30, 8), (28, 20)], AnalysisPlan(scale="ymrs"))
    legend = [entry.text for entry in make_legend(group_rated(analysis))]
    assert legend == ["No remission", "Remission"]

"""Very many patients as shaded cells."""

from __future__ import annotations

import numpy as np
import pytest

from ketgui.figures.catalogue.outcomes import (
    before_after,
    scatter,
    trajectories,
)
from ketgui.figures.parts.crowd import shade_lines


@pytest.mark.parametrize("figure", [before_after.FIGURE, scatter.FIGURE, trajectories.FIGURE])
def test_the_chosen_are_singled_out_of_a_crowd(analysis_of, figure):
    infusions = [{"patient_id": f"P{n:02d}", "day": 0.0} for n in range(1, 2102)]
    many = analysis_of([(30.0, 9.0 + n % 20) for n in range(2101)], infusions=infusions)
    found = figure.singled(many, frozenset({"P05", "P1900"}), "")
    assert {who for one in found for who in one.ids} == {"P05", "P1900"}
    assert figure.singled(many, frozenset(map(str, many.pairs.patient_id)), "") == ()
    few = analysis_of([(30.0, 9.0 + n) for n in range(5)], infusions=infusions[:5])
    assert figure.singled(few, frozenset({"P05"}), "") == ()


def test_lines_that_all_end_where_they_start_shade_nothing():
    none = np.array([])
    assert shade_lines((none, none, none, none), 0, 60, "#000000") == ()
    outside = np.array([0.0]), np.array([90.0]), np.array([1.0]), np.array([90.0])
    assert shade_lines(outside, 0, 60, "#000000") == ()

"""Cells that hold several things."""

from __future__ import annotations

import numpy as np
import pytest

from ketgui.importing.rows.shaping import convert_units
from tests.importing.made import make_rows


def test_units_beside_numbers_convert_them() -> None:
    values = {
        "weight_kg": np.array([70.0, 150.0, 60.0]),
        "unit_weight_kg": np.array(["kg", "lb", None], np.object_),
    }
    convert_units("infusions", values, {})
    assert list(values) == ["weight_kg"]
    assert values["weight_kg"] == pytest.approx([70.0, 150 * 0.45359237, 60.0])


def test_several_events_in_a_cell_are_a_row_each() -> None:
    draft = make_rows("id,side effects,MADRS before\nP1,mild nausea; headache +++,30\n")
    (piece,) = draft.of("adverse_events")
    assert list(piece.values["term"]) == ["nausea", "headache"]
    assert list(piece.values["severity"]) == ["mild", "severe"]
    assert list(piece.rows) == [2, 2]


def test_only_a_yes_makes_a_row() -> None:
    draft = make_rows("id,MADRS before,nausea\nP1,30,1\nP2,28,0\n")
    (piece,) = draft.of("adverse_events")
    assert list(piece.rows) == [2]


def test_of_two_ratings_of_one_infusion_the_higher_is_kept() -> None:
    rows = "id,cadss_d0_40min,cadss_d0_80min\nP1,20,4\nP2,3,9\n"
    kept = [piece for piece in make_rows(rows).of("assessments") if len(piece)]
    assert sorted(v for piece in kept for v in piece.values["score"]) == [9, 20]

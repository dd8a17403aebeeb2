"""Cells: a number, or the reason for its lack in the same place."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.rows import (
    Correlation,
    Number,
    PValue,
    Range,
    collect_values,
    make_correlation_cell,
    make_limits_cell,
    make_number_cell,
    make_p_value_cell,
)

REASON = Unavailable("not recorded")


@dataclass(frozen=True)
class _Pair:
    first: float | Unavailable
    second: tuple[Unavailable, ...]


@pytest.mark.parametrize(
    "make", [make_number_cell, make_p_value_cell, make_correlation_cell, make_limits_cell]
)
def test_a_reason_stays_the_reason_it_is(make):
    assert make(REASON) is REASON


def test_numbers_are_kept_whole_whatever_their_decimals():
    assert make_number_cell(27.619, 1, "mg") == Number(27.619, 1, "mg")
    assert make_p_value_cell(5.6e-7) == PValue(5.6e-7)
    assert make_correlation_cell(0.7669) == Correlation(0.7669, 2)
    assert make_limits_cell((6.4, 11.6), 2) == Range(6.4, 11.6, 2)
    assert make_limits_cell((0.5, 0.9), 2, of_coefficient=True) == Range(0.5, 0.9, 2, True)


def test_values_are_collected_by_name_and_not_converted():
    inside = (REASON,)
    found = collect_values(_Pair(REASON, inside))
    assert found == {"first": REASON, "second": inside}
    assert found["second"] is inside

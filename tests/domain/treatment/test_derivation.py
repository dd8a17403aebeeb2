"""Derivation: values, their arithmetic, and the reasons for their lack."""

from __future__ import annotations

import pytest

from ketgui.domain.treatment.derivation import format_clock


@pytest.mark.parametrize(
    ("in_seconds", "written"),
    [(0, "0:00"), (59.4, "0:59"), (59.6, "1:00"), (873.5, "14:33"), (1186.944, "19:47")],
)
def test_a_clock_counts_no_half_second_that_has_not_passed(in_seconds: float, written: str) -> None:
    assert format_clock(in_seconds / 60) == written

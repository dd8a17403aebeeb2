"""An axis whose far ends take little of its length."""

from __future__ import annotations

from itertools import pairwise

import pytest

from ketgui.figures.parts.broken_axis import break_axis


def test_both_far_ends_are_narrow():
    axis = break_axis(-400, 200, -14, 25, "Days")
    assert axis.breaks == (-14, 25)
    shares = dict(axis.knots)
    # 39 days in the middle have more room than 561 at the ends.
    assert shares[25] - shares[-14] > 0.6
    assert (axis.knots[0], axis.knots[-1]) == ((-400, 0.0), (200, 1.0))
    assert all(a < b and s < t for (a, s), (b, t) in pairwise(axis.knots))


def test_an_end_that_is_near_stays_in_the_middle():
    assert break_axis(-20, 30, -14, 25, "Days").knots == ()
    late = break_axis(-5, 100, -14, 25, "Days")
    assert late.breaks == (25,)
    assert late.knots[0] == (-5, 0.0)


@pytest.mark.parametrize(("low", "high"), [(-400, 200), (-27, 31), (-100, 20), (0, 5)])
def test_ticks_are_in_order_and_within(low, high):
    axis = break_axis(low, high, -14, 25, "Days")
    places = [at for at, _label in axis.ticks or ()]
    assert places == sorted(set(places))
    assert all(low <= at <= high for at in places)
    assert len(places) >= 2

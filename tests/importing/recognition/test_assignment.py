"""The best assignment as a whole, against scipy's."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from ketgui.importing.recognition.assignment import assign

POINTS = st.lists(
    st.dictionaries(st.sampled_from("abcdef"), st.floats(0.1, 9), max_size=4),
    min_size=1,
    max_size=6,
)


@given(POINTS)
def test_the_sum_of_points_is_the_most_there_can_be(points: list[dict[str, float]]) -> None:
    found = assign(points)
    taken = [target for target in found if target is not None]
    assert len(taken) == len(set(taken))
    got = sum(p[t] for p, t in zip(points, found, strict=True) if t is not None)
    gains = np.array([[p.get(target, 0.0) for target in "abcdef"] for p in points])
    rows, columns = linear_sum_assignment(gains, maximize=True)
    assert got == np.float64(gains[rows, columns].sum()) or np.isclose(
        got, gains[rows, columns].sum()
    )


def test_a_column_gives_way_where_the_whole_is_better() -> None:
    assert assign([{"age": 3.0, "dose": 1.0}, {"age": 2.9}]) == ["dose", "age"]


def test_what_is_worth_nothing_is_not_given() -> None:
    assert assign([{"age": -1.0}, {}]) == [None, None]

"""Numbers as they are printed."""

from __future__ import annotations

import pytest

from ketgui.statistics.consistency.printed import Printed


@pytest.mark.parametrize(
    ("text", "value"),
    [("27,6", (27.6, 1)), (" 19.0 %", (19.0, 1)), ("−3", (-3.0, 0)), (".77", (0.77, 2))],
)
def test_numbers_are_read_with_their_places(text, value):
    read = Printed.of(text)
    assert read is not None
    assert (read.value, read.decimals) == value


@pytest.mark.parametrize("text", ["", "abc", "1.2.3", "1 234", "0.1234567", "nan"])
def test_what_is_no_number_is_none(text):
    assert Printed.of(text) is None


def test_a_number_stands_for_all_that_round_to_it():
    assert Printed(27.6, 1).limits == pytest.approx((27.55, 27.65))
    assert Printed(27.6, 1).meets((27.65, 30.0))
    assert not Printed(27.6, 1).meets((27.66, 30.0))

"""Units and their factors."""

from __future__ import annotations

import pytest

from ketgui.importing.vocabulary.targets import Target
from ketgui.importing.vocabulary.units import UNITS, get_factor, list_spellings

WEIGHT = Target("infusions", "weight_kg")
DURATION = Target("infusions", "duration_minutes")


def test_pounds_are_the_international_ones() -> None:
    # The international avoirdupois pound, exactly (1959).
    assert get_factor(WEIGHT, "lb") == 0.45359237


def test_the_field_s_own_unit_changes_nothing() -> None:
    assert get_factor(WEIGHT, "kg") == get_factor(WEIGHT, "") == 1
    assert get_factor(DURATION, "h") == 60


def test_only_units_that_can_be_converted_are_known() -> None:
    assert set(list_spellings(WEIGHT).values()) == {"kg", "lb"}
    assert list_spellings(Target("patients", "sex")) == {}


@pytest.mark.parametrize(("own", "other"), UNITS)
def test_no_unit_is_its_own_multiple(own: str, other: str) -> None:
    assert own != other
    assert UNITS[own, other] > 0

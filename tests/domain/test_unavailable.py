"""What stands in the place of a number that cannot be computed."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields

import pytest

from ketgui.domain.unavailable import Unavailable


def test_unavailable_is_a_reason_and_nothing_else():
    assert [field.name for field in fields(Unavailable)] == ["reason"]


def test_equal_reasons_are_equal_and_none_can_be_changed():
    reason = Unavailable("not recorded")
    assert reason == Unavailable("not recorded")
    assert reason != Unavailable("not reported")
    with pytest.raises(FrozenInstanceError):
        reason.reason = "another"  # type: ignore[misc]


def test_a_reason_does_not_pass_for_a_number():
    with pytest.raises(TypeError):
        Unavailable("not recorded") + 1  # type: ignore[operator]

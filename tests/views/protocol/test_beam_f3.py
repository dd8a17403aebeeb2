"""The check of a recorded BeamF3 position."""

from __future__ import annotations

import pytest

from ketgui.views.protocol.beam_f3 import BeamF3Check

pytestmark = pytest.mark.usefixtures("example_is_open")


def test_a_beam_f3_record_is_checked(qtbot, window):
    window.actions_by_name["check_beam_f3"].trigger()
    check = window.findChild(BeamF3Check)
    check.set_measurements(36, 38, 60)
    assert check.result.text().startswith("X 6.95 cm")
    check._adjusted.setChecked(True)
    assert "Y 10.14 cm" in check.result.text()
    check.set_measurements(14, 15, 24)
    assert "lies outside" in check.result.text()

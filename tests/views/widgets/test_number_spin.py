"""Numbers in fields: written as elsewhere in the program, without zeros that say nothing."""

from __future__ import annotations

import pytest

from ketgui.text import language, percent_sign
from ketgui.views.widgets.number_spin import NumberSpin


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [("en", 50, "50%"), ("en", 62.5, "62.5%"), ("fr", 62.5, "62,5\u00a0%"),
     ("fr", 33.333, "33,33\u00a0%")],
)  # fmt: skip
def test_a_number_has_the_places_it_needs(qtbot, code, value, text):
    with language(code):
        spin = NumberSpin("Percent", 0, 100, suffix=percent_sign())
        qtbot.addWidget(spin)
        spin.setValue(value)
        assert spin.text() == text


def test_a_field_has_a_name_for_a_screen_reader(qtbot):
    spin = NumberSpin("Score of remission", 0, 60)
    qtbot.addWidget(spin)
    assert spin.accessibleName() == spin.toolTip() == "Score of remission"


def test_a_number_stays_in_its_range(qtbot):
    spin = NumberSpin("Score", 0, 60, step=5)
    qtbot.addWidget(spin)
    spin.setValue(75)
    assert spin.value() == 60
    spin.stepDown()
    assert spin.value() == 55

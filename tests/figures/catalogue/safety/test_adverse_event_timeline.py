"""The events of one patient in time."""

from __future__ import annotations

from ketgui.figures.catalogue.safety import (
    adverse_event_timeline,
)
from ketgui.figures.spec import Points


def test_the_timeline_is_of_one_patient_and_can_be_of_another(analysis):
    figure = adverse_event_timeline.FIGURE
    assert figure.variants is not None
    assert figure.variants.choices(analysis) == (("P1", "P1"), ("P2", "P2"), ("P3", "P3"))
    first = figure.build(analysis)
    assert "P1" in first.caption
    rings = [m for m in first.panels[0].marks if isinstance(m, Points) and m.symbol == "circle"]
    assert [ring.x for ring in rings] == [(2.0,)]
    # The severities are drawn upon their outlines, the rings below both.
    symbols = [m for m in first.panels[0].marks if isinstance(m, Points)]
    assert [mark.filled for mark in symbols] == [False, False, True, True]
    assert symbols[0].symbol == "circle"
    third = figure.variants.build(analysis, "P3")
    assert "stands at 0" in third.caption

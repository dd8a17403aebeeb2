"""Figure 1: four panels, lettered."""

from __future__ import annotations

import pytest

from ketgui.figures.catalogue import figure_1
from ketgui.figures.catalogue.outcomes import (
    before_after,
    response_remission,
)
from ketgui.figures.catalogue.patients import demographics
from ketgui.figures.catalogue.safety import adverse_events
from ketgui.figures.spec import Bars
from tests.figures.marks import marks


def test_figure_1_is_the_four_panels_lettered(example):
    spec = figure_1.build(example)
    assert [panel.letter for panel in spec.panels] == ["A", "B", "C", "D"]
    assert spec.columns == 2
    for letter in "ABCD":
        assert f"({letter})" in spec.caption
    assert [panel.title for panel in spec.panels] == [
        "Patients",
        "Adverse events",
        "MADRS before and after",
        "Response and remission",
    ]


def test_a_panel_without_data_is_neither_drawn_nor_described(analysis_of):
    spec = figure_1.build(analysis_of([(30, 12), (28, 20), (35, 30)]))
    assert [panel.letter for panel in spec.panels] == ["A", "B"]
    assert not any(panel.reason for panel in spec.panels)
    assert "adverse" not in f"{spec.title} {spec.caption}".lower()
    assert spec.caption.startswith("(A) MADRS score of each")


@pytest.mark.parametrize("part", [demographics, adverse_events, before_after, response_remission])
def test_without_patients_a_panel_is_its_reason(analysis_of, part):
    panel = part.draw_panel(analysis_of())
    assert panel.reason.endswith(".")
    assert not marks(panel, Bars)

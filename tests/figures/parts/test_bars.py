"""Bars of percentages."""

from __future__ import annotations

from ketgui.figures.parts.bars import LabelledBar, draw_horizontal_bars, draw_vertical_bars
from ketgui.figures.spec import DirectLabel, ErrorBars
from tests.figures.marks import marks


def test_bars_without_interval_have_words_at_their_end():
    made = [LabelledBar("a", 40.0, "4/10")]
    for draw in (draw_horizontal_bars, draw_vertical_bars):
        panel = draw(made, title="t", axis_label="%", colour="#000000", reason="none")
        assert not marks(panel, ErrorBars)
        assert marks(panel, DirectLabel)[0].text == "4/10"

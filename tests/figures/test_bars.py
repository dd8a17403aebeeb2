"""Bars of percentages."""

from __future__ import annotations

from ketgui.figures.bars import LabelledBar, horizontal_bars, vertical_bars
from ketgui.figures.spec import Errors, Words
from tests.figures.marks import marks


def test_bars_without_interval_have_words_at_their_end():
    made = [LabelledBar("a", 40.0, "4/10")]
    for draw in (horizontal_bars, vertical_bars):
        panel = draw(made, title="t", axis_label="%", colour="#000000", reason="none")
        assert not marks(panel, Errors)
        assert marks(panel, Words)[0].text == "4/10"

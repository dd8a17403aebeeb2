"""Means over a course: one mark of each kind, with intervals where there are any."""

from __future__ import annotations

from ketgui.figures.parts.means import draw_means
from ketgui.figures.spec import ErrorBars, Lines, Points


def test_every_mean_has_a_symbol_and_those_that_can_an_interval():
    marks = draw_means((0.0, 1.0), (30.0, 20.0), [(0.0, 28.0, 32.0)], ("a", "b"), 6.0)
    line, bars, points = marks
    assert isinstance(line, Lines)
    assert line.paths == (((0.0, 30.0), (1.0, 20.0)),)
    assert isinstance(bars, ErrorBars)
    assert (bars.at, bars.low, bars.high) == ((0.0,), (28,), (32,))
    assert isinstance(points, Points)
    assert (points.y, points.hover) == ((30.0, 20.0), ("a", "b"))


def test_means_of_single_ratings_have_no_interval():
    _line, bars, _points = draw_means((0.0,), (30.0,), [], ("a",), 6.0)
    assert isinstance(bars, ErrorBars)
    assert bars.at == ()

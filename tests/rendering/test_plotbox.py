"""From data units to the page."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PySide6.QtCore import QRectF

from ketgui.figures.spec import Axis, Panel
from ketgui.rendering.plotbox import PlotBox, compute_share, find_span


def test_the_corners_of_the_data_are_the_corners_of_the_plot():
    box = PlotBox(Panel(Axis(0, 10), Axis(-5, 5)), QRectF(20, 30, 200, 100))
    assert box.to_page(0, -5).toTuple() == (20, 130)
    assert box.to_page(10, 5).toTuple() == (220, 30)
    assert box.to_page(5, 0).toTuple() == (120, 80)


def test_many_places_are_mapped_as_each_is():
    box = PlotBox(Panel(Axis(0, 10), Axis(-5, 5)), QRectF(20, 30, 200, 100))
    x, y = (1.0, 2.5, 9.0), (-4.0, 0.0, 3.0)
    each = [box.to_page(a, b).toTuple() for a, b in zip(x, y, strict=True)]
    assert box.map_points(x, y) == pytest.approx(np.array(each))


def test_an_axis_without_extent_has_room_on_both_sides():
    assert find_span(Axis(3, 3)) == (2.5, 3.5)
    assert find_span(Axis(math.nan, 1)) == (0, 1)
    assert find_span(Axis(2, math.inf)) == (1.5, 2.5)


def test_a_share_is_how_far_along_the_axis_a_value_is():
    assert [compute_share(Axis(10, 20), at) for at in (10, 15, 20)] == [0, 0.5, 1]

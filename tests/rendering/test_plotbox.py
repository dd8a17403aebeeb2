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


def test_an_axis_of_several_scales_is_straight_between_its_knots():
    axis = Axis(-100, 20, knots=((-100.0, 0.0), (0.0, 0.2), (20.0, 1.0)))
    shares = [compute_share(axis, at) for at in (-100, -50, 0, 10, 20)]
    assert shares == pytest.approx([0, 0.1, 0.2, 0.6, 1])
    # Beyond its ends it goes on with the nearest scale.
    assert compute_share(axis, -150) == pytest.approx(-0.1)
    assert compute_share(axis, 25) == pytest.approx(1.2)
    box = PlotBox(Panel(axis, Axis(0, 1)), QRectF(0, 0, 100, 100))
    assert box.to_page(10, 0).x() == 60
    assert box.x.find_value(60) == pytest.approx(10)
    assert box.x.find_value(500) == 20


def test_a_value_is_found_where_it_is_drawn():
    box = PlotBox(Panel(Axis(0, 10), Axis(-5, 5)), QRectF(20, 30, 200, 100))
    assert box.x.find_value(box.to_page(7, 0).x()) == pytest.approx(7)
    assert box.y.find_value(box.to_page(0, -2).y()) == pytest.approx(-2)
    knotted = Axis(0, 3, knots=((0.0, 0.0), (1.0, 0.5), (3.0, 1.0)))
    down = PlotBox(Panel(Axis(0, 1), knotted), QRectF(0, 0, 100, 100))
    assert down.y.find_value(down.to_page(0, 2).y()) == pytest.approx(2)

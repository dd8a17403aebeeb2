"""Each kind of mark is drawn as it is declared."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest
from PySide6.QtGui import QColor

from ketgui.figures.spec import (
    Bars,
    ErrorBars,
    Lines,
    Points,
    Symbol,
)
from ketgui.rendering import shapes
from tests.rendering.drawings import RED, SCALE, colour_at, drawn, ink_of, plain

SYMBOLS = get_args(Symbol)


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_symbols_are_of_their_size_and_open_or_filled(qapp, pixels, symbol):
    filled = plain(Points((5,), (5,), RED, symbol, 20))
    opened = plain(
        Points((5,), (5,), RED, symbol, 20, filled=False), Bars((0,), (10,), (0,), (10,), "#00D000")
    )
    assert colour_at(filled, 5, 5) == "#d00000"
    assert colour_at(opened, 5, 5) == "#ffffff"
    image = pixels(drawn(filled))
    rows, columns = np.nonzero(image[..., 1] < 128)
    points = 72 / 96 / SCALE
    # A tick is a stroke: as high as the others, but narrow.
    assert (4 if symbol == "tick" else 16) < np.ptp(columns) * points < 30
    assert 16 < np.ptp(rows) * points < 30


def test_the_symbols_differ(qapp, pixels):
    images = [pixels(drawn(plain(Points((5,), (5,), RED, kind, 20)))) for kind in SYMBOLS]
    for place, image in enumerate(images):
        for other in images[place + 1 :]:
            assert np.abs(image - other).sum() > 100_000


def test_caps_are_in_points(qapp, pixels):
    image = pixels(drawn(plain(ErrorBars((5,), (2,), (8,), RED, 1, cap=12))))
    columns = np.nonzero(image[..., 1] < 128)[1]
    assert np.ptp(columns) + 1 == pytest.approx(12 * 96 / 72 * SCALE, abs=2)


def test_opacity_and_dashes(qapp, pixels):
    assert colour_at(plain(Bars((2,), (4,), (0,), (7,), "#000000", 0.5)), 3, 3) in (
        "#7f7f7f",
        "#808080",
    )
    solid, dashed, dotted = (
        ink_of(drawn(plain(Lines((((1, 5), (9, 5)),), RED, 2, dash=dash))), pixels, RED)
        for dash in ("solid", "dashed", "dotted")
    )
    assert solid * 0.45 < dashed < solid * 0.7
    assert solid * 0.2 < dotted < solid * 0.45


def test_a_bar_has_an_outline_where_it_asks_for_one(qapp):
    drawing = plain(Bars((2,), (4,), (0,), (7,), "#FFFFFF", outline=RED))
    edge = QColor(colour_at(drawing, 3, 7))
    assert edge.red() > 190
    assert edge.green() < 110


def test_a_see_through_colour_on_paper():
    assert shapes.mix_with_paper("#000000", 0.5) == "#808080"
    assert shapes.mix_with_paper(RED, 1.0) == RED.lower()


def test_a_hatched_bar_is_part_paper_and_stays_in_its_box(qapp, pixels):
    filled = drawn(plain(Bars((2,), (8,), (2,), (8,), RED)))
    hatched = drawn(plain(Bars((2,), (8,), (2,), (8,), RED, hatch=True)))
    assert 0.1 < ink_of(hatched, pixels, RED) / ink_of(filled, pixels, RED) < 0.5
    # Its outline is half outside of its box.
    rows, columns = np.nonzero(pixels(hatched)[..., 1] < 128)
    solid_rows, solid_columns = np.nonzero(pixels(filled)[..., 1] < 128)
    for hatch, solid in ((rows, solid_rows), (columns, solid_columns)):
        assert hatch.min() >= solid.min() - 2
        assert hatch.max() <= solid.max() + 2


def test_a_bar_is_no_thicker_than_it_may_be_and_stays_in_the_middle(qapp, pixels):
    image = pixels(drawn(plain(Bars((2,), (8,), (2,), (8,), RED, widest=20, tallest=10))))
    rows, columns = np.nonzero(image[..., 1] < 128)
    points = 72 / 96 / SCALE
    assert (np.ptp(columns) + 1) * points == pytest.approx(20, abs=1)
    assert (np.ptp(rows) + 1) * points == pytest.approx(10, abs=1)
    middle = plain().panels[0].box.to_page(5, 5) * SCALE
    assert (columns.min() + columns.max()) / 2 == pytest.approx(middle.x(), abs=2)
    assert (rows.min() + rows.max()) / 2 == pytest.approx(middle.y(), abs=2)


@pytest.mark.parametrize("end", [(9, 5), (5, 1)])
def test_an_arrow_ends_in_a_head(qapp, pixels, end):
    path = (((5, 5), end),)
    line = ink_of(drawn(plain(Lines(path, RED, 1))), pixels, RED)
    arrow = ink_of(drawn(plain(Lines(path, RED, 1, arrow=True))), pixels, RED)
    # A triangle of 5 by 4 points, of which the line covers a part.
    assert arrow - line > 0.5 * (5 * 4 / 2 - 5) * (96 / 72 * SCALE) ** 2


def test_a_halo_keeps_a_line_clear_of_what_is_under_it(qapp):
    crowd = Bars((0,), (10,), (0,), (10,), "#000000")
    line = Lines((((1, 5), (9, 5)),), RED, 2, halo=True)
    drawing = plain(crowd, line)
    at = drawing.panels[0].box.to_page(5, 5) * SCALE
    image = drawn(drawing)
    assert image.pixelColor(at.toPoint()).name() == RED.lower()
    beside = int(at.y() + (1 + 0.4) * 96 / 72 * SCALE)
    assert image.pixelColor(int(at.x()), beside).name() == "#ffffff"


def test_the_line_around_a_small_symbol_is_thinner():
    assert shapes.find_edge_width(5) == 0.8
    assert shapes.find_edge_width(1) == 0.2

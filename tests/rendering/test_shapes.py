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

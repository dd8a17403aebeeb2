"""Sizes and colours: windows within their screen, words that can be read on their background."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QWidget

from ketgui.views import layout
from ketgui.views.theme import make_interface_font


def test_no_window_is_larger_than_its_screen(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    layout.fit_screen(window, QSize(9000, 8000))
    room = window.screen().availableSize()
    assert window.size() == room - layout.FRAME
    layout.fit_screen(window, QSize(300, 200))
    assert window.size() == QSize(300, 200)


@pytest.fixture(params=["#ffffff", "#2b2d30"], ids=["light", "dark"])
def window_colour(request, qapp):
    before = qapp.palette()
    colour = QColor(request.param)
    qapp.setPalette(QPalette(colour, colour))
    yield colour
    qapp.setPalette(before)


def luminance(colour: QColor) -> float:
    """Return the relative luminance as WCAG 2.1 defines it."""
    channels = (
        value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4
        for value in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return sum(share * value for share, value in zip((0.2126, 0.7152, 0.0722), channels,
                                                     strict=True))  # fmt: skip


@pytest.mark.parametrize("severity", ["warning", "error"])
def test_words_of_a_colour_have_the_contrast_of_large_text_at_least(window_colour, severity):
    pair = sorted((luminance(window_colour), luminance(layout.get_state_colour(severity))))
    assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 3


def test_quiet_words_have_the_contrast_of_body_text(window_colour):
    pair = sorted((luminance(window_colour), luminance(layout.get_quiet_colour())))
    assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5


def test_an_icon_is_drawn_in_the_colour_asked_for(qapp):
    side = 2 * layout.ICON
    image = layout.make_icon("save", QColor("#ff0000")).pixmap(side).toImage()
    pixels = [image.pixelColor(x, y) for x in range(side) for y in range(side)]
    solid = {pixel.name() for pixel in pixels if pixel.alpha() == 255}
    assert solid == {"#ff0000"}
    # Words beside it keep their distance.
    assert {image.pixelColor(side - 2, y).alpha() for y in range(side)} == {0}


def test_lengths_grow_with_the_letters(qapp):
    before = qapp.font()
    try:
        qapp.setFont(make_interface_font(200))
        assert layout.scale(100) == pytest.approx(200, abs=5)
    finally:
        qapp.setFont(before)

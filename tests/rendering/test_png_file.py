"""A picture as PNG."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image
from PySide6.QtGui import QColor, QImage

from ketgui.rendering.png_file import encode_png


def picture() -> QImage:
    image = QImage(31, 17, QImage.Format.Format_RGB32)
    for x in range(31):
        for y in range(17):
            image.setPixelColor(x, y, QColor(8 * x, 15 * y, (x * y) % 256))
    image.setDotsPerMeterX(11_811)
    image.setDotsPerMeterY(11_811)
    return image


def test_every_pixel_is_read_back(pixels):
    with Image.open(io.BytesIO(encode_png(picture(), {}))) as read:
        assert read.mode == "RGB"
        assert np.array_equal(np.asarray(read), pixels(picture()))


def test_its_resolution_and_words_are_read_back():
    with Image.open(io.BytesIO(encode_png(picture(), {"Title": "Ratings « after »"}))) as read:
        read.load()
        assert round(read.info["dpi"][0]) == 300
        assert read.info["Title"] == "Ratings « after »"


def test_the_same_picture_gives_the_same_bytes():
    assert encode_png(picture(), {}) == encode_png(picture(), {})

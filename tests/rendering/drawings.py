"""Drawings of a few marks, and their pixels."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from ketgui.figures import theme
from ketgui.figures.spec import (
    Axis,
    Mark,
    Panel,
)
from ketgui.rendering.painter import Drawing
from tests.rendering.invented import figure

WIDTH, HEIGHT, SCALE = 340, 255, 3
RED = "#D00000"


def drawn(drawing: Drawing, scale: int = SCALE) -> QImage:
    image = QImage(WIDTH * scale, HEIGHT * scale, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.PAPER))
    painter = QPainter(image)
    drawing.render(painter, QRectF(image.rect()))
    painter.end()
    return image


def plain(*marks: Mark, **parts) -> Drawing:
    axis = Axis(0, 10, visible=False)
    return Drawing(figure(Panel(axis, axis, marks, **parts)), WIDTH, HEIGHT)


def colour_at(drawing: Drawing, x: float, y: float, image: QImage | None = None) -> str:
    at = drawing.panels[0].box.to_page(x, y) * SCALE
    return (image or drawn(drawing)).pixelColor(at.toPoint()).name()


def ink_of(image: QImage, pixels, colour: str) -> int:
    wanted = QColor(colour)
    rgb = np.array([wanted.red(), wanted.green(), wanted.blue()])
    return int((np.abs(pixels(image) - rgb).max(axis=2) < 12).sum())

"""Text in a figure: one vendored font, measured and drawn alike at every resolution.

Sizes are points; lengths are pixels of a 96 dpi page. Text is laid out in one large size and
scaled, so that neither hinting nor the system's resolution moves a letter.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QPainter

from ketgui.figures.theme import FONT
from ketgui.paths import resource

PX_PER_PT = 96 / 72
_LAYOUT_PX = 32


@cache
def font(bold: bool = False) -> QFont:
    """Return the figures' font in the size in which text is laid out."""
    _load()
    made = QFont(FONT)
    made.setPixelSize(_LAYOUT_PX)
    made.setBold(bold)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    return made


@cache
def _load() -> None:
    for path in sorted(resource("fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


def width(text: str, size: float, bold: bool = False) -> float:
    """Return the width of the longest of the text's lines."""
    metrics = QFontMetricsF(font(bold))
    scale = _scale(size)
    return max(metrics.horizontalAdvance(line) for line in text.split("\n")) * scale


def line_height(size: float) -> float:
    """Return the distance from one line to the next."""
    return QFontMetricsF(font()).height() * _scale(size)


def height(text: str, size: float) -> float:
    """Return the height of all of the text's lines."""
    return line_height(size) * (text.count("\n") + 1) if text else 0.0


def wrapped(text: str, size: float, room: float, bold: bool = False) -> str:
    """Break text between words so that no line is wider than `room`, if words allow it."""
    return "\n".join(_wrapped_line(line, size, room, bold) for line in text.split("\n"))


def draw(
    painter: QPainter,
    at: QPointF,
    text: str,
    size: float,
    colour: str,
    *,
    bold: bool = False,
    across: float = 0.0,
    down: float = 0.5,
    angle: float = 0.0,
) -> None:
    """Draw text around `at`.

    Parameters
    ----------
    across, down : float
        Which part of the text lies on `at`: 0 its left or upper edge, 1 its right or lower.
    angle : float
        Degrees, anticlockwise.
    """
    metrics = QFontMetricsF(font(bold))
    lines = text.split("\n")
    painter.save()
    painter.translate(at)
    painter.rotate(-angle)
    painter.scale(_scale(size), _scale(size))
    painter.setFont(font(bold))
    painter.setPen(QColor(colour))
    top = -metrics.height() * len(lines) * down
    for place, line in enumerate(lines):
        left = -metrics.horizontalAdvance(line) * across
        painter.drawText(QPointF(left, top + metrics.height() * place + metrics.ascent()), line)
    painter.restore()


def _scale(size: float) -> float:
    return size * PX_PER_PT / _LAYOUT_PX


def _wrapped_line(line: str, size: float, room: float, bold: bool) -> str:
    lines, current = [], ""
    for word in line.split(" "):
        longer = f"{current} {word}" if current else word
        if current and width(longer, size, bold) > room:
            lines.append(current)
            current = word
        else:
            current = longer
    return "\n".join([*lines, current])

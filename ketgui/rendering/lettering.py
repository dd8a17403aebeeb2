"""Text in a figure: one vendored font, measured and drawn alike at every resolution.

Sizes are points; lengths are pixels of a 96 dpi page. Text is laid out in one large size and
scaled, so that neither hinting nor the system's resolution moves a letter.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QPainter

from ketgui.figures.theme import FONT
from ketgui.paths import find_resource

PX_PER_PT = 96 / 72
# Large enough that rounding to whole pixels in the font's metrics no longer shows.
_LAYOUT_PX = 32
# A sign such as ≥ stays with what follows it, ± and = with both sides.
_BREAK = re.compile(r"(?<![≥≤<>=±]) (?![±=])")

Extent = Callable[[str], float]


@cache
def make_font(bold: bool = False) -> QFont:
    """Return the figures' font in the size in which text is laid out."""
    _load()
    laid_out = QFont(FONT)
    laid_out.setPixelSize(_LAYOUT_PX)
    laid_out.setBold(bold)
    laid_out.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    laid_out.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    return laid_out


@cache
def _load() -> None:
    for path in sorted(find_resource("fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


def measure_width(text: str, size: float, bold: bool = False) -> float:
    """Return the width of the longest of the text's lines."""
    metrics = QFontMetricsF(make_font(bold))
    scale = _scale(size)
    return max(metrics.horizontalAdvance(line) for line in text.split("\n")) * scale


def measure_line(size: float) -> float:
    """Return the distance from one line to the next."""
    return QFontMetricsF(make_font()).height() * _scale(size)


def measure_height(text: str, size: float) -> float:
    """Return the height of all of the text's lines."""
    return measure_line(size) * (text.count("\n") + 1) if text else 0.0


def wrap(
    text: str, size: float, room: float, bold: bool = False, *, break_words: bool = True
) -> str:
    """Break text between words such that no line is wider than `room`.

    A word that is too wide by itself is broken too, unless `break_words` is false.
    """
    lines: list[str] = []
    for line in text.split("\n"):
        lines += _split_lines(line, size, room, bold, break_words)
    return "\n".join(lines)


def shorten(text: str, most_lines: int) -> str:
    """Return the first lines of a text, the last one ended by an ellipsis if more follow."""
    lines = text.split("\n")
    if len(lines) <= most_lines:
        return text
    kept_lines = lines[:most_lines]
    return "\n".join([*kept_lines[:-1], f"{kept_lines[-1].rstrip(' ,;-')[:-1]}…"])


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
        Which part of the text lies on `at`: 0 its left or upper edge, 1 its right or lower edge.
    angle : float
        Degrees, anticlockwise.
    """
    metrics = QFontMetricsF(make_font(bold))
    lines = text.split("\n")
    painter.save()
    painter.translate(at)
    painter.rotate(-angle)
    painter.scale(_scale(size), _scale(size))
    painter.setFont(make_font(bold))
    painter.setPen(QColor(colour))
    # Qt draws from the baseline, which lies one ascent below a line's top.
    top = -metrics.height() * len(lines) * down
    for row, line in enumerate(lines):
        left = -metrics.horizontalAdvance(line) * across
        painter.drawText(QPointF(left, top + metrics.height() * row + metrics.ascent()), line)
    painter.restore()


def _scale(size: float) -> float:
    return size * PX_PER_PT / _LAYOUT_PX


def _split_lines(line: str, size: float, room: float, bold: bool, break_words: bool) -> list[str]:
    lines, current = [], ""
    for word in _BREAK.split(line):
        longer = f"{current} {word}" if current else word
        if measure_width(longer, size, bold) <= room:
            current = longer
            continue
        if current:
            lines.append(current)
        *full, current = _break_word(word, size, room, bold) if break_words else [word]
        lines += full
    return [*lines, current]


def _break_word(word: str, size: float, room: float, bold: bool) -> list[str]:
    """Break a word that is too wide, with a hyphen unless it breaks at one of its own."""
    parts = []
    while measure_width(word, size, bold) > room and len(word) > 3:
        fits = [
            n for n in range(2, len(word) - 1) if measure_width(f"{word[:n]}-", size, bold) <= room
        ]
        end = fits[-1] if fits else 2
        # A hyphen or slash of the word itself is a better place to break than any other.
        marked = max((word.rfind(c, 0, end) for c in "-/"), default=-1) + 1
        if marked > 2:
            parts.append(word[:marked])
            word = word[marked:]
        else:
            parts.append(f"{word[:end]}-")
            word = word[end:]
    return [*parts, word]

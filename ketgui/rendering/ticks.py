"""The ticks of an axis and their words, made to fit without touching each other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ketgui.figures import theme
from ketgui.figures.spec import Axis
from ketgui.rendering import lettering
from ketgui.rendering.lettering import PX_PER_PT
from ketgui.rendering.plotbox import share, span

_MOST_TICKS = 7
_APART = 2.5 * PX_PER_PT
# Journals ask for no letter under five points.
_SMALLEST = 5.0
_SIZES = (theme.TEXT_SIZE, 6.0, _SMALLEST)
_SIDE_SHARES = (0.42, 0.5)

Labels = tuple[tuple[float, str], ...]


@dataclass(frozen=True)
class Ticks:
    """Where ticks stand in data units with their words, "" for none, and the words' size."""

    labels: Labels
    size: float

    def width(self) -> float:
        """Return the width of the widest label."""
        return max((lettering.width(words, self.size) for _at, words in self.labels), default=0.0)

    def height(self) -> float:
        """Return the height of the tallest label."""
        return max((lettering.height(words, self.size) for _at, words in self.labels), default=0.0)


def declared_or_round(axis: Axis) -> Labels:
    """Return the declared ticks, or round numbers that cover the axis."""
    if axis.ticks is not None:
        return axis.ticks
    low, high = span(axis)
    rough = (high - low) / _MOST_TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * base for base in (1, 2, 5, 10) if power * base >= rough * (1 - 1e-9))
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return tuple(
        (place * step, axis.written(place * step, step)) for place in range(first, last + 1)
    )


def beside(axis: Axis, panel_width: float, plot_height: float) -> Ticks:
    """Return the ticks of the left axis: wider, then smaller, then shortened until they fit."""
    found = declared_or_round(axis)
    for size in _SIZES:
        for most in _SIDE_SHARES:
            labels = _wrapped(found, size, [panel_width * most] * len(found))
            if _is_clear(axis, labels, plot_height, lambda w, s=size: lettering.height(w, s)):
                return Ticks(labels, size)
    apart = _distances(axis, found, plot_height)
    lines = [max(1, math.floor(d / lettering.line_height(_SMALLEST))) for d in apart]
    labels = _wrapped(found, _SMALLEST, [panel_width * _SIDE_SHARES[-1]] * len(found))
    short = tuple(
        (at, lettering.shortened(words, most))
        for (at, words), most in zip(labels, lines, strict=True)
    )
    return Ticks(
        _thinned(axis, short, plot_height, lambda w: lettering.height(w, _SMALLEST)), _SMALLEST
    )


def beneath(axis: Axis, plot_width: float) -> Ticks:
    """Return the ticks of the lower axis: wrapped, then smaller, then broken or left out."""
    found = declared_or_round(axis)
    rooms = [distance - _APART for distance in _distances(axis, found, plot_width)]
    is_numeric = not any(c.isalpha() for _at, words in found for c in words)
    for size in _SIZES:
        labels = _wrapped(found, size, rooms, break_words=False)
        if _is_clear(axis, labels, plot_width, lambda w, s=size: _wide(w, s)):
            return Ticks(labels, size)
        if is_numeric:
            kept = _thinned(axis, found, plot_width, lambda w, s=size: _wide(w, s))
            return Ticks(kept, size)
    broken = _wrapped(found, _SMALLEST, rooms)
    return Ticks(_thinned(axis, broken, plot_width, lambda w: _wide(w, _SMALLEST)), _SMALLEST)


def _wide(words: str, size: float) -> float:
    return lettering.width(words, size) + _APART


def _wrapped(
    found: Labels, size: float, rooms: Sequence[float], *, break_words: bool = True
) -> Labels:
    return tuple(
        (at, lettering.wrapped(words, size, room, break_words=break_words))
        for (at, words), room in zip(found, rooms, strict=True)
    )


def _distances(axis: Axis, found: Labels, length: float) -> list[float]:
    """Return how far each tick is from its nearest neighbour, in pixels."""
    places = [share(axis, at) * length for at, _words in found]
    order = sorted(range(len(places)), key=places.__getitem__)
    nearest = [length] * len(places)
    for a, b in pairwise(order):
        apart = places[b] - places[a]
        nearest[a], nearest[b] = min(nearest[a], apart), min(nearest[b], apart)
    return nearest


def _is_clear(axis: Axis, labels: Labels, length: float, extent: lettering.Extent) -> bool:
    shown = sorted((share(axis, at) * length, extent(words)) for at, words in labels if words)
    return all(a + wide / 2 <= b - other / 2 + 1e-6 for (a, wide), (b, other) in pairwise(shown))


def _thinned(axis: Axis, labels: Labels, length: float, extent: lettering.Extent) -> Labels:
    """Leave words out at equal steps until the rest are clear of each other."""
    for step in range(1, len(labels) + 1):
        kept = tuple(
            (at, words if place % step == 0 else "") for place, (at, words) in enumerate(labels)
        )
        if _is_clear(axis, kept, length, extent):
            return kept
    return labels

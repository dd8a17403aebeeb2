"""The ticks of an axis and their labels, fitted so that none touch.

Letters stay as large as journals ask for: it is the page that grows (``figures.page``).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from ketgui.figures import theme
from ketgui.figures.round_numbers import find_round_ticks
from ketgui.figures.spec import Axis
from ketgui.rendering import lettering
from ketgui.rendering.lettering import PX_PER_PT
from ketgui.rendering.plotbox import compute_share, find_span
from ketgui.text import NO_BREAK_SPACE

# Beyond seven numbers an axis is read no better; labels keep this distance from each other.
_MOST_TICKS = 7
_APART = 2.5 * PX_PER_PT
# How much of a panel the names at its left may take, and at
# most; `figures.page` plans with the same shares.
_SIDE_SHARES = (0.42, 0.5)
# What keeps a row's label from the next one, and what indents a label under its heading.
_ROW_GAP = 2 * PX_PER_PT
_INDENT = NO_BREAK_SPACE * 2

TickLabels = tuple[tuple[float, str], ...]


@dataclass(frozen=True)
class Ticks:
    """Ticks in data units with their labels, "" for none."""

    labels: TickLabels

    def width(self, headings: Sequence[float] = ()) -> float:
        """Return the width of the widest label; those of headings are bold."""
        return max(
            (
                lettering.measure_width(text, theme.TEXT_SIZE, at in headings)
                for at, text in self.labels
            ),
            default=0.0,
        )

    def height(self) -> float:
        """Return the height of the tallest label."""
        return max((_measure_height(text) for _at, text in self.labels), default=0.0)


def find_ticks(axis: Axis) -> TickLabels:
    """Return the declared ticks, or round numbers that cover the axis."""
    if axis.ticks is not None:
        return axis.ticks
    return find_round_ticks(*find_span(axis), _MOST_TICKS)


def fit_left_axis(axis: Axis, panel_width: float, plot_height: float) -> tuple[Axis, Ticks]:
    """Return the left axis with its rows, and ticks that fit: wider, shortened or left out."""
    declared = find_ticks(axis)
    labels = declared
    for most in _SIDE_SHARES:
        labels = tuple(_wrap_left(axis, at, text, panel_width * most) for at, text in declared)
        fitted = _share_rows(axis, labels, plot_height) if axis.rows else axis
        if _is_clear(fitted, labels, plot_height, _measure_height):
            return fitted, Ticks(labels)
    line = lettering.measure_line(theme.TEXT_SIZE)
    lines = [max(1, math.floor(d / line)) for d in _compute_distances(axis, declared, plot_height)]
    short = tuple(
        (at, lettering.shorten(text, most)) for (at, text), most in zip(labels, lines, strict=True)
    )
    return axis, Ticks(_thin_out(axis, short, plot_height, _measure_height))


def _wrap_left(axis: Axis, at: float, text: str, room: float) -> tuple[float, str]:
    """Return a label of the left axis in lines, indented where it is under a heading."""
    bold = at in axis.headings
    # Rows are read from the top down: a heading is above its rows.
    indent = "" if bold or not any(at < heading for heading in axis.headings) else _INDENT
    lines = lettering.wrap(text, theme.TEXT_SIZE, room - _measure_width(indent), bold)
    return at, "\n".join(f"{indent}{line}" for line in lines.split("\n"))


def _share_rows(axis: Axis, labels: TickLabels, plot_height: float) -> Axis:
    """Return an axis whose rows are as high as their labels need, and share what is left."""
    if not labels:
        return axis
    low, high = find_span(axis)
    rows = sorted(labels)
    edges = [low, *((a + b) / 2 for (a, _text), (b, _other) in pairwise(rows)), high]
    line = lettering.measure_line(theme.TEXT_SIZE)
    needed = [max(line, _measure_height(text)) + _ROW_GAP for _at, text in rows]
    spare = max(0.0, plot_height - sum(needed)) / (high - low)
    heights = [need + spare * (b - a) for need, (a, b) in zip(needed, pairwise(edges), strict=True)]
    reached = list(accumulate(heights, initial=0.0))
    # The label stands in the middle of its row, wherever the figure has put its tick.
    middles = [(a + b) / 2 / reached[-1] for a, b in pairwise(reached)]
    inner = [(at, middle) for (at, _text), middle in zip(rows, middles, strict=True)]
    outer = [(edge, height / reached[-1]) for edge, height in zip(edges, reached, strict=True)]
    return replace(axis, knots=tuple(sorted({*inner, *outer})))


def fit_bottom_ticks(axis: Axis, plot_width: float) -> Ticks:
    """Return the ticks of the lower axis: wrapped, then broken or left out until they fit."""
    declared = find_ticks(axis)
    rooms = [distance - _APART for distance in _compute_distances(axis, declared, plot_width)]
    labels = _wrap_labels(declared, rooms, break_words=False)
    if not _is_clear(axis, labels, plot_width, _measure_apart):
        # At a no-break space first: a broken number ("n = -14") would read as another one.
        loose = tuple((at, text.replace(NO_BREAK_SPACE, " ")) for at, text in declared)
        labels = _wrap_labels(loose, rooms, break_words=False)
    if not _is_clear(axis, labels, plot_width, _measure_apart):
        is_numeric = not any(c.isalpha() for _at, text in declared for c in text)
        # A number is never broken ("1-000"): of numbers, some are left out instead.
        labels = declared if is_numeric else _wrap_labels(declared, rooms)
    return Ticks(_thin_out(axis, labels, plot_width, _measure_apart))


def _measure_width(text: str) -> float:
    return lettering.measure_width(text, theme.TEXT_SIZE)


def _measure_height(text: str) -> float:
    return lettering.measure_height(text, theme.TEXT_SIZE)


def _measure_apart(text: str) -> float:
    return _measure_width(text) + _APART


def _wrap_labels(
    labels: TickLabels, rooms: Sequence[float], *, break_words: bool = True
) -> TickLabels:
    return tuple(
        (at, lettering.wrap(text, theme.TEXT_SIZE, room, break_words=break_words))
        for (at, text), room in zip(labels, rooms, strict=True)
    )


def _compute_distances(axis: Axis, labels: TickLabels, length: float) -> list[float]:
    """Return each tick's distance from its nearest neighbour, in pixels."""
    positions = [compute_share(axis, at) * length for at, _words in labels]
    order = sorted(range(len(positions)), key=positions.__getitem__)
    nearest = [length] * len(positions)
    for a, b in pairwise(order):
        distance = positions[b] - positions[a]
        nearest[a], nearest[b] = min(nearest[a], distance), min(nearest[b], distance)
    return nearest


def _is_clear(axis: Axis, labels: TickLabels, length: float, extent: lettering.Extent) -> bool:
    extents = sorted(
        (compute_share(axis, at) * length, extent(text)) for at, text in labels if text
    )
    # Labels are centred on their ticks: each reaches half its extent to either side.
    return all(a + wide / 2 <= b - other / 2 + 1e-6 for (a, wide), (b, other) in pairwise(extents))


def _thin_out(
    axis: Axis, labels: TickLabels, length: float, extent: lettering.Extent
) -> TickLabels:
    """Leave labels out at equal steps until the rest are clear of each other."""
    for step in range(1, len(labels) + 1):
        thinned = tuple(
            (at, text if index % step == 0 else "") for index, (at, text) in enumerate(labels)
        )
        if _is_clear(axis, thinned, length, extent):
            return thinned
    return labels

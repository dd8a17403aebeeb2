"""Symbols that would hide one another, moved apart: the same way every time, on every page.

How far symbols must be moved depends on the size of the page, which a figure does not know before
it is drawn. Lines of the same patients follow their symbols.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from PySide6.QtCore import QRectF

from ketgui.figures.spec import Lines, Mark, Panel, Points, Swarm, Symbol
from ketgui.rendering.lettering import PX_PER_PT
from ketgui.rendering.plotbox import Floats, PlotBox
from ketgui.rendering.shapes import find_edge_width

# What a symbol of size 1 covers, from tip to tip.
_EXTENTS: dict[Symbol, float] = {"diamond": 1.24, "star": 1.3, "triangle": 1.15, "plus": 1.12}
# Shares of their size to which symbols shrink where the swarm would be too wide.
_SHRINKS = (1.0, 0.8, 0.64, 0.5, 0.4, 0.32, 0.25)
_LEAST_SIZE = 1.0
# Packing takes a time that grows with the square of the number.
_MOST_PACKED = 500
# Circles that overlap by so little touch.
_TOUCH = 1e-6

Place = tuple[float, float]
Moves = dict[tuple[str, float, float], Place]


@dataclass(frozen=True)
class _Column:
    """Symbols of one place: the direction in which they move, and the marks they belong to."""

    direction: Swarm
    base: float
    marks: tuple[int, ...]


def settle(panel: Panel, plot: QRectF) -> Panel:
    """Return a panel in which the symbols of each swarm are moved apart, and lines follow them."""
    marks: list[Mark] = list(panel.marks)
    box = PlotBox(panel, plot)
    moves: Moves = {}
    for column in _find_columns(panel.marks):
        for index, moved in _spread(column, panel.marks, box):
            moves |= _list_moves(panel.marks[index], moved)
            marks[index] = moved
    if marks == list(panel.marks):
        return panel
    return replace(panel, marks=tuple(_follow(mark, moves) for mark in marks))


def _find_columns(marks: Sequence[Mark]) -> list[_Column]:
    by_place: defaultdict[tuple[Swarm, float], list[int]] = defaultdict(list)
    for index, mark in enumerate(marks):
        if isinstance(mark, Points) and mark.swarm and mark.x:
            base = mark.y[0] if mark.swarm == "down" else mark.x[0]
            by_place[mark.swarm, base].append(index)
    return [_Column(swarm, base, tuple(indices)) for (swarm, base), indices in by_place.items()]


def _spread(column: _Column, marks: Sequence[Mark], box: PlotBox) -> Iterable[tuple[int, Points]]:
    """Yield the marks of a column with their symbols moved apart."""
    members = [(index, mark) for index in column.marks if isinstance(mark := marks[index], Points)]
    across = column.direction == "down"
    along = np.concatenate(
        [
            box.x.map_many(np.array(mark.x)) if across else box.y.map_many(np.array(mark.y))
            for _index, mark in members
        ]
    )
    axis = box.y if across else box.x
    start = axis.map_one(column.base)
    room = abs(axis.map_one(column.base + members[0][1].reach) - start)
    largest = 1.0
    for shrink in _SHRINKS:
        if shrink > largest and shrink != _SHRINKS[-1]:
            continue
        sizes = [max(mark.size * shrink, min(mark.size, _LEAST_SIZE)) for _index, mark in members]
        wide = [_measure(mark, size) for (_index, mark), size in zip(members, sizes, strict=True)]
        diameters = np.repeat(wide, [len(mark.x) for _index, mark in members])
        offsets = find_offsets(along, diameters)
        if offsets.max() <= room:
            break
        # A swarm is as wide as its symbols' areas add up to: sizes that cannot fit are not tried.
        largest = 1.1 * shrink * (room / float(offsets.max())) ** 0.5
    # Of very many even the smallest symbols have no room: they are pushed together.
    offsets = np.multiply(offsets, min(1.0, room / max(float(offsets.max()), 1e-9)))
    sign = -1 if column.direction == "left" else 1
    values = [axis.find_value(start + sign * shift) for shift in map(float, offsets)]
    first = 0
    for (index, mark), size in zip(members, sizes, strict=True):
        own = tuple(values[first : first + len(mark.x)])
        first += len(mark.x)
        change: dict[str, Any] = {"y" if across else "x": own, "size": size}
        yield index, replace(mark, **change)


def _measure(mark: Points, size: float) -> float:
    """Return how many pixels a symbol covers."""
    return (size * _EXTENTS.get(mark.symbol, 1.0) + find_edge_width(size)) * PX_PER_PT


def find_offsets(along: Floats, diameters: Floats) -> Floats:
    """Return how far each circle moves to one side so that it covers no other.

    Parameters
    ----------
    along : array of shape (n,)
        Where each is in the other direction, which does not change.
    diameters : array of shape (n,)

    Returns
    -------
    offsets : array of shape (n,)
        The least that is possible, in the order of `along`; ties keep their order. Very many are
        stacked instead, which needs more room.
    """
    if len(along) > _MOST_PACKED:
        return _stack(along, diameters)
    order = np.argsort(along, kind="stable")
    # Each has few neighbours: plain numbers are several times faster than short arrays.
    at, wide = along[order].tolist(), diameters[order].tolist()
    offsets = [0.0] * len(at)
    reach = max(wide, default=0.0)
    first = 0
    for index in range(1, len(at)):
        while at[first] <= at[index] - reach:
            first += 1
        intervals: list[tuple[float, float]] = []
        for near in range(first, index):
            over = ((wide[near] + wide[index]) / 2) ** 2 - (at[index] - at[near]) ** 2
            if over > 1e-9:
                clear = over**0.5
                intervals.append((offsets[near] - clear, offsets[near] + clear))
        offsets[index] = _find_free(intervals)
    moved = np.empty(len(at))
    moved[order] = offsets
    return moved


def _find_free(intervals: list[tuple[float, float]]) -> float:
    """Return the least number from 0 up that lies inside none of them."""
    free = 0.0
    for low, high in sorted(intervals):
        if low + _TOUCH >= free:
            break
        if high - _TOUCH > free:
            free = high
    return free


def _stack(along: Floats, diameters: Floats) -> Floats:
    """Return how far each circle moves where those of one score stand behind one another."""
    wide = float(diameters.max())
    strips = np.round(along / wide).astype(np.int64)
    order = np.argsort(strips, kind="stable")
    firsts = np.flatnonzero(np.diff(strips[order], prepend=strips[order[0]] - 1))
    counts = np.diff(np.append(firsts, len(order)))
    offsets = np.empty(len(along))
    offsets[order] = wide * (np.arange(len(order)) - np.repeat(firsts, counts))
    return offsets


def _list_moves(before: Mark, after: Points) -> Moves:
    assert isinstance(before, Points)
    places = zip(before.x, before.y, after.x, after.y, strict=True)
    return {
        (patient, x, y): (new_x, new_y)
        for patient, (x, y, new_x, new_y) in zip(before.ids, places, strict=False)
    }


def _follow(mark: Mark, moves: Moves) -> Mark:
    """Return lines whose ends are where the symbols of their patients are now."""
    if not isinstance(mark, Lines) or not mark.ids:
        return mark
    paths = tuple(
        tuple(moves.get((patient, *point), point) for point in path)
        for patient, path in zip(mark.ids, mark.paths, strict=True)
    )
    return replace(mark, paths=paths)

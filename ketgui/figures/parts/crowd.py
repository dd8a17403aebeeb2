"""Very many patients: cells shaded by the number of lines or points in each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from ketgui.figures import theme
from ketgui.figures.spec import Bars
from ketgui.text import _, bare, integer, plural

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
Ends = tuple[float, ...]
DescribeCell = Callable[[float, float, int], str]

# Beyond this many, individual lines merge into a block and show less than their density.
MANY = 2000
# Up to so many patients their lines have the full width.
_FEW = 40
_TINTS = (0.14, 0.28, 0.45, 0.65, 0.9)
_ROWS = 60
_COLUMNS_PER_STEP = 12
# Neighbouring cells overlap by a hair, so that no paper shows between them.
_OVERLAP = 1.03


def find_line_width(n: int) -> float:
    """Return how wide the line of each of n patients is: the more, the thinner."""
    return theme.PATIENT_LINE * min(1.0, max(0.3, (_FEW / max(n, 1)) ** 0.5))


def are_many(n: int) -> bool:
    """Tell whether this many patients are drawn as a density."""
    return n > MANY


def are_singled(n: int, chosen: frozenset[str]) -> bool:
    """Tell whether the chosen among so many patients are drawn individually over the density."""
    return are_many(n) and not are_many(len(chosen))


def describe_crowd(n: int) -> str:
    """Return what a caption says about a density; empty where each patient is drawn."""
    if not are_many(n):
        return ""
    return _(
        "Darker cells: more of the {n} patients, who are too many to draw one by one.",
        n=integer(n),
    )


def describe_means_alone(n: int) -> str:
    """Return what a caption says where means alone are drawn; empty where each patient is."""
    if not are_many(n):
        return ""
    return _("Only means are drawn: {n} patients are too many to draw one by one.", n=integer(n))


def shade_lines(
    ends: tuple[Floats, Floats, Floats, Floats], low: float, high: float, colour: str
) -> tuple[Bars, ...]:
    """Shade the cells through which straight lines pass.

    Parameters
    ----------
    ends : four arrays of shape (n,)
        x and y of each line's start, x and y of its end, starts left of ends.
    low, high : float
        The range of y.
    colour : str
        Of the most crowded cell.
    """
    x0, y0, x1, y1 = ends
    if len(x0) == 0:
        return ()
    # x counts moments (0 before, 1 after): each step between two moments has its columns.
    steps = max(1, round(float(x1.max() - x0.min())))
    across = np.linspace(float(x0.min()), float(x1.max()), steps * _COLUMNS_PER_STEP + 1)
    down = np.linspace(low, high, _ROWS + 1)
    counts = np.zeros((len(across) - 1, _ROWS), np.int64)
    for column, middle in enumerate((across[:-1] + across[1:]) / 2):
        # The lines that cross the middle of this column, and their height there by linear
        # interpolation.
        over = (x0 <= middle) & (middle < x1)
        share = (middle - x0[over]) / (x1[over] - x0[over])
        y = y0[over] + share * (y1[over] - y0[over])
        counts[column] = np.histogram(y, down)[0]
    return shade_cells(counts, across, down, colour)


def shade_points(x: Floats, y: Floats, low: float, high: float, colour: str) -> tuple[Bars, ...]:
    """Shade the cells in which points lie, on one range of both axes."""
    # A cell for each score, its edges halfway between; wider scales share cells.
    step = max(1.0, (high - low) / _ROWS)
    edges = np.arange(low - step / 2, high + step, step)
    counts = np.histogram2d(x, y, (edges, edges))[0].astype(np.int64)
    return shade_cells(counts, edges, edges, colour, _describe_cell)


def shade_cells(
    counts: Counts, across: Floats, down: Floats, colour: str, tell: DescribeCell | None = None
) -> tuple[Bars, ...]:
    """Return the cells that are not empty, a mark a tint, the palest first.

    The tint follows the square root of the count, so that a single patient is still seen. `tell`
    says what is under the pointer, from a cell's middle and its count.
    """
    most = int(counts.max(initial=0))
    if most == 0:
        return ()
    # Five levels from 1; 0 is an empty cell, which has no mark.
    levels = np.ceil(len(_TINTS) * np.sqrt(counts / most)).astype(np.int64)
    shaded: list[Bars] = []
    for level, tint in enumerate(_TINTS, 1):
        column, row = np.nonzero(levels == level)
        if column.size:
            cells = _find_cells(column, row, across, down)
            hover = _describe_cells(column, row, counts, across, down, tell) if tell else ()
            shaded.append(Bars(*cells, mix_with_paper(colour, tint), hover=hover))
    return tuple(shaded)


def mix_with_paper(colour: str, strength: float) -> str:
    """Return the opaque colour that a colour at `strength` (0–1) has on paper."""
    # Without Qt, which this room does not know; `rendering.shapes` mixes colours in the same way.
    channels: Sequence[tuple[str, str]] = [
        (colour[at : at + 2], theme.PAPER[at : at + 2]) for at in (1, 3, 5)
    ]
    mixed = [round(strength * int(a, 16) + (1 - strength) * int(b, 16)) for a, b in channels]
    return "#" + "".join(f"{channel:02X}" for channel in mixed)


def _find_cells(
    column: NDArray[np.intp], row: NDArray[np.intp], across: Floats, down: Floats
) -> tuple[Ends, Ends, Ends, Ends]:
    """Return left, right, bottom and top of each cell."""
    left, bottom = across[column], down[row]
    right = left + np.diff(across)[column] * _OVERLAP
    top = bottom + np.diff(down)[row] * _OVERLAP
    return (
        tuple(left.tolist()),
        tuple(right.tolist()),
        tuple(bottom.tolist()),
        tuple(top.tolist()),
    )


def _describe_cells(
    column: NDArray[np.intp],
    row: NDArray[np.intp],
    counts: Counts,
    across: Floats,
    down: Floats,
    tell: DescribeCell,
) -> tuple[str, ...]:
    x, y = (across[:-1] + across[1:]) / 2, (down[:-1] + down[1:]) / 2
    return tuple(
        tell(float(x[c]), float(y[r]), int(counts[c, r])) for c, r in zip(column, row, strict=True)
    )


def _describe_cell(before: float, after: float, count: int) -> str:
    patients = plural("{n} patient", "{n} patients", count)
    return f"{bare(before)} → {bare(after)}: {patients}"

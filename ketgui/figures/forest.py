"""Estimates with their intervals in a column: one line each, names left, numbers right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ketgui.figures import theme
from ketgui.figures.round_numbers import round_ticks
from ketgui.figures.spec import Axis, Errors, Mark, Panel, Points, Rule, Symbol, Words
from ketgui.statistics.rows import Limits


@dataclass(frozen=True)
class Estimated:
    """One line of a forest: its name, where it lies, the words at the right."""

    name: str
    value: float
    words: str
    ci: Limits | None = None
    colour: str = theme.INK
    symbol: Symbol = "square"
    filled: bool = True


def forest(
    lines: Sequence[Estimated],
    *,
    title: str,
    axis_label: str,
    low: float,
    high: float,
    reason: str,
    at: float | None = None,
) -> Panel:
    """Draw estimates from the top down between two limits; `at` is a line of reference."""
    places = [float(len(lines) - place) for place in range(len(lines))]
    marks: list[Mark] = [] if at is None else [Rule(at, theme.SOFT_INK, horizontal=False)]
    for line, y in zip(lines, places, strict=True):
        if line.ci:
            clipped = max(line.ci[0], low), min(line.ci[1], high)
            marks.append(
                Errors((y,), (clipped[0],), (clipped[1],), line.colour, 1.0, 3.0, horizontal=True)
            )
        marks.append(
            Points((line.value,), (y,), line.colour, line.symbol, 5.0, line.filled,
                   hover=(f"{line.name}: {line.words}",))
        )  # fmt: skip
        marks.append(Words(high, y, line.words, dx=3))
    room = (high - low) * 0.42
    axis = Axis(low, high + room, axis_label, round_ticks(low, high, 5), to_last_tick=True)
    names = tuple((y, line.name) for line, y in zip(lines, places, strict=True))
    return Panel(
        axis,
        Axis(0.3, len(lines) + 0.7, "", names),
        tuple(marks),
        title=title,
        reason="" if lines else reason,
    )

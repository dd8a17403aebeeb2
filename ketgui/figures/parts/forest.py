"""Estimates with their intervals in a column: one line each, names left, numbers right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ketgui.domain.unavailable import Unavailable
from ketgui.figures import theme
from ketgui.figures.round_numbers import find_round_ticks
from ketgui.figures.spec import Axis, DirectLabel, ErrorBars, Mark, Panel, Points, Rule, Symbol
from ketgui.statistics.rows import Limits
from ketgui.statistics.tests.proportion import Proportion
from ketgui.text import _, share


@dataclass(frozen=True)
class EstimateLine:
    """One line of a forest: its name, its estimate, the text at its right.

    `full_name` is what the line is called where it stands alone.
    """

    name: str
    value: float
    text: str
    ci: Limits | None = None
    colour: str = theme.INK
    symbol: Symbol = "square"
    filled: bool = True
    full_name: str = ""


@dataclass(frozen=True)
class GroupHeading:
    """A line without an estimate: what the lines under it have in common."""

    name: str


ForestLine = EstimateLine | GroupHeading


def compute_height_ratio(panel: Panel) -> float:
    """Return a height at which every line of a forest has room for its name in full size."""
    # In shares of the figure's width: what surrounds the plot, and a line of 7 points for each row.
    return min(2.5, 0.27 + 0.037 * max(9, len(panel.y.ticks or ())))


def draw_forest(
    lines: Sequence[ForestLine],
    *,
    title: str,
    axis_label: str,
    low: float,
    high: float,
    reason: str,
    at: float | None = None,
) -> Panel:
    """Draw estimates from the top down between two limits; `at` is a line of reference."""
    # The first line is at the top, where y is largest.
    places = [float(len(lines) - index) for index in range(len(lines))]
    marks: list[Mark] = [] if at is None else [Rule(at, theme.SOFT_INK, horizontal=False)]
    for line, y in zip(lines, places, strict=True):
        if isinstance(line, GroupHeading):
            continue
        # An interval that leaves the axis ends at its
        # limit, so that it does not run into the numbers.
        if line.ci:
            clipped = max(line.ci[0], low), min(line.ci[1], high)
            marks.append(
                ErrorBars(
                    (y,), (clipped[0],), (clipped[1],), line.colour, 1.0, 3.0, horizontal=True
                )
            )
        marks.append(
            Points((line.value,), (y,), line.colour, line.symbol, 5.0, line.filled,
                   hover=(f"{line.full_name or line.name}: {line.text}",))
        )  # fmt: skip
        marks.append(DirectLabel(high, y, line.text, dx=6))
    # A symbol at either limit keeps clear of the names at the left and of the numbers at the right,
    # for which the axis is extended without a line or ticks.
    wide = high - low
    axis = Axis(low - 0.03 * wide, high + 0.42 * wide, axis_label, find_round_ticks(low, high, 5),
                to_last_tick=True)  # fmt: skip
    names = tuple((y, line.name) for line, y in zip(lines, places, strict=True))
    return Panel(
        axis,
        Axis(0.3, len(lines) + 0.7, "", names),
        tuple(marks),
        title=title,
        reason="" if lines else reason,
    )


def draw_percent_forest(lines: Sequence[EstimateLine | None], title: str, reason: str) -> Panel:
    """Draw percentages of patients, leaving out those that cannot be computed.

    `reason` is shown where none can.
    """
    return draw_forest(
        [line for line in lines if line],
        title=title,
        axis_label=_("Patients (%)"),
        low=0,
        high=100,
        reason=reason,
    )


def make_rate_line(
    name: str, rate: Proportion, colour: str, symbol: Symbol = "square"
) -> EstimateLine | None:
    """Return a proportion with its interval as a line, None where there is no denominator."""
    if isinstance(rate.percent, Unavailable) or isinstance(rate.ci, Unavailable):
        return None
    return EstimateLine(name, rate.percent, share(rate.count, rate.n), rate.ci, colour, symbol)

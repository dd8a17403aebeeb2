"""Estimates with their intervals in a column: one line each, names left, numbers right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from ketgui.domain.unavailable import Unavailable
from ketgui.figures import theme
from ketgui.figures.parts.rows import GroupHeading, find_headings, place_rows
from ketgui.figures.round_numbers import find_round_ticks
from ketgui.figures.spec import (
    Axis,
    DataTable,
    DirectLabel,
    ErrorBars,
    Mark,
    Panel,
    Points,
    Rule,
    Symbol,
)
from ketgui.statistics.rows import Limits
from ketgui.statistics.tests.proportion import Proportion
from ketgui.text import _, interval, share

# How far apart (in rows) the estimates of one line are.
_APART = 0.36


@dataclass(frozen=True)
class Estimate:
    """A value in a line of a forest, with its interval and its look."""

    value: float
    ci: Limits | None = None
    colour: str = theme.INK
    symbol: Symbol = "square"
    filled: bool = True


@dataclass(frozen=True)
class EstimateLine:
    """One line of a forest: its name, its estimates, the text at its right.

    `full_name` is what the line is called where it stands alone, `cells` the rest of its row in a
    table.
    """

    name: str
    text: str
    estimates: tuple[Estimate, ...]
    full_name: str = ""
    cells: tuple[str, ...] = ()


ForestLine = EstimateLine | GroupHeading


def compute_height_ratio(panel: Panel) -> float:
    """Return a height at which every line of a forest has room for its name in full size."""
    # In shares of the figure's width: what surrounds the plot, and a line of 7 points for each row.
    return min(2.5, 0.2 + 0.03 * max(6, len(panel.y.ticks or ())))


def draw_forest(
    lines: Sequence[ForestLine],
    *,
    title: str,
    axis_label: str,
    low: float,
    high: float,
    reason: str,
    columns: tuple[str, ...],
    at: float | None = None,
) -> Panel:
    """Draw estimates from the top down between two limits.

    `at` is a line of reference, `columns` are the headers of a table of the lines.
    """
    places, axis = place_rows([line.name for line in lines], find_headings(lines))
    marks: list[Mark] = [] if at is None else [Rule(at, theme.SOFT_INK, horizontal=False)]
    for line, y in zip(lines, places, strict=True):
        if isinstance(line, EstimateLine):
            marks += _draw_line(line, y, low, high)
        elif line.text:
            marks.append(DirectLabel(high, y, line.text, bold=True, dx=8))
    # A symbol at either limit keeps clear of the names at the left and of the numbers at the right.
    margin = 0.03 * (high - low)
    return Panel(
        Axis(low - margin, high + margin, axis_label, find_round_ticks(low, high, 5)),
        axis,
        tuple(marks),
        title=title,
        reason="" if lines else reason,
        table=partial(_tabulate, lines, columns),
    )


def _draw_line(line: EstimateLine, y: float, low: float, high: float) -> list[Mark]:
    marks: list[Mark] = []
    # Several estimates of one line lie side by side, so that their intervals are apart.
    first = _APART * (len(line.estimates) - 1) / 2
    for index, estimate in enumerate(line.estimates):
        at = y + first - index * _APART
        # An interval that leaves the axis ends at its
        # limit, so that it does not run into the numbers.
        if estimate.ci:
            ends = (max(estimate.ci[0], low),), (min(estimate.ci[1], high),)
            marks.append(ErrorBars((at,), *ends, estimate.colour, 1.0, 3.0, horizontal=True))
        hover = (f"{line.full_name or line.name}: {line.text}",)
        marks.append(Points((estimate.value,), (at,), estimate.colour, estimate.symbol, 5.0,
                            estimate.filled, hover=hover))  # fmt: skip
    return [*marks, DirectLabel(high, y, line.text, dx=8)]


def _tabulate(lines: Sequence[ForestLine], columns: tuple[str, ...]) -> DataTable:
    rows: list[tuple[str, ...]] = []
    for line in lines:
        name = " ".join(line.name.split("\n")).strip()
        is_heading = isinstance(line, GroupHeading)
        rows.append((name, *(("",) * (len(columns) - 1) if is_heading else line.cells)))
    return DataTable(columns, tuple(rows), numeric=(False, *(True,) * (len(columns) - 1)))


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
        columns=(_("Group"), _("Patients"), _("Interval")),
    )


def make_rate_line(
    name: str, rate: Proportion, colour: str, symbol: Symbol = "square"
) -> EstimateLine | None:
    """Return a proportion with its interval as a line, None where there is no denominator."""
    estimate = make_rate(rate, colour, symbol)
    if estimate is None or estimate.ci is None:
        return None
    text = share(rate.count, rate.n)
    return EstimateLine(name, text, (estimate,), cells=(text, interval(*estimate.ci)))


def make_rate(rate: Proportion, colour: str, symbol: Symbol) -> Estimate | None:
    """Return a proportion with its interval, None where there is no denominator."""
    if isinstance(rate.percent, Unavailable) or isinstance(rate.ci, Unavailable):
        return None
    return Estimate(rate.percent, rate.ci, colour, symbol)

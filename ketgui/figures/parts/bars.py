"""Bars of percentages, drawn alike in every figure that counts patients."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from ketgui.figures import theme
from ketgui.figures.parts.rows import GroupHeading, find_headings, place_rows
from ketgui.figures.spec import (
    Axis,
    Bars,
    DataTable,
    DirectLabel,
    ErrorBars,
    LegendEntry,
    Mark,
    Panel,
)
from ketgui.statistics.rows import Limits
from ketgui.text import _, integer, interval

# Half the thickness of a bar, in rows; the most (points) that one with its name below is wide.
_HALF = 0.32
_WIDEST = 56.0


@dataclass(frozen=True)
class BarPart:
    """One part of a stacked bar: its percentage, colour and text."""

    percent: float
    colour: str
    text: str
    hatch: bool = False


@dataclass(frozen=True)
class LabelledBar:
    """A percentage with its name, the text beside it and, where there is one, its interval.

    `parts`, where there are some, add up to the whole and are drawn in its place.
    """

    name: str
    percent: float
    text: str
    ci: Limits | None = None
    colour: str = ""
    parts: tuple[BarPart, ...] = ()

    @property
    def hover(self) -> str:
        """The bar in one line."""
        name = self.name.replace("\n", " ")
        return f"{name}: {self.text}"


def draw_horizontal_bars(
    bars: Sequence[LabelledBar | GroupHeading],
    *,
    title: str,
    axis_label: str,
    colour: str,
    reason: str,
    subtitle: str = "",
    legend: tuple[LegendEntry, ...] = (),
) -> Panel:
    """Draw bars from the top down on a scale of 0–100 %, the text right of each bar's end."""
    y, axis = place_rows([bar.name for bar in bars], find_headings(bars))
    placed = [(bar, at) for bar, at in zip(bars, y, strict=True) if isinstance(bar, LabelledBar)]
    marks: list[Mark] = [mark for bar, at in placed for mark in _draw_parts(bar, at, colour)]
    for bar, at in placed:
        if bar.ci:
            marks += _draw_interval(at, bar.ci, edged=bool(bar.parts))
        marks.append(DirectLabel(max(bar.percent, bar.ci[1] if bar.ci else 0), at, bar.text, dx=4))
    return Panel(
        Axis(0, 100, axis_label, _make_percent_ticks()),
        axis,
        tuple(marks),
        title=title,
        subtitle=subtitle,
        legend=legend,
        reason="" if bars else reason,
        table=partial(_tabulate, bars),
    )


def _tabulate(bars: Sequence[LabelledBar | GroupHeading]) -> DataTable:
    """Return a row for each bar: patients, interval and, where bars have parts, these."""
    parts = any(isinstance(bar, LabelledBar) and bar.parts for bar in bars)
    headers = (_("Group"), _("Patients"), _("Interval"), *((_("Of these"),) if parts else ()))
    rows: list[tuple[str, ...]] = []
    for bar in bars:
        if isinstance(bar, GroupHeading):
            rows.append((bar.name, *("",) * (len(headers) - 1)))
            continue
        details = ("; ".join(part.text for part in bar.parts),) if parts else ()
        ci = interval(*bar.ci) if bar.ci else ""
        rows.append((bar.name.replace("\n", " "), bar.text, ci, *details))
    return DataTable(headers, tuple(rows), numeric=(False, True, True, False)[: len(headers)])


def _draw_interval(at: float, ci: tuple[float, float], edged: bool) -> list[Mark]:
    """Return a bar's interval; a pale edge separates it from the darkest of a bar's parts."""
    edge = ErrorBars((at,), (ci[0],), (ci[1],), theme.PAPER, 2.6, horizontal=True)
    line = ErrorBars((at,), (ci[0],), (ci[1],), theme.INK, horizontal=True)
    return [edge, line] if edged else [line]


def _draw_parts(bar: LabelledBar, at: float, colour: str) -> list[Mark]:
    parts = bar.parts or (BarPart(bar.percent, bar.colour or colour, bar.text),)
    marks: list[Mark] = []
    start = 0.0
    for part in parts:
        end = start + part.percent
        hover = f"{bar.hover}; {part.text}" if bar.parts else bar.hover
        edged = bar.parts or part.colour == theme.PAPER
        marks.append(
            Bars((start,), (end,), (at - _HALF,), (at + _HALF,), part.colour,
                 outline=theme.INK if edged else "", hover=(hover,), hatch=part.hatch,
                 tallest=theme.BAR_POINTS)
        )  # fmt: skip
        start = end
    return marks


def draw_vertical_bars(
    bars: Sequence[LabelledBar], *, title: str, axis_label: str, colour: str, reason: str
) -> Panel:
    """Draw bars from left to right on a scale of 0–100 %, the text above each."""
    marks: list[Mark] = []
    for column, bar in enumerate(bars, 1):
        marks.append(
            Bars(
                (column - _HALF,),
                (column + _HALF,),
                (0.0,),
                (bar.percent,),
                bar.colour or colour,
                hover=(bar.hover,),
                widest=_WIDEST,
            )
        )
        if bar.ci:
            marks.append(ErrorBars((float(column),), (bar.ci[0],), (bar.ci[1],), theme.INK))
        top = max(bar.percent, bar.ci[1] if bar.ci else 0)
        marks.append(DirectLabel(column, top, bar.text, anchor="centre", above=True, dy=2))
    names = tuple((float(column), bar.name) for column, bar in enumerate(bars, 1))
    return Panel(
        Axis(0.4, len(bars) + 0.6, "", names),
        Axis(0, 100, axis_label, _make_percent_ticks(), grid=True),
        tuple(marks),
        title=title,
        reason="" if bars else reason,
        table=partial(_tabulate, bars),
    )


def _make_percent_ticks() -> tuple[tuple[float, str], ...]:
    return tuple((float(at), integer(at)) for at in range(0, 101, 25))

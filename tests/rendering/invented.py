"""Invented panels, easy ones and ones that are hard to lay out."""

from __future__ import annotations

from collections.abc import Sequence

from ketgui.figures import theme
from ketgui.figures.spec import (
    Axis,
    Bars,
    DirectLabel,
    ErrorBars,
    FigureSpec,
    LegendEntry,
    Lines,
    Panel,
    Points,
    Rule,
)

PERCENT_TICKS = tuple((float(at), str(at)) for at in range(0, 101, 25))
LONG_NAMES = (
    "Disorder of initiating and maintaining sleep with nightmares (preferred term)",
    "Antidisestablishmentarianismusverhaltensauffälligkeiten-Syndrom",
    "Transient hypertension (≥ 160/100 mmHg)",
    "Nausea",
    *(f"Effect number {place} with a name of medium length" for place in range(10)),
)
OUTCOMES = (
    "Responded and then relapsed",
    "Discontinued because of adverse events",
    "Partial response",
    "Lost to follow-up",
    "Remission",
    "Deteriorated",
    "Not assessed",
    "Other",
)


def horizontal(names: Sequence[str], percents: Sequence[float], y_label: str = "") -> Panel:
    y = [float(len(names) - place) for place in range(len(names))]
    bars = zip(y, percents, strict=True)
    marks = [
        mark
        for at, value in bars
        for mark in (
            Bars((0.0,), (value,), (at - 0.3,), (at + 0.3,), theme.AFTER, hover=(f"{value} %",)),
            ErrorBars((at,), (value * 0.8,), (value * 1.1,), theme.INK, horizontal=True),
            DirectLabel(value * 1.1, at, f"12/21 ({value:.1f}%)", dx=4),
        )
    ]
    return Panel(
        Axis(0, 100, "Patients (%)", PERCENT_TICKS, to_last_tick=True),
        Axis(0.4, len(names) + 0.6, y_label, tuple(zip(y, names, strict=True)), rows=True),
        tuple(marks),
        title="Adverse events, at least once during the course of infusions",
        shows_title=True,
    )


def vertical(names: Sequence[str], value: float = 90.0) -> Panel:
    places = range(1, len(names) + 1)
    return Panel(
        Axis(0.4, len(names) + 0.6, "Outcome", tuple(zip(map(float, places), names, strict=True))),
        Axis(0, 100, "Proportion of all enrolled patients who reached it (%)", PERCENT_TICKS),
        tuple(
            mark
            for at in places
            for mark in (
                Bars((at - 0.3,), (at + 0.3,), (0.0,), (value,), theme.RESPONDER),
                DirectLabel(at, value, f"12/21 ({value}%)", anchor="centre", above=True, dy=2),
            )
        ),
        title="Outcomes",
        shows_title=True,
    )


def before_after(n: int = 21) -> Panel:
    ids = tuple(f"P{place:02d}" for place in range(1, n + 1))
    before = tuple(24.0 + place % 17 for place in range(n))
    after = tuple(float((place * 7) % 38) for place in range(n))
    hover = tuple(f"{who}: {b:.0f} → {a:.0f}" for who, b, a in zip(ids, before, after, strict=True))
    paths = tuple(((1.0, b), (2.0, a)) for b, a in zip(before, after, strict=True))
    return Panel(
        Axis(0.55, 2.45, "", ((1.0, f"Before\nn = {n}"), (2.0, f"After\nn = {n}"))),
        Axis(0, 60, "MADRS score", grid=True),
        (
            Lines(paths, theme.RESPONDER, theme.PATIENT_LINE, 0.45, ids=ids),
            Points((1.0,) * n, before, theme.RESPONDER, "circle", 4.5, False, ids=ids, hover=hover),
            Points((2.0,) * n, after, theme.RESPONDER, "circle", 5.0, True, ids=ids, hover=hover),
            ErrorBars((2.2,), (9.0,), (29.0,), theme.INK, 1.2),
            Rule(10, theme.REMITTER, label="remission < 10"),
        ),
        title="MADRS before and after",
        shows_title=True,
        legend=tuple(
            LegendEntry(words, theme.RESPONDER)
            for words in ("No response", "Partial response", "Response", "Remission", "Mean ± SD")
        ),
    )


def figure(*panels: Panel, columns: int = 1, ratio: float = 0.75, note: str = "") -> FigureSpec:
    return FigureSpec(
        "figure", "A figure", panels, "Its caption.", "In words.", columns, ratio, note=note
    )

"""Figure: one patient's adverse events, infusion by infusion."""

from __future__ import annotations

from functools import partial

import pandas as pd

from ketgui.domain.events.adverse_events import SEVERITY_ORDER
from ketgui.domain.events.event_plan import get_severity_titles
from ketgui.figures import theme
from ketgui.figures.catalogue.safety.adverse_events import make_severity_legend
from ketgui.figures.figure import Figure, Variants
from ketgui.figures.spec import Axis, DataTable, FigureSpec, Lines, Mark, Panel, Points, Symbol
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.events import PreparedEvents, prepare_events
from ketgui.text import _, integer, mark, plural_start

KEY, TITLE = "adverse_event_timeline", mark("Adverse events of one patient")
_MOST_PATIENTS = 500


def build(analysis: Analysis, patient_id: str = "") -> FigureSpec:
    """Return the figure of a patient, of the one with the most events if none is named."""
    ready = prepare_events(analysis.cohort, analysis.plan)
    chosen = patient_id or next(iter(_list_patients(ready)), "")
    rows = _select_events(ready, chosen)
    caption = _(
        "Adverse events of patient {patient} at each infusion; a ring marks a serious one.",
        patient=chosen,
    )
    silent = int((rows["infusion"] == 0).sum())
    if silent:
        caption += " " + plural_start(
            "{n} event without an infusion stands at 0.",
            "{n} events without an infusion stand at 0.",
            silent,
        )
    return FigureSpec.of(
        KEY,
        _(TITLE),
        (_draw_panel(analysis, chosen, rows),),
        caption=caption,
        invented=analysis.cohort.invented,
        height_ratio=min(0.9, 0.34 + 0.05 * rows["term"].nunique()),
    )


def _list_choices(analysis: Analysis) -> tuple[tuple[str, str], ...]:
    named = _list_patients(prepare_events(analysis.cohort, analysis.plan))[:_MOST_PATIENTS]
    return tuple((patient_id, patient_id) for patient_id in named)


FIGURE = Figure(
    KEY,
    TITLE,
    build,
    tab="adverse_events",
    priority=40,
    variants=Variants(mark("Patient"), _list_choices, build),
    one_patient=True,
)


def _list_patients(ready: PreparedEvents) -> list[str]:
    """Return the patients with an event, the one with the most first."""
    counts = ready.events["patient"].value_counts()
    often = {int(str(index)): int(n) for index, n in counts.items()}
    order = sorted(often, key=lambda index: (-often[index], index))
    return [str(ready.patients[index]) for index in order]


def _select_events(ready: PreparedEvents, patient_id: str) -> pd.DataFrame:
    indices = [index for index, patient in enumerate(ready.patients) if patient == patient_id]
    return ready.events[ready.events["patient"].isin(indices)]


def _draw_panel(analysis: Analysis, patient_id: str, rows: pd.DataFrame) -> Panel:
    terms = list(dict.fromkeys(rows.sort_values("infusion", kind="stable")["term"]))
    lane = {term: float(len(terms) - index) for index, term in enumerate(terms)}
    course = analysis.study.courses.get(patient_id, ())
    last = max((*(infusion.number for infusion in course), *map(int, rows["infusion"]), 1))
    # Events without an infusion are drawn at 0, before the first one.
    first = 0.0 if (rows["infusion"] == 0).any() else 1.0
    levels = tuple((level, 1) for level in ("", *SEVERITY_ORDER)
                   if (rows["severity"] == _rank(level)).any())  # fmt: skip
    marks: list[Mark] = [
        Lines(tuple(((first, y), (float(last), y)) for y in lane.values()), theme.GRID, 0.6)
    ]
    # An outline is filled with paper: what it surrounds is drawn over it.
    serious = rows[rows["serious"]]
    outlines: tuple[tuple[pd.DataFrame, Symbol, float], ...] = (
        (serious, "circle", 13.0),
        (rows, "square", 8.0),
    )
    marks += [_outline(some, lane, symbol, size) for some, symbol, size in outlines if len(some)]
    marks += [_draw_points(rows, level, lane, patient_id) for level, _n in levels]
    ticks = tuple((float(n), integer(n)) for n in range(int(first), last + 1))
    return Panel(
        Axis(first - 0.5, last + 0.5, _("Infusion"), ticks),
        Axis(0.5, max(1, len(terms)) + 0.5, "", tuple((y, _(term)) for term, y in lane.items()),
             rows=True),
        tuple(marks),
        title=_("Adverse events of {patient}", patient=patient_id) if patient_id else _(TITLE),
        legend=make_severity_legend([levels], analysis.plan.events.severity_scale),
        reason="" if len(rows) else _("No adverse event is recorded."),
        table=partial(_tabulate, analysis, rows),
    )  # fmt: skip


def _tabulate(analysis: Analysis, rows: pd.DataFrame) -> DataTable:
    names = get_severity_titles(analysis.plan.events.severity_scale)
    levels = ("", *SEVERITY_ORDER)
    lines: list[tuple[str, ...]] = []
    for event in rows.sort_values("infusion", kind="stable").to_dict("records"):
        term, title = str(event["term"]), names.get(levels[int(event["severity"])], "")
        at = int(event["infusion"])
        serious = _("Yes") if event["serious"] else _("No")
        lines.append((integer(at) if at else "", _(term), _(title) if title else "", serious))
    headers = (_("Infusion"), _("Event"), _("Severity"), _("Serious"))
    return DataTable(headers, tuple(lines), numeric=(True, False, False, False))


def _rank(level: str) -> int:
    return ("", *SEVERITY_ORDER).index(level)


def _draw_points(rows: pd.DataFrame, level: str, lane: dict[str, float], patient_id: str) -> Points:
    mine = rows[rows["severity"] == _rank(level)]
    return Points(
        tuple(float(at) for at in mine["infusion"]),
        tuple(lane[term] for term in mine["term"]),
        theme.SEVERITY[level],
        "square",
        6.5,
        ids=(patient_id,) * len(mine),
        hover=tuple(
            _("{patient}: {term}, infusion {n}", patient=patient_id, term=_(term), n=int(at))
            for term, at in zip(mine["term"], mine["infusion"], strict=True)
        ),
    )


def _outline(rows: pd.DataFrame, lane: dict[str, float], symbol: Symbol, size: float) -> Points:
    return Points(
        tuple(float(at) for at in rows["infusion"]),
        tuple(lane[term] for term in rows["term"]),
        theme.INK,
        symbol,
        size,
        filled=False,
    )

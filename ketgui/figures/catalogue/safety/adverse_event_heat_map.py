"""Figure: patients with each adverse event at each infusion."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import pandas as pd

from ketgui.domain.unavailable import Unavailable
from ketgui.figures import theme
from ketgui.figures.figure import Figure
from ketgui.figures.spec import Axis, Bars, DataTable, DirectLabel, FigureSpec, Mark, Panel
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.events import prepare_events
from ketgui.statistics.results.safety.adverse_events import AdverseEvents
from ketgui.text import _, integer, mark

KEY, TITLE = "adverse_event_heat_map", mark("Adverse events by infusion")
_MOST_TERMS, _MOST_INFUSIONS, _FEW_INFUSIONS = 15, 30, 8


def draw_panel(analysis: Analysis) -> Panel:
    """Draw a cell for each term and infusion, darker for more patients."""
    counts = _count_patients(analysis)
    terms, numbers = [str(term) for term in counts.index], [int(str(n)) for n in counts.columns]
    values = counts.to_numpy(dtype=int)
    most = float(values.max()) if terms else 1.0
    # There is no room for denominators under more than a few infusions.
    few = len(numbers) <= _FEW_INFUSIONS
    received = analysis[AdverseEvents].by_infusion if few else ()
    infused = {count.infusion: count.infused for count in received}
    marks: list[Mark] = []
    for row, term in enumerate(terms):
        y = float(len(terms) - row)
        for column, at in enumerate(numbers):
            marks += _draw_cell(_(term), at, y, int(values[row, column]), most)
    return Panel(
        Axis(0.5, max(numbers, default=1) + 0.5, _("Infusion"),
             tuple((float(n), _tick(n, infused)) for n in numbers)),
        Axis(0.5, max(1, len(terms)) + 0.5, "",
             tuple((float(len(terms) - row), _(term)) for row, term in enumerate(terms)),
             rows=True),
        tuple(marks),
        title=_(TITLE),
        reason="" if terms else _("No adverse event is recorded with its infusion."),
        table=partial(_tabulate, counts),
    )  # fmt: skip


def _tabulate(counts: pd.DataFrame) -> DataTable:
    headers = (_("Event"), *(_("Infusion {n}", n=str(number)) for number in counts.columns))
    rows = (
        (_(term), *(integer(int(n)) for n in row))
        for term, row in zip(map(str, counts.index), counts.to_numpy(int), strict=True)
    )
    return DataTable(headers, tuple(rows), numeric=(False, *(True,) * (len(headers) - 1)))


def build(analysis: Analysis) -> FigureSpec:
    """Return the figure."""
    terms = len(_count_patients(analysis))
    caption = _(
        "Patients with each adverse event at each infusion, of the n who received it; an event "
        "without an infusion is not drawn."
    )
    return FigureSpec.of(
        KEY,
        _(TITLE),
        (draw_panel(analysis),),
        caption=caption,
        invented=analysis.cohort.invented,
        height_ratio=min(0.9, 0.3 + 0.06 * max(terms, 1)),
    )


FIGURE = Figure(KEY, TITLE, build, tab="adverse_events", priority=30)


def _count_patients(analysis: Analysis) -> pd.DataFrame:
    """Return patients by term (the most frequent first) and infusion."""
    events = prepare_events(analysis.cohort, analysis.plan).events
    # 0 stands for events without an infusion, which have no column.
    events = events[events["infusion"].between(1, _MOST_INFUSIONS)]
    if events.empty or "adverse_events" not in analysis.cohort.recorded:
        return pd.DataFrame()
    cells = events.groupby(["term", "infusion"])["patient"].nunique().unstack(fill_value=0)
    # By number as received: a file may date its infusions and number none.
    last = max(count.infusion for count in analysis[AdverseEvents].by_infusion)
    numbers = range(1, min(last, _MOST_INFUSIONS) + 1)
    cells = cells.reindex(columns=list(numbers), fill_value=0)
    # Ties keep the alphabetical order of the rows, so that
    # a figure does not change from run to run.
    order = cells.sum(axis=1).sort_values(ascending=False, kind="stable").index
    return cells.reindex(order[:_MOST_TERMS])


def _tick(number: int, infused: Mapping[int, int | Unavailable]) -> str:
    """Return the infusion's number with how many received it, where that is recorded."""
    n = infused.get(number)
    return f"{number}\n{_('n = {n}', n=integer(n))}" if isinstance(n, int) else str(number)


def _draw_cell(term: str, at: int, y: float, patients: int, most: float) -> list[Mark]:
    hover = _("{term}, infusion {n}: {patients}", term=term, n=at, patients=integer(patients))
    # A cell of 0 is not quite white: it was observed, unlike the paper around it.
    strength = 0.08 + 0.92 * patients / most
    box = Bars((at - 0.48,), (at + 0.48,), (y - 0.46,), (y + 0.46,), theme.COUNT, strength,
               hover=(hover,))  # fmt: skip
    return [box, DirectLabel(float(at), y, integer(patients), anchor="centre")]

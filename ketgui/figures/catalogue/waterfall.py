"""Figure: percent change of each patient, from worst to best."""

from __future__ import annotations

import numpy as np

from ketgui.figures import theme
from ketgui.figures.outcome_groups import OutcomeGroup, legend, outcome_groups
from ketgui.figures.spec import Axis, Bars, Figure, FigureSpec, Panel, Rule
from ketgui.statistics.analysis import Analysis
from ketgui.text import _, integer, mark, number, percent

KEY, TITLE = "waterfall", mark("Waterfall")


def panel(analysis: Analysis) -> Panel:
    """Draw a bar a patient, coloured by outcome, with the plan's thresholds."""
    plan, pairs = analysis.plan, analysis.pairs
    change, partial = -pairs.percent_reduction, plan.partial_response_percent
    known = np.flatnonzero(~np.isnan(change))
    order = known[np.argsort(-change[known], kind="stable")]
    place = {int(patient): position for position, patient in enumerate(order)}
    groups = outcome_groups(analysis)
    top = max(25.0, float(np.ceil(change[known].max() / 25) * 25)) if len(known) else 25.0
    return Panel(
        Axis(-0.8, max(len(order), 1) - 0.2, _("Patients, n = {n}", n=integer(len(order))), ()),
        Axis(-100, top, _("Change from before (%)"), _ticks(top), grid=True),
        (
            *(_bars(analysis, group, change, place) for group in groups if group.flags.any()),
            Rule(0, theme.INK, dash="solid"),
            Rule(-plan.response_percent, theme.RESPONDER,
                 label=_("response {rule}", rule=plan.response_rule())),
            Rule(-partial, theme.PARTIAL,
                 label=_("partial from {percent}", percent=percent(partial, 0))),
        ),
        title=_("Percent change of each patient"),
        legend=legend(groups),
        reason="" if len(order) else _("No patient has a rating both before and after."),
    )  # fmt: skip


def build(analysis: Analysis) -> FigureSpec:
    """Return the figure."""
    return FigureSpec.of(
        KEY,
        _(TITLE),
        (panel(analysis),),
        caption=_(
            "Percent change of the {scale} score of each patient, sorted; below zero is "
            "improvement. Dashed lines: response {response} and partial response {partial}.",
            scale=analysis.plan.rating_scale.title,
            response=analysis.plan.response_rule(),
            partial=analysis.plan.partial_response_rule(),
        ),
        invented=analysis.cohort.invented,
        height_ratio=0.7,
    )


FIGURE = Figure(KEY, TITLE, build)


def _ticks(top: float) -> tuple[tuple[float, str], ...]:
    return tuple((float(at), number(at, 0)) for at in range(-100, round(top) + 1, 25))


def _bars(
    analysis: Analysis, group: OutcomeGroup, change: np.ndarray, place: dict[int, int]
) -> Bars:
    patients = [p for p in np.flatnonzero(group.flags).tolist() if p in place]
    at = [float(place[p]) for p in patients]
    heights = [float(change[p]) for p in patients]
    ids = tuple(str(analysis.pairs.patient_id[p]) for p in patients)
    return Bars(
        tuple(x - 0.4 for x in at),
        tuple(x + 0.4 for x in at),
        (0.0,) * len(at),
        tuple(heights),
        group.colour,
        hover=tuple(f"{who}: {number(h)}\u00a0%" for who, h in zip(ids, heights, strict=True)),
    )

"""Figure: every patient's score before and after, with the means and their intervals."""

from __future__ import annotations

from functools import partial

import numpy as np

from ketgui.domain.unavailable import Unavailable
from ketgui.figures import theme
from ketgui.figures.figure import Figure, Variants
from ketgui.figures.parts.crowd import are_many, are_singled, find_line_width, shade_lines
from ketgui.figures.parts.cut_off_lines import draw_remission_line
from ketgui.figures.parts.denominators import write_paired_caption
from ketgui.figures.parts.outcome_groups import (
    OutcomeGroup,
    group_rated,
    keep_patients,
    make_legend,
)
from ketgui.figures.parts.tables import tabulate_pairs
from ketgui.figures.spec import Axis, ErrorBars, FigureSpec, Lines, Mark, Panel, Points
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.outcomes.paired_change import PairedChange
from ketgui.statistics.rows import Estimate, Limits
from ketgui.text import _, bare, integer, mark, mean_sd, number, spelled

KEY, TITLE = "before_after", mark("Before and after")
# The two moments on the x axis, at which the means are; the patients' symbols stand outside them,
# side by side as far as they must.
BEFORE, AFTER = 1.0, 2.0
_APART, _REACH = 0.1, 0.36


def draw_panel(analysis: Analysis, whiskers: str = "ci") -> Panel:
    """Draw a line a patient, coloured and shaped by outcome, and the two means between them.

    `whiskers` of the means are their intervals ("ci") or their standard deviations ("sd").
    """
    plan, pairs = analysis.plan, analysis.pairs
    scale = plan.rating_scale
    n = _("n = {n}", n=integer(pairs.analysed))
    groups = group_rated(analysis)
    many = are_many(pairs.analysed)
    return Panel(
        Axis(
            0.52,
            2.48,
            "",
            ((BEFORE, f"{_('Before')}\n{n}"), (AFTER, f"{_('After')}\n{n}")),
        ),
        Axis(scale.low, scale.high, _("{scale} score", scale=scale.title), grid=True),
        (
            *draw_patients(analysis),
            *draw_remission_line(plan),
            *draw_means(analysis[PairedChange], whiskers),
        ),
        title=_("{scale} before and after", scale=scale.title),
        legend=() if many else make_legend(groups),
        reason="" if pairs.analysed else _("No patient has a rating both before and after."),
        table=partial(tabulate_pairs, analysis),
    )


def build(analysis: Analysis, whiskers: str = "ci") -> FigureSpec:
    """Return the figure, the means with their intervals or standard deviations."""
    return FigureSpec.of(
        KEY,
        _(TITLE),
        (draw_panel(analysis, whiskers),),
        caption=write_paired_caption(analysis, _write_caption(analysis, whiskers)),
        invented=analysis.cohort.invented,
        height_ratio=0.85,
    )


def _list_whiskers(analysis: Analysis) -> tuple[tuple[str, str], ...]:
    return (("ci", analysis.plan.name_interval()), ("sd", _("Standard deviation")))


def draw_patients(analysis: Analysis) -> tuple[Mark, ...]:
    """Return a line and two symbols a patient; of very many patients, their density."""
    if are_many(analysis.pairs.analysed):
        return _draw_crowd(analysis)
    return tuple(
        patient_mark
        for group in group_rated(analysis)
        for patient_mark in _draw_patients(analysis, group)
    )


def draw_singly(analysis: Analysis, ids: frozenset[str], _variant: str) -> tuple[Mark, ...]:
    """Return the marks of some of very many patients, to be drawn over the density."""
    if not are_singled(analysis.pairs.analysed, ids):
        return ()
    chosen = np.isin(analysis.pairs.patient_id, list(ids))
    groups = keep_patients(group_rated(analysis), chosen)
    return tuple(
        patient_mark for group in groups for patient_mark in _draw_patients(analysis, group)
    )


FIGURE = Figure(
    KEY,
    TITLE,
    build,
    tab="outcomes",
    priority=10,
    main=True,
    variants=Variants(mark("Bars of the means"), _list_whiskers, build),
    singled=draw_singly,
)


def _write_caption(analysis: Analysis, whiskers: str) -> str:
    scale, n = analysis.plan.rating_scale.title, analysis.pairs.analysed
    if n < 2:
        return _("{scale} score before the first and after the last infusion.", scale=scale)
    if whiskers == "ci":
        return _(
            "{scale} score of each of {n} patients before the first and after the last infusion; "
            "thick line and bars: mean with {interval}.",
            scale=scale,
            n=spelled(n),
            interval=analysis.plan.name_interval(),
        )
    return _(
        "{scale} score of each of {n} patients before the first and after the last infusion; "
        "thick line and bars: mean ± standard deviation.",
        scale=scale,
        n=spelled(n),
    )


def _draw_crowd(analysis: Analysis) -> tuple[Mark, ...]:
    pairs, scale = analysis.pairs.complete(), analysis.plan.rating_scale
    left, right = np.full(pairs.analysed, BEFORE), np.full(pairs.analysed, AFTER)
    ends = left, pairs.before, right, pairs.after
    return shade_lines(ends, scale.low, scale.high, theme.BEFORE)


def _draw_patients(analysis: Analysis, group: OutcomeGroup) -> list[Mark]:
    if not group.flags.any():
        return []
    pairs = analysis.pairs
    ids = tuple(map(str, pairs.patient_id[group.flags]))
    before = pairs.before[group.flags].tolist()
    after = pairs.after[group.flags].tolist()
    hover = tuple(
        f"{patient_id}: {bare(b)} → {bare(a)}"
        for patient_id, b, a in zip(ids, before, after, strict=True)
    )
    left, right = BEFORE - _APART, AFTER + _APART
    paths = tuple(((left, b), (right, a)) for b, a in zip(before, after, strict=True))
    n, width = len(ids), find_line_width(pairs.analysed)
    return [
        Lines(paths, group.colour, width, dash=group.dash, ids=ids),
        # Open before and filled after: the moments differ without their colours, too.
        Points((left,) * n, tuple(before), group.colour, group.symbol, 4.0, False,
               ids=ids, hover=hover, swarm="left", reach=-_REACH),
        Points((right,) * n, tuple(after), group.colour, group.symbol, 4.0, True,
               ids=ids, hover=hover, swarm="right", reach=_REACH),
    ]  # fmt: skip


def draw_means(change: PairedChange, whiskers: str) -> tuple[Mark, ...]:
    """Return the two means, joined, with their bars; see ``draw_panel``."""
    before, after = change.mean_before, change.mean_after
    if isinstance(before, Unavailable) or isinstance(after, Unavailable):
        return ()
    first, second = (
        (change.mean_before_ci, change.mean_after_ci)
        if whiskers == "ci"
        else (_find_reach(before, change.sd_before), _find_reach(after, change.sd_after))
    )
    hover = tuple(
        f"{title}: {mean if isinstance(sd, Unavailable) else mean_sd(value, sd)}"
        for title, value, sd, mean in (
            (_("Mean before"), before, change.sd_before, number(before)),
            (_("Mean after"), after, change.sd_after, number(after)),
        )
    )
    return (
        Lines((((BEFORE, before), (AFTER, after)),), theme.INK, theme.MEAN_LINE, halo=True),
        *_draw_whisker(BEFORE, first),
        *_draw_whisker(AFTER, second),
        Points((BEFORE,), (before,), theme.INK, "circle", 5.0, False, hover=hover[:1]),
        Points((AFTER,), (after,), theme.INK, "circle", 5.0, hover=hover[1:]),
    )


def _find_reach(mean: float, sd: Estimate) -> Limits | Unavailable:
    return sd if isinstance(sd, Unavailable) else (mean - sd, mean + sd)


def _draw_whisker(at: float, reach: Limits | Unavailable) -> tuple[ErrorBars, ...]:
    if isinstance(reach, Unavailable):
        return ()
    return (ErrorBars((at,), (reach[0],), (reach[1],), theme.INK, 1.2),)

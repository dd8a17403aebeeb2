"""Figure: the change under TMS against the change under ketamine."""

from __future__ import annotations

from functools import partial

import numpy as np

from ketgui.domain.invention import note_additions
from ketgui.domain.unavailable import Unavailable
from ketgui.figures import theme
from ketgui.figures.figure import Figure
from ketgui.figures.parts.crowd import are_many, shade_points
from ketgui.figures.parts.outcome_groups import (
    OutcomeGroup,
    group_rated,
    keep_patients,
    make_legend,
    name_outcomes,
)
from ketgui.figures.parts.tables import tabulate_patients
from ketgui.figures.spec import Axis, DataTable, FigureSpec, Panel, Points, Rule
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.pairing import Scores
from ketgui.statistics.results.further.tms_outcome import TmsOutcome, compute_changes
from ketgui.statistics.results.outcomes.outcomes import PatientMask
from ketgui.text import _, bare, correlation, mark, plural_spelled, plural_start

KEY, TITLE = "tms_change", mark("Change under TMS against change under ketamine")


def draw_panel(analysis: Analysis) -> Panel:
    """Draw a symbol a patient; right and up is improvement."""
    tms, ketamine = compute_changes(analysis[TmsOutcome])
    both = ~(np.isnan(tms) | np.isnan(ketamine))
    reach = max(5.0, float(np.abs(np.concatenate([tms[both], ketamine[both]])).max(initial=0)))
    # Both axes have one range, symmetric about no change, so that the four quadrants are equal.
    edge = float(np.ceil((reach + 1) / 5) * 5)
    many = are_many(int(both.sum()))
    groups = () if many else keep_patients(group_rated(analysis), both)
    scale = analysis.plan.rating_scale.title
    return Panel(
        Axis(-edge, edge, _("Improvement under TMS ({scale} points)", scale=scale)),
        Axis(-edge, edge, _("Improvement under ketamine ({scale} points)", scale=scale), grid=True),
        (
            Rule(0, theme.SOFT_INK),
            Rule(0, theme.SOFT_INK, horizontal=False),
            *(shade_points(tms[both], ketamine[both], -edge, edge, theme.BEFORE) if many else ()),
            *(_draw_points(analysis, group, tms, ketamine) for group in groups),
        ),
        title=_(TITLE),
        legend=make_legend(groups),
        reason="" if both.any() else _explain_absence(analysis),
        table=partial(_tabulate, analysis, tms, ketamine, both),
    )


def _tabulate(analysis: Analysis, tms: Scores, ketamine: Scores, both: PatientMask) -> DataTable:
    ids = map(str, analysis.pairs.patient_id[both])
    values = dict(zip(ids, np.column_stack((tms, ketamine))[both].tolist(), strict=True))
    headers = (_("Improvement under TMS"), _("Improvement under ketamine"))
    return tabulate_patients(headers, values, name_outcomes(analysis))


def _explain_absence(analysis: Analysis) -> str:
    if analysis[TmsOutcome].is_recorded:
        return _("No patient has both changes.")
    return _("No score before and after TMS is recorded.")


def build(analysis: Analysis) -> FigureSpec:
    """Return the figure with Spearman's correlation in its caption."""
    result = analysis[TmsOutcome]
    scale, n = analysis.plan.rating_scale.title, result.correlated
    if analysis.plan.has_outcome:
        caption = plural_spelled(
            "Improvement of the {scale} score under TMS and under ketamine in {n} patient, "
            "coloured by the outcome of ketamine.",
            "Improvement of the {scale} score under TMS and under ketamine in {n} patients, "
            "coloured by the outcome of ketamine.",
            n,
            scale=scale,
        )
    else:
        caption = plural_spelled(
            "Improvement of the {scale} score under TMS and under ketamine in {n} patient.",
            "Improvement of the {scale} score under TMS and under ketamine in {n} patients.",
            n,
            scale=scale,
        )
    if not (isinstance(result.rho, Unavailable) or isinstance(result.rho_ci, Unavailable)):
        caption += " " + _(
            "Spearman ρ = {rho} ({interval} {low} to {high}).",
            rho=correlation(result.rho),
            interval=analysis.plan.name_interval(),
            low=correlation(result.rho_ci[0]),
            high=correlation(result.rho_ci[1]),
        )
    if result.shared:
        caption += " " + plural_start(
            "{n} patient whose rating after TMS is the baseline too is left out.",
            "{n} patients whose rating after TMS is the baseline too are left out.",
            len(result.shared),
        )
    return FigureSpec.of(
        KEY,
        _(TITLE),
        (draw_panel(analysis),),
        caption=caption,
        note=note_additions(analysis.cohort),
        height_ratio=1.0,
    )


FIGURE = Figure(KEY, TITLE, build, tab="outcomes", priority=66)


def _draw_points(analysis: Analysis, group: OutcomeGroup, tms: Scores, ketamine: Scores) -> Points:
    ids = tuple(map(str, analysis.pairs.patient_id[group.flags]))
    x, y = tms[group.flags].tolist(), ketamine[group.flags].tolist()
    hover = tuple(
        f"{patient_id}: {bare(a)}, {bare(b)}" for patient_id, a, b in zip(ids, x, y, strict=True)
    )
    return Points(tuple(x), tuple(y), group.colour, group.symbol, 5.5, ids=ids, hover=hover)

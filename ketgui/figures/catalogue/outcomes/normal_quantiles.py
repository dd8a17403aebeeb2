"""Figure: normal quantile–quantile plot of the differences."""

from __future__ import annotations

from functools import partial

import numpy as np

from ketgui.domain.unavailable import Unavailable
from ketgui.figures import theme
from ketgui.figures.figure import Figure
from ketgui.figures.parts.crowd import are_many
from ketgui.figures.parts.denominators import name_difference, write_paired_caption
from ketgui.figures.spec import Axis, DataTable, FigureSpec, Lines, Panel, Points, Symbol
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.outcomes.outlying import Outlying
from ketgui.statistics.results.outcomes.paired_change import PairedChange
from ketgui.text import _, bare, correlation, mark, number, p_value, plural_spelled

# Of very many patients: how many of each tail, and how many between the tails, are drawn.
_TAIL, _SPREAD = 50, 400
KEY, TITLE = "normal_quantiles", mark("Normal quantiles of the differences")


def draw_panel(analysis: Analysis) -> Panel:
    """Draw the sorted differences against normal quantiles, with the line they should follow."""
    pairs, change = analysis.pairs.complete(), analysis[PairedChange]
    n = len(pairs.before)
    mean, sd = change.mean_difference, change.sd_difference
    if n < 3 or isinstance(mean, Unavailable) or isinstance(sd, Unavailable) or sd == 0:
        reason = _("Fewer than three patients have both ratings, or all changed alike.")
        return Panel(Axis(0, 1), Axis(0, 1), title=_(TITLE), reason=reason)
    from scipy.special import ndtri

    order = np.argsort(pairs.difference, kind="stable")
    difference = pairs.difference[order]
    # Blom's (1958) plotting positions.
    quantiles = ndtri((np.arange(1, n + 1) - 0.375) / (n + 0.25))
    reach = float(np.abs(quantiles).max()) * 1.08
    ends = mean - reach * sd, mean + reach * sd
    # The line crosses the plot from edge to edge; differences beyond it extend the axis.
    margin = 0.06 * (ends[1] - ends[0])
    low, high = min(ends[0], float(difference[0])), max(ends[1], float(difference[-1]))
    return Panel(
        Axis(-reach, reach, _("Normal quantile")),
        Axis(low - margin, high + margin, _name_axis(analysis), grid=True),
        (
            Lines((((-reach, ends[0]), (reach, ends[1])),), theme.SOFT_INK, 0.8, dash="dashed"),
            *_draw_patients(pairs.patient_id[order], quantiles, difference, analysis[Outlying]),
        ),
        title=_(TITLE),
        subtitle=_describe_shapiro(change),
        table=partial(_tabulate, pairs.patient_id[order], quantiles, difference),
    )


def _tabulate(patient_ids: np.ndarray, quantiles: np.ndarray, difference: np.ndarray) -> DataTable:
    rows = (
        (str(patient_id), number(float(quantile), 2), bare(float(value)))
        for patient_id, quantile, value in zip(patient_ids, quantiles, difference, strict=True)
    )
    headers = (_("Patient"), _("Normal quantile"), _("Difference"))
    return DataTable(headers, tuple(rows), numeric=(False, True, True))


def build(analysis: Analysis) -> FigureSpec:
    """Return the figure."""
    return FigureSpec.of(
        KEY,
        _(TITLE),
        (draw_panel(analysis),),
        caption=_write_caption(analysis),
        invented=analysis.cohort.invented,
        height_ratio=0.85,
    )


FIGURE = Figure(KEY, TITLE, build, tab="outcomes", priority=120)


def _name_axis(analysis: Analysis) -> str:
    return _("Difference, {difference}", difference=name_difference(analysis))


def _write_caption(analysis: Analysis) -> str:
    outlying = len(analysis[Outlying].outside_fences)
    named = plural_spelled(
        "Open diamond: {n} patient outside Tukey's fences, who stays in every analysis.",
        "Open diamonds: {n} patients outside Tukey's fences, who stay in every analysis.",
        outlying,
    )
    return write_paired_caption(
        analysis,
        _(
            "Differences ({difference}) against the quantiles of a normal distribution with "
            "their mean and SD (dashed).",
            difference=name_difference(analysis),
        ),
        named if outlying else "",
        drawn_singly=False,
    )


def _draw_patients(
    patient_ids: np.ndarray, quantiles: np.ndarray, difference: np.ndarray, outlying: Outlying
) -> tuple[Points, ...]:
    """Return the patients as circles, those outside the fences as open diamonds."""
    positions = _thin_out(len(patient_ids))
    far = np.isin(patient_ids[positions], outlying.outside_fences)
    looks: tuple[tuple[np.ndarray, Symbol], ...] = (
        (positions[~far], "circle"),
        (positions[far], "diamond"),
    )
    return tuple(
        Points(
            tuple(quantiles[at].tolist()),
            tuple(difference[at].tolist()),
            theme.BEFORE,
            symbol,
            5.0,
            symbol == "circle",
            ids=tuple(map(str, patient_ids[at])),
            hover=tuple(
                f"{patient_id}: {bare(float(d))}"
                for patient_id, d in zip(patient_ids[at], difference[at], strict=True)
            ),
        )
        for at, symbol in looks
        if at.size
    )


def _thin_out(n: int) -> np.ndarray:
    """Return the positions drawn: all; of very many, both tails and evenly spread ones between."""
    if not are_many(n):
        return np.arange(n)
    tails = np.arange(_TAIL)
    return np.unique(
        np.concatenate((tails, np.linspace(0, n - 1, _SPREAD).astype(int), n - 1 - tails))
    )


def _describe_shapiro(change: PairedChange) -> str:
    if isinstance(change.shapiro_w, Unavailable) or isinstance(change.shapiro_p, Unavailable):
        return ""
    return f"Shapiro–Wilk W = {correlation(change.shapiro_w, 3)}, {p_value(change.shapiro_p)}"

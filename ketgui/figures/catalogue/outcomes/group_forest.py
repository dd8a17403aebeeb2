"""Figure: mean change by group."""

from __future__ import annotations

from ketgui.domain.unavailable import Unavailable
from ketgui.figures import theme
from ketgui.figures.figure import Figure
from ketgui.figures.parts.denominators import name_difference, write_paired_caption
from ketgui.figures.parts.forest import (
    Estimate,
    EstimateLine,
    ForestLine,
    compute_height_ratio,
    draw_forest,
)
from ketgui.figures.parts.rows import GroupHeading
from ketgui.figures.spec import FigureSpec, Panel, Symbol
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.outcomes.groups import Group, Groups
from ketgui.statistics.results.outcomes.paired_change import PairedChange
from ketgui.statistics.rows import Limits
from ketgui.text import _, integer, interval, mark, number

KEY, TITLE = "group_forest", mark("Change by group")


def draw_panel(analysis: Analysis) -> Panel:
    """Draw the mean change of each group, and of all, with their intervals."""
    groups, change = analysis[Groups].groups, analysis[PairedChange]
    lines = [_make_line(group) for group in groups]
    overall = change.mean_difference
    if lines and not isinstance(overall, Unavailable):
        ci = None if isinstance(change.difference_ci, Unavailable) else change.difference_ci
        everyone = _("All (n = {n})", n=integer(change.n))
        lines.insert(0, _draw_estimate(everyone, overall, ci, theme.INK, "diamond"))
    # The axis covers every interval and always 0, where there is no change.
    estimates = [estimate for line in lines for estimate in line.estimates]
    ends = [end for e in estimates for end in (e.ci or (e.value, e.value))]
    return draw_forest(
        _group_under_headings(lines, groups),
        title=_("Change by group"),
        axis_label=_("Mean difference, {difference}", difference=name_difference(analysis)),
        low=min(0.0, *ends, 0.0) - 1,
        high=max(5.0, *ends, 5.0) + 1,
        at=0.0,
        reason=_("No column divides the patients into groups."),
        columns=(_("Group"), _("Mean difference"), analysis.plan.name_interval()),
    )


def build(analysis: Analysis) -> FigureSpec:
    """Return the figure, as tall as its lines ask for."""
    forest = draw_panel(analysis)
    return FigureSpec.of(
        KEY,
        _(TITLE),
        (forest,),
        caption=write_paired_caption(
            analysis,
            _(
                "Mean change of the {scale} score with {interval}, by group; open symbols: groups "
                "of fewer than ten patients.",
                scale=analysis.plan.rating_scale.title,
                interval=analysis.plan.name_interval(),
            ),
            drawn_singly=False,
        ),
        invented=analysis.cohort.invented,
        height_ratio=compute_height_ratio(forest),
    )


FIGURE = Figure(KEY, TITLE, build, tab="outcomes", priority=100)


def _group_under_headings(lines: list[EstimateLine], groups: tuple[Group, ...]) -> list[ForestLine]:
    """Put the name of each variable once, above its levels."""
    # The line of all patients, if there is one, comes
    # before those of the groups and has no heading.
    headed: list[ForestLine] = list(lines[: len(lines) - len(groups)])
    named = ""
    for line, group in zip(lines[len(headed) :], groups, strict=True):
        if group.variable != named:
            named = group.variable
            headed.append(GroupHeading(_(group.title)))
        headed.append(line)
    return headed


def _make_line(group: Group) -> EstimateLine:
    level = group.level if group.from_file else _(group.level)
    ci = None if isinstance(group.ci, Unavailable) else group.ci
    name = _("{level} (n = {n})", level=level, n=integer(group.n))
    return _draw_estimate(
        name,
        group.mean,
        ci,
        theme.BEFORE,
        filled=not group.small,
        full_name=_("{title}: {words}", title=_(group.title), words=name),
    )


def _draw_estimate(
    name: str,
    mean: float,
    ci: Limits | None,
    colour: str,
    symbol: Symbol = "square",
    *,
    filled: bool = True,
    full_name: str = "",
) -> EstimateLine:
    cells = number(mean), interval(*ci) if ci else ""
    estimate = Estimate(mean, ci, colour, symbol, filled)
    return EstimateLine(name, " ".join(filter(None, cells)), (estimate,), full_name, cells)

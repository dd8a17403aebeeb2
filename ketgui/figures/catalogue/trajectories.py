"""Figure: every patient's scores over the course, and their mean."""

from __future__ import annotations

from ketgui.domain.unavailable import Unavailable
from ketgui.figures import theme
from ketgui.figures.outcome_groups import OutcomeGroup, legend, outcome_groups
from ketgui.figures.spec import Axis, Errors, Figure, FigureSpec, Lines, Mark, Panel, Points, Rule
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.trajectory import Trajectory
from ketgui.text import _, integer, mark, mean_sd, number

KEY, TITLE = "trajectories", mark("Scores over the course")


def panel(analysis: Analysis) -> Panel:
    """Draw a line a patient by infusions received, and the mean with its interval."""
    course, plan = analysis[Trajectory], analysis.plan
    scale = plan.rating_scale
    last = max((point.infusions for point in course.points), default=1)
    groups = outcome_groups(analysis)
    ticks = tuple(
        (float(p.infusions), f"{p.infusions}\n{_('n = {n}', n=integer(p.n))}")
        for p in course.points
    )
    return Panel(
        Axis(-0.4, max(last, 1) + 0.4, _("Infusions received"), ticks),
        Axis(scale.low, scale.high, _("{scale} score", scale=scale.title), grid=True),
        (
            *(_lines(analysis, group) for group in groups if group.flags.any()),
            Rule(plan.remission_score, theme.REMITTER,
                 label=_("remission {rule}", rule=plan.remission_rule())),
            *_means(course),
        ),
        title=_("{scale} over the course", scale=scale.title),
        legend=legend(groups),
        reason="" if course.points else _("No rating has a date or a study day."),
    )  # fmt: skip


def build(analysis: Analysis) -> FigureSpec:
    """Return the figure."""
    return FigureSpec.of(
        KEY,
        _(TITLE),
        (panel(analysis),),
        caption=_(
            "{scale} score of each patient by infusions received; thick line: mean with "
            "{interval}, of the patients rated at that point (n).",
            scale=analysis.plan.rating_scale.title,
            interval=analysis.plan.interval_name(),
        ),
        invented=analysis.cohort.invented,
        height_ratio=0.7,
    )


FIGURE = Figure(KEY, TITLE, build)


def _lines(analysis: Analysis, group: OutcomeGroup) -> Lines:
    ids = set(map(str, analysis.pairs.patient_id[group.flags]))
    ratings = analysis[Trajectory].ratings
    of_group = ratings[ratings["patient_id"].isin(ids)]
    paths = {
        str(who): tuple(
            zip(rows["infusions"].astype(float), rows["score"].astype(float), strict=True)
        )
        for who, rows in of_group.groupby("patient_id")
    }
    return Lines(
        tuple(paths.values()),
        group.colour,
        theme.PATIENT_LINE,
        theme.PATIENT_OPACITY,
        ids=tuple(paths),
    )


def _means(course: Trajectory) -> tuple[Mark, ...]:
    at = tuple(float(point.infusions) for point in course.points)
    means = tuple(point.mean for point in course.points)
    bounded = [
        (float(p.infusions), *p.ci) for p in course.points if not isinstance(p.ci, Unavailable)
    ]
    hover = tuple(
        f"{p.infusions}: "
        + (number(p.mean) if isinstance(p.sd, Unavailable) else mean_sd(p.mean, p.sd))
        for p in course.points
    )
    return (
        Lines((tuple(zip(at, means, strict=True)),), theme.INK, theme.MEAN_LINE),
        Errors(
            tuple(b[0] for b in bounded),
            tuple(b[1] for b in bounded),
            tuple(b[2] for b in bounded),
            theme.INK,
            1.2,
        ),
        Points(at, means, theme.INK, "circle", 6.0, hover=hover),
    )

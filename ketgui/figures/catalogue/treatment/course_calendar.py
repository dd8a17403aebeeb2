"""Figure: both treatments and the ratings on one line of days."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from math import ceil, floor
from statistics import median

from ketgui.domain.treatment.planned_treatment import PlannedTreatment
from ketgui.domain.unavailable import Unavailable
from ketgui.figures import theme
from ketgui.figures.figure import Figure
from ketgui.figures.round_numbers import find_round_ticks
from ketgui.figures.spec import Axis, Bars, DataTable, DirectLabel, FigureSpec, Mark, Panel, Points
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.outcomes.trajectory import Trajectory
from ketgui.statistics.results.treatment.exposure import Exposure
from ketgui.statistics.treatment.infusion_course import find_first_acute_course
from ketgui.statistics.treatment.protocol_choice import choose_tms_protocols
from ketgui.statistics.treatment.tms_spans import find_tms_spans
from ketgui.text import _, mark, number

KEY, TITLE = "course_calendar", mark("Course of treatment")
# Height of each row on the axis, from the top down.
_TMS, _INFUSIONS, _RATINGS = 3.0, 2.0, 1.0
_HALF = 0.22
# Drawn pale, and explained in the caption, where the number of sessions is not recorded.
_DAYS_OF_UNKNOWN_COURSE = 14


def draw_panel(analysis: Analysis) -> Panel:
    """Draw the TMS block, the infusions and the ratings, in days from the first infusion."""
    infusions = find_infusion_days(analysis)
    ratings = _find_rating_days(analysis)
    tms = _find_tms_days(analysis)
    days = [*infusions, *ratings, *(tms or ())]
    low, high = min(days, default=0.0) - 3, max(days, default=0.0) + 5
    marks: list[Mark] = [*_draw_tms(analysis, tms)]
    if infusions:
        marks.append(_draw_points(infusions, _INFUSIONS, theme.AFTER, _("Infusion, day {day}")))
    if ratings:
        marks.append(_draw_points(ratings, _RATINGS, theme.PARTIAL, _("Rating, day {day}")))
    return Panel(
        Axis(low, high, _("Days from the first infusion"), find_round_ticks(low, high)),
        Axis(
            0.4,
            3.6,
            "",
            ((_TMS, _("TMS")), (_INFUSIONS, _("Infusions")), (_RATINGS, _("Ratings"))),
            rows=True,
        ),
        tuple(marks),
        title=_(TITLE),
        reason="" if infusions else _("No infusion is planned, nor has one a date or a study day."),
        table=partial(_tabulate, tms, infusions, ratings),
    )


def _tabulate(
    tms: tuple[float, float] | None, infusions: tuple[float, ...], ratings: tuple[float, ...]
) -> DataTable:
    rows = (
        *((_("TMS"), number(tms[0], 0), number(tms[1], 0)) for tms in ((tms,) if tms else ())),
        *((_("Infusion"), number(day, 0), number(day, 0)) for day in infusions),
        *((_("Rating"), number(day, 0), number(day, 0)) for day in ratings),
    )
    headers = (_("What"), _("From day"), _("To day"))
    return DataTable(headers, rows, numeric=(False, True, True))


def build(analysis: Analysis) -> FigureSpec:
    """Return the figure."""
    planned = bool(list_planned_days(analysis.plan.treatment))
    infusions = _("Infusions as planned") if planned else _("Infusions at their median day")
    caption = _(
        "{infusions}, in days from the first; ratings at their median day; TMS ends at the "
        "median of the days recorded before the first infusion.",
        infusions=infusions,
    )
    if _find_tms_days(analysis) and _find_course_days(analysis) is None:
        caption += " " + _("Its pale bar has no true length: the sessions are not reported.")
    return FigureSpec.of(
        KEY,
        _(TITLE),
        (draw_panel(analysis),),
        caption=caption,
        invented=analysis.cohort.invented,
        height_ratio=0.4,
    )


FIGURE = Figure(KEY, TITLE, build, tab="protocol", priority=30)


def list_planned_days(treatment: PlannedTreatment) -> tuple[float, ...]:
    """Return the days of the planned infusions, whole days evenly over each week."""
    spacing = treatment.spacing_days
    if treatment.infusions is None or spacing is None:
        return ()
    return tuple(
        # The tolerance keeps 7/3 × 3 on day 7, where floating point may give 6.999….
        float(floor(index * spacing + 1e-9))
        for index in range(max(0, treatment.infusions))
    )


def find_infusion_days(analysis: Analysis) -> tuple[float, ...]:
    """Return the days of the infusions: planned, else the median day of each number."""
    if days := list_planned_days(analysis.plan.treatment):
        return days
    by_number: defaultdict[int, list[float]] = defaultdict(list)
    # Maintenance infusions lie weeks later, on days that differ too much for a median.
    for course in analysis.study.courses.values():
        for infusion in find_first_acute_course(course):
            if infusion.study_day is not None:
                by_number[infusion.number].append(infusion.study_day)
    return tuple(median(days) for _number, days in sorted(by_number.items()))


def _find_rating_days(analysis: Analysis) -> tuple[float, ...]:
    # A rating's moment is the number of infusions before
    # it: visits differ in name from file to file.
    ratings = analysis[Trajectory].ratings
    days = ratings.groupby("infusions")["study_day"].median().dropna()
    return tuple(float(day) for day in days)


def _find_tms_days(analysis: Analysis) -> tuple[float, float] | None:
    """Return first and last day of TMS, five days of sessions a week; None if not known."""
    before = analysis[Exposure].days_since_tms_median
    protocols = choose_tms_protocols(analysis)
    if isinstance(before, Unavailable) or not protocols:
        return None
    return -before - (_find_course_days(analysis) or _DAYS_OF_UNKNOWN_COURSE), -before


def _find_course_days(analysis: Analysis) -> float | None:
    """Return how long TMS took: as planned by its sessions, else the median of the records."""
    protocol = choose_tms_protocols(analysis)[0]
    if not protocol.sessions or protocol.sessions < 1:
        spans = [span for spans in find_tms_spans(analysis.cohort).values() for span in spans]
        return median(end - start for start, end in spans) if spans else None
    # Sessions on weekdays: two days of a weekend are added after each five, but not after the last.
    session_days = ceil(protocol.sessions / max(protocol.sessions_per_day or 1, 1))
    return session_days + 2.0 * ((session_days - 1) // 5)


def _draw_tms(analysis: Analysis, days: tuple[float, float] | None) -> tuple[Mark, ...]:
    if days is None:
        return ()
    has_length = _find_course_days(analysis) is not None
    text = _("{days} days to the first infusion", days=number(-days[1], 0))
    block = Bars(
        (days[0],),
        (days[1],),
        (_TMS - _HALF,),
        (_TMS + _HALF,),
        theme.BEFORE,
        0.9 if has_length else 0.35,
        hover=(text,),
        tallest=theme.BAR_POINTS,
    )
    return (block, DirectLabel(days[1], _TMS, text, dx=4))


def _draw_points(days: tuple[float, ...], y: float, colour: str, message: str) -> Points:
    hover = tuple(message.format(day=number(day, 0)) for day in days)
    return Points(days, (y,) * len(days), colour, "circle", 4.5, hover=hover)

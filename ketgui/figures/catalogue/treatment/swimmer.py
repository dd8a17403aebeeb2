"""Figure: one lane a patient: the end of TMS, infusions, ratings, events and stops."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import isnan

from ketgui.domain.fields import TABLES
from ketgui.figures import theme
from ketgui.figures.figure import Figure, Variants
from ketgui.figures.parts.broken_axis import break_axis, spread_apart
from ketgui.figures.spec import (
    Axis,
    Bars,
    DataTable,
    FigureSpec,
    LegendEntry,
    Lines,
    Mark,
    Panel,
    Points,
    Symbol,
)
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.treatment.exposure import Exposure, compute_days_since_tms
from ketgui.statistics.study import Study
from ketgui.statistics.treatment.infusion_course import Infusion, find_first_acute_course
from ketgui.statistics.treatment.tms_spans import find_tms_spans
from ketgui.text import _, integer, mark, number

KEY, TITLE = "swimmer", mark("Course of each patient")
# Titles of the orders in which lanes can stand.
ORDERS: dict[str, str] = {
    "cohort": mark("As in the file"),
    "infusions": mark("By infusions received"),
    "duration": mark("By length of the course"),
    "change": mark("By percent improvement"),
}
# What is earlier than the first day, or later than so many days after the last infusion, would
# squeeze the infusions: it has a narrow part of the axis for itself.
_EARLIEST_DAY, _DAYS_AFTER = -14.0, 10.0
_LONGEST_COURSE = 45.0
# More lanes would touch on one page.
_MOST_LANES = 60
# Ratings and events of one day stand below and above its infusion (in lanes).
_APART = 0.34
# Of more lanes the symbols are smaller, so that those above each other do not touch.
_MANY_LANES, _SMALLER = 30, 0.72
# Symbols of one look in a lane are as far apart as they are wide on a figure of 90 mm (a share).
_SYMBOL_SHARE = 0.016
# The share of what is drawn that each end of the axis has beside the outermost symbols.
_MARGIN = 0.1
_BLOCK_WIDTH, _BLOCK_OPACITY = 3.0, 0.5
_BAND = "#F1F1F1"


@dataclass(frozen=True)
class _Occurrence:
    """Something that happened to one patient on one day, with its text."""

    patient_id: str
    day: float
    text: str


@dataclass(frozen=True)
class _Look:
    title: str
    colour: str
    symbol: Symbol
    size: float
    above: float = 0.0
    filled: bool = True


_TMS_END = _Look(mark("Last TMS session"), theme.BEFORE, "square", 2.4)
_INFUSION = _Look(mark("Infusion"), theme.AFTER, "tick", 3.4)
_RATING = _Look(mark("Rating"), theme.PARTIAL, "triangle", 2.2, -_APART)
_EVENT = _Look(mark("Adverse event"), theme.INK, "diamond", 1.8, _APART)
_STOP = _Look(mark("Stopped early"), theme.INK, "square", 5.0, filled=False)


def draw_panel(analysis: Analysis, order: str = "cohort") -> Panel:
    """Draw the lanes from the top down in the order asked for."""
    patient_ids = sort_lanes(analysis, order)[:_MOST_LANES]
    analysis = _select_patients(analysis, patient_ids)
    courses = analysis.study.courses
    lane = {patient: float(len(patient_ids) - index) for index, patient in enumerate(patient_ids)}
    groups = [
        (look, occurrences)
        for look, occurrences in _list_occurrences(analysis, courses)
        if occurrences
    ]
    blocks = _draw_tms_blocks(analysis, lane)
    days = [moment.day for _look, occurrences in groups for moment in occurrences]
    days += [start for block in blocks for (start, _y), _end in block.paths]
    names = tuple((y, patient) for patient, y in lane.items())
    axis = _make_axis(analysis, days)
    dated = any(
        infusion.study_day is not None for course in courses.values() for infusion in course
    )
    return Panel(
        axis,
        Axis(0.5, max(len(patient_ids), 1) + 0.5, "", names, rows=True),
        (
            *_draw_bands(len(patient_ids), axis),
            _draw_lanes(groups, lane),
            *blocks,
            *(_draw_points(look, occurrences, lane, axis) for look, occurrences in groups),
        ),
        title=_(TITLE),
        legend=(
            *(LegendEntry(_("TMS"), theme.BEFORE, line=True) for _block in blocks),
            *(
                LegendEntry(_(look.title), look.colour, look.symbol, look.filled)
                for look, _occurrences in groups
            ),
        ),
        reason="" if dated else _("No infusion has a date or a study day."),
        table=partial(_tabulate, groups, patient_ids),
    )


def _tabulate(
    groups: Sequence[tuple[_Look, list[_Occurrence]]], patient_ids: Sequence[str]
) -> DataTable:
    """Return what happened to each patient, day by day."""
    position = {patient_id: index for index, patient_id in enumerate(patient_ids)}
    moments = sorted(
        ((moment, _(look.title)) for look, occurrences in groups for moment in occurrences),
        key=lambda drawn: (position[drawn[0].patient_id], drawn[0].day),
    )
    rows = (
        (moment.patient_id, number(moment.day, 0), title, moment.text.partition(": ")[2])
        for moment, title in moments
    )
    headers = (_("Patient"), _("Day"), _("What"), _("Details"))
    return DataTable(headers, tuple(rows), numeric=(False, True, False, False))


def _make_axis(analysis: Analysis, days: Sequence[float]) -> Axis:
    """Return the axis of days, interrupted before and after the days of the infusions."""
    given = (
        infusion.study_day
        for course in analysis.study.courses.values()
        for infusion in find_first_acute_course(course)
        if infusion.study_day is not None
    )
    last = min(_LONGEST_COURSE, max(given, default=0.0)) + _DAYS_AFTER
    low, high = min(days, default=0.0), max(days, default=0.0)
    low, high = min(low - 2, low * (1 + _MARGIN)), max(high + 2, high * (1 + _MARGIN))
    return break_axis(low, high, _EARLIEST_DAY, last, _("Days from the first infusion"))


def _draw_bands(lanes: int, axis: Axis) -> tuple[Bars, ...]:
    """Return a pale band under every second lane, so that the eye keeps to a lane."""
    at = tuple(float(lane) for lane in range(1, lanes + 1, 2))
    n = len(at)
    low, high = tuple(y - 0.5 for y in at), tuple(y + 0.5 for y in at)
    return (Bars((axis.low,) * n, (axis.high,) * n, low, high, _BAND),) if at else ()


def build(analysis: Analysis, order: str = "cohort") -> FigureSpec:
    """Return the figure, its lanes in the order asked for."""
    caption = _(
        "One lane for each enrolled patient, in days from the first infusion. An adverse event "
        "stands at its infusion; one without an infusion is not drawn."
    )
    if analysis.cohort.enrolled > _MOST_LANES:
        caption += " " + _(
            "The first {drawn} of {n} patients in this order are drawn.",
            drawn=integer(_MOST_LANES),
            n=integer(analysis.cohort.enrolled),
        )
    panel = draw_panel(analysis, order)
    if panel.x.breaks:
        caption += " " + _("Slanted strokes mark where the axis changes its scale.")
    return FigureSpec.of(
        KEY,
        _(TITLE),
        (panel,),
        caption=caption,
        invented=analysis.cohort.invented,
        height_ratio=min(1.5, max(0.45, 0.2 + 0.042 * analysis.cohort.enrolled)),
    )


def _list_orders(_analysis: Analysis) -> tuple[tuple[str, str], ...]:
    return tuple((key, _(title)) for key, title in ORDERS.items())


FIGURE = Figure(
    KEY,
    TITLE,
    build,
    tab="protocol",
    priority=10,
    variants=Variants(mark("Order of the lanes"), _list_orders, build),
)


def sort_lanes(analysis: Analysis, order: str) -> list[str]:
    """Return the enrolled patients as the lanes stand from the top down."""
    courses = analysis.study.courses
    change = dict(
        zip(map(str, analysis.pairs.patient_id), analysis.pairs.percent_reduction, strict=True)
    )
    # Smaller weights come first; the sort is stable, so ties keep the order of the file.
    weights: dict[str, Callable[[str], float]] = {
        "cohort": lambda _patient_id: 0.0,
        "infusions": lambda patient_id: -len(courses[patient_id]),
        "duration": lambda patient_id: -max(_list_days(courses[patient_id]), default=-1.0),
        "change": lambda patient_id: (
            float("inf") if isnan(change[patient_id]) else -float(change[patient_id])
        ),
    }
    return sorted(
        (str(patient_id) for patient_id in analysis.cohort.patients["patient_id"]),
        key=weights[order],
    )


def _select_patients(analysis: Analysis, patient_ids: list[str]) -> Analysis:
    """Return an analysis whose cohort has these patients' rows alone; its results are the same."""
    cohort = analysis.cohort
    if len(patient_ids) == cohort.enrolled:
        return analysis
    tables = {
        name: rows[rows["patient_id"].isin(patient_ids)]
        for name in TABLES
        if not (rows := cohort.get_table(name)).empty
    }
    return replace(analysis, study=Study.of(replace(cohort, **tables), analysis.plan))


def _list_occurrences(
    analysis: Analysis, courses: dict[str, tuple[Infusion, ...]]
) -> tuple[tuple[_Look, list[_Occurrence]], ...]:
    message = _("{patient}: last TMS session, day {day}")
    ends = [
        _make_occurrence(patient_id, day, message)
        for patient_id, day in _find_tms_ends(analysis).items()
    ]
    return (
        (_TMS_END, ends),
        (_STOP, _list_stops(analysis, courses)),
        (_INFUSION, _list_infusions(courses)),
        (_RATING, _list_ratings(analysis)),
        (_EVENT, _list_events(analysis, courses)),
    )


def _draw_tms_blocks(analysis: Analysis, lane: dict[str, float]) -> tuple[Lines, ...]:
    """Return the lines from each first to each last TMS session, if any has both dates."""
    blocks = [
        (patient_id, start, end)
        for patient_id, spans in find_tms_spans(analysis.cohort).items()
        for start, end in spans
        if patient_id in lane
    ]
    paths = tuple(
        ((start, lane[patient_id]), (end, lane[patient_id])) for patient_id, start, end in blocks
    )
    ids = tuple(patient_id for patient_id, _start, _end in blocks)
    return (Lines(paths, theme.BEFORE, _BLOCK_WIDTH, _BLOCK_OPACITY, ids=ids),) if paths else ()


def _find_tms_ends(analysis: Analysis) -> dict[str, float]:
    """Return the day of each patient's last TMS session, below 0 before the first infusion."""
    enrolled = {str(patient_id) for patient_id in analysis.cohort.patients["patient_id"]}
    days = compute_days_since_tms(analysis.cohort)
    return {patient_id: -before for patient_id, before in days.items() if patient_id in enrolled}


def _list_infusions(courses: dict[str, tuple[Infusion, ...]]) -> list[_Occurrence]:
    return [
        _Occurrence(
            patient_id,
            infusion.study_day,
            _("{patient}: infusion {n}, day {day}", patient=patient_id, n=infusion.number,
              day=number(infusion.study_day, 0)),
        )
        for patient_id, course in courses.items()
        for infusion in course
        if infusion.study_day is not None
    ]  # fmt: skip


def _list_ratings(analysis: Analysis) -> list[_Occurrence]:
    rated = analysis.study.ratings.dropna(subset=["study_day"])
    title = analysis.plan.rating_scale.title
    return [
        _Occurrence(
            str(patient_id),
            float(day),
            _("{patient}: {scale} {score}, day {day}", patient=patient_id, scale=title,
              score=number(float(score), 0), day=number(float(day), 0)),
        )
        for patient_id, day, score in zip(
            rated["patient_id"], rated["study_day"], rated["score"], strict=True
        )
    ]  # fmt: skip


def _list_events(analysis: Analysis, courses: dict[str, tuple[Infusion, ...]]) -> list[_Occurrence]:
    # An event is dated by its infusion: few files date events themselves.
    days = {
        (patient_id, infusion.number): infusion.study_day
        for patient_id, course in courses.items()
        for infusion in course
    }
    events = analysis.cohort.adverse_events.dropna(subset=["infusion_number"])
    occurrences: list[_Occurrence] = []
    for patient_id, at, title in zip(
        events["patient_id"], events["infusion_number"], events["term"], strict=True
    ):
        day = days.get((str(patient_id), int(at)))
        if day is not None:
            text = _(
                "{patient}: {term}, infusion {n}", patient=patient_id, term=_(title), n=int(at)
            )
            occurrences.append(_Occurrence(str(patient_id), day, text))
    return occurrences


def _list_stops(analysis: Analysis, courses: dict[str, tuple[Infusion, ...]]) -> list[_Occurrence]:
    message = _("{patient}: stopped early, day {day}")
    return [
        _make_occurrence(stop.patient_id, max(days), message)
        for stop in analysis[Exposure].stopped
        # A stopped patient who is not drawn has no course here.
        if (days := _list_days(courses.get(stop.patient_id, ())))
    ]


def _make_occurrence(patient_id: str, day: float, message: str) -> _Occurrence:
    return _Occurrence(patient_id, day, message.format(patient=patient_id, day=number(day, 0)))


def _list_days(course: tuple[Infusion, ...]) -> list[float]:
    return [infusion.study_day for infusion in course if infusion.study_day is not None]


def _draw_lanes(groups: list[tuple[_Look, list[_Occurrence]]], lane: dict[str, float]) -> Mark:
    """Draw each patient's lane, from the first occurrence to the last."""
    ends: dict[str, list[float]] = {}
    for _look, occurrences in groups:
        for moment in occurrences:
            ends.setdefault(moment.patient_id, []).append(moment.day)
    paths = tuple(
        ((min(d), lane[patient_id]), (max(d), lane[patient_id])) for patient_id, d in ends.items()
    )
    return Lines(paths, theme.GRID, 0.8, ids=tuple(ends))


def _draw_points(
    look: _Look, occurrences: list[_Occurrence], lane: dict[str, float], axis: Axis
) -> Points:
    # Lane by lane, so that what is a day or two apart at the narrow ends of the axis can be told.
    days: dict[str, set[float]] = {}
    for moment in occurrences:
        days.setdefault(moment.patient_id, set()).add(moment.day)
    places = {
        patient_id: dict(zip(ordered, spread_apart(axis, ordered, _SYMBOL_SHARE), strict=True))
        for patient_id, of_patient in days.items()
        if (ordered := sorted(of_patient))
    }
    return Points(
        tuple(places[moment.patient_id][moment.day] for moment in occurrences),
        tuple(lane[moment.patient_id] + look.above for moment in occurrences),
        look.colour,
        look.symbol,
        look.size * (_SMALLER if len(lane) > _MANY_LANES else 1.0),
        look.filled,
        ids=tuple(moment.patient_id for moment in occurrences),
        hover=tuple(moment.text for moment in occurrences),
    )

"""Figure: one lane a patient: the end of TMS, infusions, ratings, events and stops."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import isnan

from ketgui.domain.fields import TABLES
from ketgui.figures import theme
from ketgui.figures.figure import Figure, Variants
from ketgui.figures.round_numbers import find_round_ticks
from ketgui.figures.spec import Axis, FigureSpec, LegendEntry, Lines, Mark, Panel, Points, Symbol
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.treatment.exposure import Exposure, compute_days_since_tms
from ketgui.statistics.study import Study
from ketgui.statistics.treatment.infusion_course import Infusion
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
# Earlier days would squeeze the infusions: what lies before is drawn here, hollow.
_EARLIEST_DAY = -60.0
# More names than this would overlap at the left; more lanes than that cannot be distinguished.
_MOST_NAMED = 70
_MOST_LANES = 300
# Ratings and events of one day stand below and above its infusion (in lanes).
_APART = 0.27
_BLOCK_WIDTH, _BLOCK_OPACITY = 3.0, 0.5


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


_TMS_END = _Look(mark("Last TMS session"), theme.BEFORE, "square", 3.0)
_EARLIER = _Look(mark("Last TMS session, earlier"), theme.BEFORE, "square", 3.0, filled=False)
_INFUSION = _Look(mark("Infusion"), theme.AFTER, "circle", 3.0)
_RATING = _Look(mark("Rating"), theme.REMITTER, "triangle", 3.1, -_APART)
_EVENT = _Look(mark("Adverse event"), theme.WORSE, "diamond", 3.1, _APART)
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
    low, high = min(days, default=0.0) - 2, max(days, default=0.0) + 2
    names = tuple((y, patient) for patient, y in lane.items())
    dated = any(
        infusion.study_day is not None for course in courses.values() for infusion in course
    )
    return Panel(
        Axis(low, high, _("Days from the first infusion"), find_round_ticks(low, high)),
        Axis(0.3, len(patient_ids) + 0.7, "", names if len(names) <= _MOST_NAMED else ()),
        (
            _draw_lanes(groups, lane),
            *blocks,
            *(_draw_points(look, occurrences, lane) for look, occurrences in groups),
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
    )


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
    if any(day < _EARLIEST_DAY for day in _find_tms_ends(analysis).values()):
        caption += " " + _(
            "Open squares: last TMS session more than {days} days before the first infusion.",
            days=number(-_EARLIEST_DAY, 0),
        )
    return FigureSpec.of(
        KEY,
        _(TITLE),
        (draw_panel(analysis, order),),
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
    ends = _find_tms_ends(analysis)
    message = _("{patient}: last TMS session, day {day}")
    late = [
        _make_occurrence(patient_id, day, message)
        for patient_id, day in ends.items()
        if day >= _EARLIEST_DAY
    ]
    early = [
        _Occurrence(
            patient_id, _EARLIEST_DAY, message.format(patient=patient_id, day=number(day, 0))
        )
        for patient_id, day in ends.items()
        if day < _EARLIEST_DAY
    ]
    return (
        (_TMS_END, late),
        (_EARLIER, early),
        (_STOP, _list_stops(analysis, courses)),
        (_INFUSION, _list_infusions(courses)),
        (_RATING, _list_ratings(analysis)),
        (_EVENT, _list_events(analysis, courses)),
    )


def _draw_tms_blocks(analysis: Analysis, lane: dict[str, float]) -> tuple[Lines, ...]:
    """Return the lines from each first to each last TMS session, if any has both dates."""
    blocks = [
        (patient_id, max(start, _EARLIEST_DAY), end)
        for patient_id, spans in find_tms_spans(analysis.cohort).items()
        for start, end in spans
        if patient_id in lane and end > _EARLIEST_DAY
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
    return Lines(paths, theme.GRID, 1.0, ids=tuple(ends))


def _draw_points(look: _Look, occurrences: list[_Occurrence], lane: dict[str, float]) -> Points:
    return Points(
        tuple(moment.day for moment in occurrences),
        tuple(lane[moment.patient_id] + look.above for moment in occurrences),
        look.colour,
        look.symbol,
        look.size,
        look.filled,
        ids=tuple(moment.patient_id for moment in occurrences),
        hover=tuple(moment.text for moment in occurrences),
    )

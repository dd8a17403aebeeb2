"""Figure: how long each responder stayed well."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from ketgui.domain.invention import note_additions
from ketgui.figures import theme
from ketgui.figures.catalogue.follow_up.relapse_curve import write_reason
from ketgui.figures.figure import Figure
from ketgui.figures.round_numbers import find_round_ticks
from ketgui.figures.spec import (
    Axis,
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
from ketgui.statistics.follow_up import PatientFollowUp
from ketgui.statistics.results.follow_up.relapse import Relapse
from ketgui.text import _, bare, integer, mark, number

KEY, TITLE = "durability", mark("Weeks well of each responder")
_DAYS_A_WEEK = 7
# More names would overlap at the left; more lanes cannot be distinguished.
_MOST_NAMED, _MOST_LANES = 60, 200
_WELL_WIDTH, _AFTER_WIDTH = 3.5, 1.0
_APART = 0.28


def draw_panel(analysis: Analysis) -> Panel:
    """Draw a lane a patient, the longest well at the top."""
    relapse = analysis[Relapse]
    followed = sorted(relapse.patients, key=lambda patient: (-patient.days, patient.patient_id))[
        :_MOST_LANES
    ]
    followed = [] if relapse.reason else followed
    lanes = {
        patient.patient_id: float(len(followed) - index) for index, patient in enumerate(followed)
    }
    days = [day for patient in followed for day in (patient.days, *_list_days(patient))]
    high = max(1.0, max(days, default=0.0) / _DAYS_A_WEEK)
    names = tuple((y, patient_id) for patient_id, y in lanes.items())
    return Panel(
        Axis(0, high * 1.04, _("Weeks from the last acute infusion"), find_round_ticks(0, high)),
        Axis(0.3, max(len(followed), 1) + 0.7, "", names if len(names) <= _MOST_NAMED else (),
             rows=True),
        _draw(followed, lanes),
        title=_(TITLE),
        legend=_make_legend(followed),
        reason=write_reason(relapse),
        table=partial(_tabulate, followed),
    )  # fmt: skip


def _tabulate(followed: Sequence[PatientFollowUp]) -> DataTable:
    rows = (
        (
            patient.patient_id,
            number(patient.days / _DAYS_A_WEEK, 1),
            _("Yes") if patient.relapsed else _("No"),
            integer(len(patient.visits)),
            integer(len(patient.maintenance)),
        )
        for patient in followed
    )
    headers = (
        _("Patient"),
        _("Weeks well"),
        _("Relapse"),
        _("Ratings"),
        _("Maintenance infusions"),
    )
    return DataTable(headers, tuple(rows), numeric=(False, True, False, True, True))


def build(analysis: Analysis) -> FigureSpec:
    """Return the figure."""
    plan, relapse = analysis.plan, analysis[Relapse]
    rule = plan.relapse.describe(plan.rating_scale) or _("not set")
    sentences = [
        _(
            "One lane for each {who}: thick line, weeks well to the relapse or to the last rating; "
            "thin line, later ratings. Relapse: {rule}.",
            who=_("remitter") if relapse.among == "remitters" else _("responder"),
            rule=rule,
        )
    ]
    if len(relapse.patients) > _MOST_LANES:
        sentences.append(
            _(
                "The {n} who were well longest are drawn, of {all}.",
                n=integer(_MOST_LANES),
                all=integer(len(relapse.patients)),
            )
        )
    return FigureSpec.of(
        KEY,
        _(TITLE),
        (draw_panel(analysis),),
        caption=" ".join(sentences),
        note=note_additions(analysis.cohort),
        height_ratio=min(1.5, max(0.4, 0.26 + 0.045 * min(len(relapse.patients), _MOST_LANES))),
    )


FIGURE = Figure(KEY, TITLE, build, tab="outcomes", priority=64)


def _make_legend(followed: Sequence[PatientFollowUp]) -> tuple[LegendEntry, ...]:
    """Return what is drawn: nobody may have relapsed, or had maintenance."""
    entries = (
        (True, LegendEntry(_("Well"), theme.RESPONDER, line=True)),
        (True, LegendEntry(_("Rating"), theme.INK, "circle")),
        (
            any(patient.relapsed for patient in followed),
            LegendEntry(_("Relapse"), theme.AFTER, "diamond"),
        ),
        (
            any(patient.maintenance for patient in followed),
            LegendEntry(_("Maintenance infusion"), theme.BEFORE, "triangle"),
        ),
    )
    return tuple(entry for is_drawn, entry in entries if is_drawn)


def _list_days(patient: PatientFollowUp) -> list[float]:
    return [*(visit.day for visit in patient.visits), *patient.maintenance]


def _draw(followed: Sequence[PatientFollowUp], lanes: dict[str, float]) -> tuple[Mark, ...]:
    ids = tuple(lanes)
    well = tuple(
        ((0.0, lanes[patient.patient_id]), (patient.days / _DAYS_A_WEEK, lanes[patient.patient_id]))
        for patient in followed
    )
    rest = {
        patient.patient_id: max([patient.days, *_list_days(patient)])
        for patient in followed
        if any(day > patient.days for day in _list_days(patient))
    }
    ends = {patient.patient_id: patient.days for patient in followed}
    thin = tuple(
        (
            (ends[patient_id] / _DAYS_A_WEEK, lanes[patient_id]),
            (day / _DAYS_A_WEEK, lanes[patient_id]),
        )
        for patient_id, day in rest.items()
    )
    ratings = [
        (patient.patient_id, visit.day, f"{patient.patient_id}: {bare(visit.score)}")
        for patient in followed
        for visit in patient.visits
    ]
    relapses = [
        (patient.patient_id, patient.days, _("{patient}: relapse, week {week}",
                                             patient=patient.patient_id,
                                             week=number(patient.days / _DAYS_A_WEEK)))
        for patient in followed
        if patient.relapsed
    ]  # fmt: skip
    maintenance = [
        (patient.patient_id, day, _("{patient}: maintenance infusion, week {week}",
                                patient=patient.patient_id, week=number(day / _DAYS_A_WEEK)))
        for patient in followed
        for day in patient.maintenance
    ]  # fmt: skip
    return (
        Lines(well, theme.RESPONDER, _WELL_WIDTH, 0.55, ids=ids),
        Lines(thin, theme.SOFT_INK, _AFTER_WIDTH, ids=tuple(rest)),
        _draw_points(maintenance, lanes, theme.BEFORE, "triangle", 3.2, _APART),
        _draw_points(ratings, lanes, theme.INK, "circle", 2.8),
        _draw_points(relapses, lanes, theme.AFTER, "diamond", 5.5),
    )


def _draw_points(
    moments: Sequence[tuple[str, float, str]],
    lanes: dict[str, float],
    colour: str,
    symbol: Symbol,
    size: float,
    above: float = 0.0,
) -> Points:
    return Points(
        tuple(day / _DAYS_A_WEEK for _patient_id, day, _text in moments),
        tuple(lanes[patient_id] + above for patient_id, _day, _text in moments),
        colour,
        symbol,
        size,
        ids=tuple(patient_id for patient_id, _day, _text in moments),
        hover=tuple(text for _patient_id, _day, text in moments),
    )

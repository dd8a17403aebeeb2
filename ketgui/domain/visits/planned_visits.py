"""Each patient's planned visits: what is recorded, due, overdue or missing on a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

import pandas as pd

from ketgui.domain.cohort import Cohort
from ketgui.domain.plan import AnalysisPlan
from ketgui.text import _, bare

VisitKind = Literal["before", "before_infusion", "infusion", "after_infusion", "after", "week"]
VisitState = Literal["done", "later", "due", "overdue", "missing"]
_OPEN: tuple[VisitState, ...] = ("due", "overdue")


@dataclass(frozen=True)
class Visit:
    """One planned visit of a patient: an infusion, or a rating on the plan's main scale.

    Attributes
    ----------
    patient_id : str
    kind : {"before", "before_infusion", "infusion", "after_infusion", "after", "week"}
        The rating before the first infusion; the rating before an infusion; the infusion; the
        rating after it; the rating after the last infusion; a follow-up rating.
    number : float or None
        The infusion's number, or the weeks after the last infusion.
    day : date or None
        When it is planned, or when it took place; None where no date says so.
    state : {"done", "later", "due", "overdue", "missing"}
        Missing is what was not recorded and cannot be any more: a later visit took place, or its
        time has passed.
    """

    patient_id: str
    kind: VisitKind
    number: float | None = None
    day: date | None = None
    state: VisitState = "later"

    @property
    def is_open(self) -> bool:
        """Whether it is to be recorded now."""
        return self.state in _OPEN

    def describe(self) -> str:
        """Return what kind of visit it is, as in a heading."""
        number = bare(self.number or 0)
        return {
            "before": _("Baseline"),
            "before_infusion": _("Before infusion {n}", n=number),
            "infusion": _("Infusion {n}", n=number),
            "after_infusion": _("After infusion {n}", n=number),
            "after": _("End"),
            "week": _("Week {n}", n=number),
        }[self.kind]


@dataclass(frozen=True)
class _Slot:
    """A visit with the days, both included, within which a rating counts as it."""

    visit: Visit
    earliest: date | None = None
    latest: date | None = None


def list_visits(cohort: Cohort, plan: AnalysisPlan, today: date) -> tuple[Visit, ...]:
    """Return every planned visit of each patient, in the order of the cohort and of time.

    Parameters
    ----------
    cohort : Cohort
    plan : AnalysisPlan
        Its planned ketamine says how many infusions there are and how many a week, its schedule
        which ratings are planned besides those before the first infusion and after the last.
    today : date

    Returns
    -------
    tuple of Visit

    Notes
    -----
    A rating counts for one visit. One that is called "before" or "after" is that of the baseline or
    of the end; any other goes, by its date, to the first visit in whose days it lies. A follow-up
    rating belongs to the nearest planned week: the days of two weeks meet half-way.

    Examples
    --------
    >>> from ketgui.domain.edits import RowAddition, apply_edits
    >>> cohort = apply_edits(Cohort(), [RowAddition("patients", {"patient_id": "P01"})])
    >>> visits = list_visits(cohort, AnalysisPlan(), date(2024, 1, 1))
    >>> [(visit.kind, visit.state) for visit in visits]
    [('before', 'due'), ('after', 'later')]
    """
    ratings = cohort.assessments[cohort.assessments["scale"] == plan.scale]
    ratings_of = dict(list(ratings.groupby("patient_id")))
    infusions_of = dict(list(cohort.infusions.groupby("patient_id")))
    visits: list[Visit] = []
    for patient_id in map(str, cohort.patients["patient_id"]):
        infusions = _list_days(infusions_of.get(patient_id))
        rated = ratings_of.get(patient_id)
        received = _take_acute(infusions, plan)
        ended = len(received) < len(infusions) or _is_rated(rated, "after")
        slots = _plan_slots(patient_id, plan, received, ended=ended)
        done = _assign(slots, rated) | _list_given(slots, received)
        visits += _judge(slots, done, plan, today, ended=ended)
    return tuple(visits)


def list_due_visits(cohort: Cohort, plan: AnalysisPlan, today: date) -> tuple[Visit, ...]:
    """Return the next open visit of each patient who has one, in the cohort's order."""
    first: dict[str, Visit] = {}
    for visit in list_visits(cohort, plan, today):
        if visit.is_open:
            first.setdefault(visit.patient_id, visit)
    return tuple(first.values())


def _list_days(infusions: pd.DataFrame | None) -> list[date | None]:
    """Return the day of each infusion, the dated ones in order."""
    if infusions is None:
        return []
    days = [None if pd.isna(day) else day.date() for day in infusions["date"]]
    return sorted(days, key=lambda day: (day is None, day or date.max))


def _take_acute(days: Sequence[date | None], plan: AnalysisPlan) -> list[date | None]:
    """Return the infusions of the acute course: maintenance after a long gap has no visits."""
    planned = plan.treatment.infusions
    for number, (before, after) in enumerate(pairwise(days), start=1):
        if before and after and (after - before).days > plan.course_gap_days:
            return [*days[: min(number, planned or number)]]
    return [*days[:planned]] if planned else [*days]


def _list_given(slots: Sequence[_Slot], received: Sequence[date | None]) -> dict[int, date | None]:
    """Return the slots of the infusions that were given, with their days."""
    places = [index for index, slot in enumerate(slots) if slot.visit.kind == "infusion"]
    return dict(zip(places, received, strict=False))


def _plan_slots(
    patient_id: str, plan: AnalysisPlan, received: Sequence[date | None], *, ended: bool
) -> list[_Slot]:
    """Return the planned visits of one patient with their days, in the order of time."""
    # Without a planned number, the last recorded infusion counts as the last of all.
    planned = plan.treatment.infusions or len(received)
    count = max(planned, len(received))
    days = [*received, *_project(received, count - len(received), plan)]
    last = received[-1] if received and ended else days[-1] if days else None
    slots = [_Slot(Visit(patient_id, "before"), None, days[0] if days else None)]
    for number in range(1, len(days) + 1):
        slots += _plan_infusion(patient_id, plan, number, days)
    slots.append(
        _Slot(Visit(patient_id, "after", None, last), last, _add(last, plan.post_window_days))
    )
    return [*slots, *_plan_follow_up(patient_id, plan, last)]


def _is_rated(ratings: pd.DataFrame | None, moment: str) -> bool:
    return ratings is not None and bool((ratings["moment"] == moment).any())


def _project(
    received: Sequence[date | None], further: int, plan: AnalysisPlan
) -> Iterator[date | None]:
    """Yield the days on which the infusions to come are planned."""
    spacing, day = plan.treatment.spacing_days, received[-1] if received else None
    for number in range(1, further + 1):
        # A date drops the fraction of a day: 3 infusions a week are 2 days apart.
        yield _add(day, number * spacing) if spacing else None


def _plan_infusion(
    patient_id: str, plan: AnalysisPlan, number: int, days: Sequence[date | None]
) -> Iterator[_Slot]:
    day, schedule = days[number - 1], plan.visits
    if schedule.before_infusions and number > 1:
        before = _add(days[number - 2], 1)
        yield _Slot(Visit(patient_id, "before_infusion", number, day), before, day)
    yield _Slot(Visit(patient_id, "infusion", number, day))
    # The rating after the last infusion is that of the end.
    if schedule.after_infusions and number < len(days):
        until = _add(days[number], -1)
        yield _Slot(Visit(patient_id, "after_infusion", number, day), day, until)


def _plan_follow_up(patient_id: str, plan: AnalysisPlan, last: date | None) -> Iterator[_Slot]:
    weeks = plan.visits.weeks
    half_ways = [(a + b) / 2 for a, b in pairwise(weeks)]
    for index, week in enumerate(weeks):
        day = _add(last, 7 * week)
        # As far on the outer side of the first and the last week as on the inner one.
        low = half_ways[index - 1] if index else week / 2
        high = half_ways[index] if index < len(half_ways) else 2 * week - low
        yield _Slot(
            Visit(patient_id, "week", week, day),
            _add(last, 7 * low + 1 if index else 7 * low),
            _add(last, 7 * high),
        )


def _add(day: date | None, days: float) -> date | None:
    return None if day is None else day + timedelta(days=days)


def _assign(slots: Sequence[_Slot], ratings: pd.DataFrame | None) -> dict[int, date | None]:
    """Return the slots that have a rating, with its day."""
    if ratings is None:
        return {}
    done: dict[int, date | None] = {}
    ends = {"before": 0, "after": next(i for i, s in enumerate(slots) if s.visit.kind == "after")}
    others: list[date] = []
    for moment, day in zip(ratings["moment"], ratings["date"], strict=True):
        known = None if pd.isna(day) else day.date()
        if moment in ends:
            done[ends[moment]] = known
        elif known is not None:
            others.append(known)
    for day in sorted(others):
        free = (i for i, slot in enumerate(slots) if i not in done and _accepts(slot, day))
        if (index := next(free, None)) is not None:
            done[index] = day
    return done


def _accepts(slot: _Slot, day: date) -> bool:
    if slot.visit.kind == "infusion":
        return False
    # Before any infusion has a date, a rating can only be the baseline.
    if slot.earliest is None and slot.latest is None and slot.visit.kind != "before":
        return False
    return (slot.earliest is None or day >= slot.earliest) and (
        slot.latest is None or day <= slot.latest
    )


def _judge(
    slots: Sequence[_Slot],
    done: dict[int, date | None],
    plan: AnalysisPlan,
    today: date,
    *,
    ended: bool,
) -> list[Visit]:
    """Return the visits with their state on a day."""
    last_done = max(done, default=-1)
    visits: list[Visit] = []
    is_waiting = False
    for index, slot in enumerate(slots):
        visit = slot.visit
        if index in done:
            visits.append(replace(visit, day=done[index], state="done"))
            continue
        state: VisitState = "later"
        if index < last_done or (ended and visit.kind == "infusion"):
            state = "missing"
        elif not is_waiting:
            state = _judge_open(slot, plan, today)
        visits.append(replace(visit, state=state))
        # What comes after an infusion that was not given yet has no day of its own.
        is_waiting = is_waiting or (state != "missing" and visit.kind in ("before", "infusion"))
    return visits


def _judge_open(slot: _Slot, plan: AnalysisPlan, today: date) -> VisitState:
    """Return the state of a visit that nothing later than it has settled."""
    visit = slot.visit
    if visit.day is None:
        return "due" if visit.kind in ("before", "infusion") else "later"
    if slot.latest is not None and today > slot.latest:
        return "missing"
    tolerance = plan.visits.window_days if visit.kind == "week" else 0
    if today > visit.day + timedelta(days=tolerance):
        return "overdue"
    return "due" if today >= visit.day - timedelta(days=tolerance) else "later"

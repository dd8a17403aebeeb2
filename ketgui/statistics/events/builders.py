"""The table of each view of the adverse events."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from ketgui.domain.events.adverse_events import RELATEDNESS_ORDER, SEVERITY_ORDER
from ketgui.domain.events.event_plan import get_severity_titles
from ketgui.domain.fields import RELATEDNESS
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.events.counting import (
    EMPTY_TALLY,
    EVENTS,
    INTERVAL,
    NOT_RECORDED_LABEL,
    PATIENTS,
    RELATED_RANK,
    SEVERE_RANK,
    STANDARD_COLUMNS,
    EventCounter,
    LineSpec,
    Tally,
    TallyKey,
    list_term_lines,
    make_sort_key,
    tally_by,
    tally_events,
)
from ketgui.statistics.events.infusions import (
    add_infusions_with_events,
    count_by_infusion,
    list_received,
)
from ketgui.statistics.events.preparation import prepare_events
from ketgui.statistics.events.table import (
    AtLeast,
    Conditions,
    EventColumn,
    EventRow,
    EventTable,
    select_events,
)
from ketgui.statistics.events.view import EventView, ViewKey
from ketgui.statistics.grouping import MOST_LEVELS, find_groupings
from ketgui.statistics.rows import Cell, Count, Text
from ketgui.statistics.study import Study
from ketgui.statistics.tests.poisson import NO_INFUSION
from ketgui.statistics.tests.proportion import NO_PATIENT
from ketgui.text import mark

NOT_RECORDED = Unavailable(mark("the file says nothing about adverse events"))
_MANY_GROUPS = Unavailable(mark("too many different values to be groups"))
_NO_GROUP = Unavailable(mark("patients are in no such groups"))


def build_event_table(study: Study, view: EventView) -> EventTable:
    """Count a cohort's events in a view.

    Parameters
    ----------
    study : Study
    view : EventView
        What to show, and of which events.

    Returns
    -------
    EventTable
        With a reason and no line where nothing can be counted.

    Notes
    -----
    A patient counts once in a line, for severity and relatedness at the highest level in it; events
    are counted separately. Every percentage is of the enrolled, or of those with an infusion
    recorded, as the plan says; by infusion it is of those who received that infusion. Rates are
    events over all infusions received, or over those that a filter keeps.
    """
    if "adverse_events" not in study.cohort.recorded:
        return EventTable(view, study.cohort.enrolled, (), (), NOT_RECORDED.reason)
    ready = prepare_events(study.cohort, study.plan)
    if not ready.n:
        reason = NO_PATIENT.reason
        return EventTable(view, 0, (), (), reason, ready.left_out, ready.not_asked)
    events = ready.select(view.filters)
    make = _BUILDERS.get(view.by, _build_terms)
    # Rates are per infusion: a filter by infusion keeps only those in the exposure as well.
    received = list_received(study, ready.patients)
    if numbers := view.filters.infusions:
        received = received[received["infusion"].isin(numbers)]
    return make(EventCounter(study, ready, events, view, received))


def list_patients_behind(study: Study, view: EventView, row: int, column: int) -> tuple[str, ...]:
    """Return the patients counted in one cell of ``build_event_table(study, view)``.

    Parameters
    ----------
    study : Study
    view : EventView
    row, column : int
        The line, and the column after the label's.

    Returns
    -------
    tuple of str
        In the order of the cohort.
    """
    return build_event_table(study, view).patients(row, column)


def _build_summary(counting: EventCounter) -> EventTable:
    # The same rank has a different name in each severity scale.
    graded = counting.study.plan.events.severity_scale == "ctcae"
    severe = mark("Grade 3 or more") if graded else mark("Severe or worse")
    specs = (
        LineSpec(Text(mark("Any adverse event")), 0, ()),
        LineSpec(
            Text(mark("Related (possible or more)")), 0, (("relatedness", AtLeast(RELATED_RANK)),),
            needs="relatedness",
        ),
        LineSpec(Text(mark("Serious adverse event")), 0, (("serious", True),), needs="serious"),
        LineSpec(
            Text(severe), 0, (("severity", AtLeast(SEVERE_RANK)),), needs="severity",
        ),
        LineSpec(Text(mark("Treatment stopped")), 0, (("stopped", True),), needs="action"),
    )  # fmt: skip
    lines = [counting.make_line(spec, tally_events(counting.events, spec.where)) for spec in specs]
    return counting.make_table(STANDARD_COLUMNS, lines, counting.events)


def _build_terms(counting: EventCounter) -> EventTable:
    specs = list_term_lines(counting.events, by_class=counting.view.by == "soc_term")
    lines = [counting.make_line(spec, tally) for spec, tally in specs]
    return counting.make_table(STANDARD_COLUMNS, lines, counting.events)


def _build_levels(counting: EventCounter) -> EventTable:
    """Cross terms with the levels of severity or relatedness, each patient at the highest one."""
    name = counting.view.by
    order = SEVERITY_ORDER if name == "severity" else RELATEDNESS_ORDER
    scale = counting.study.plan.events.severity_scale
    titles = {choice.key: choice.title for choice in RELATEDNESS}
    if name == "severity":
        titles = get_severity_titles(scale)
    events, highest = counting.events, _find_highest_levels(counting.events, name)
    counted = highest.groupby(["scope", "term", "highest"]).size().to_dict()
    # The levels of the scale always have a column; a higher one only where it occurs.
    standard = 3 if name == "severity" and scale == "three_step" else len(order)
    ranks = [rank for rank in range(1, len(order) + 1)
             if rank <= standard or (events[name] == rank).any()]  # fmt: skip
    # Not recorded is not mild.
    if (events[name] == 0).any():
        ranks.append(0)
    levels = [titles[order[rank - 1]] if rank else NOT_RECORDED_LABEL for rank in ranks]
    by_level = zip(ranks, levels, strict=True)
    columns = [EventColumn(title, where=(("highest", rank),)) for rank, title in by_level]
    columns += [EventColumn(mark("All")), EventColumn(EVENTS)]
    lines: list[EventRow] = []
    for spec, tally in list_term_lines(counting.events, by_class=False):
        # A level belongs to all events or to a term; serious events have their line in other views.
        if spec.level == "any" and spec.where:
            continue
        # A patient's highest level over all events differs
        # from the one within a term: both are counted.
        scope = (spec.level, dict(spec.where).get("term", ""))
        patients = [int(counted.get((*scope, rank), 0)) for rank in ranks]
        cells = [counting.share(n)[0] for n in (*patients, tally.patients)]
        where = (*spec.where, ("scope", spec.level))
        lines.append(EventRow(spec.label, spec.indent, (*cells, Count(tally.events)), where))
    return counting.make_table(columns, lines, highest)


def _find_highest_levels(events: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return each patient's highest level, over all events and within each term."""
    by_term = events.groupby(["term", "patient"])[name].max().reset_index(name="highest")
    over_all = events.groupby("patient")[name].max().reset_index(name="highest")
    return pd.concat([over_all.assign(scope="any", term=""), by_term.assign(scope="term")])


def _build_infusions(counting: EventCounter) -> EventTable:
    # A filter does not change the denominator: all events show who was infused.
    received = add_infusions_with_events(counting.received, counting.ready.events)
    lines = [
        EventRow(infusion.label(), 0, infusion.cells(), (("infusion", infusion.infusion),))
        for infusion in count_by_infusion(
            counting.study, counting.ready.n, received, counting.events
        )
    ]
    if not lines:
        ready = counting.ready
        return EventTable(
            counting.view, ready.n, (), (), NO_INFUSION.reason, ready.left_out, ready.not_asked
        )
    columns = (
        EventColumn(mark("Infused"), infused=True),
        *map(EventColumn, (PATIENTS, INTERVAL, EVENTS)),
    )
    return counting.make_table(columns, lines, counting.events, received)


def _build_onsets(counting: EventCounter) -> EventTable:
    specs = [(LineSpec(Text(mark("Any adverse event")), 0, ()), tally_events(counting.events))]
    tallies = tally_by(counting.events, ["onset"]) if len(counting.events) else {}
    for key in sorted(tallies, key=lambda other: make_sort_key(tallies[other], other)):
        onset = str(key[0])
        label = Text(onset) if onset else Text(mark("Onset not recorded"))
        specs.append((LineSpec(label, 0, (("onset", onset),)), tallies[key]))
    lines = [counting.make_line(spec, tally) for spec, tally in specs]
    return counting.make_table(STANDARD_COLUMNS, lines, counting.events)


def _build_groups(counting: EventCounter) -> EventTable:
    groupings = {each.variable: each for each in find_groupings(counting.study.cohort)}
    grouping = groupings.get(counting.view.group)
    if grouping is None:
        return EventTable(counting.view, counting.ready.n, (), (), _NO_GROUP.reason)
    # Patients in no group have a column of their own, so that the denominators add up to all.
    levels = grouping.levels.reindex(counting.ready.patients).fillna("").astype(str)
    if levels.nunique() > MOST_LEVELS + 1:
        return EventTable(counting.view, counting.ready.n, (), (), _MANY_GROUPS.reason)
    titles = {**{level: level for level in levels.unique()}, **grouping.titles}
    sizes = levels.value_counts()
    present = [level for level in titles if sizes.get(level, 0)]
    events = counting.events.assign(group=levels.to_numpy()[counting.events["patient"]])
    columns: list[EventColumn] = []
    for level in present:
        from_file = level not in grouping.titles and level != ""
        heading = titles[level] or NOT_RECORDED_LABEL
        for header in (PATIENTS, EVENTS):
            where: Conditions = (("group", level),)
            columns.append(EventColumn(header, heading, from_file, int(sizes[level]), where))
    # One pass over all groups and terms, instead of one for each cell.
    counted = _tally_by_group(events)
    lines: list[EventRow] = []
    for spec, _whole in list_term_lines(events, by_class=False):
        if spec.needs and not counting.ready.is_known(spec.needs):
            continue
        cells: list[Cell] = []
        for level in present:
            tally = counted.get((level, *(value for _name, value in spec.where)), EMPTY_TALLY)
            cells += [counting.share(tally.patients, int(sizes[level]))[0], Count(tally.events)]
        lines.append(EventRow(spec.label, spec.indent, tuple(cells), spec.where))
    return counting.make_table(columns, lines, events)


def _tally_by_group(events: pd.DataFrame) -> dict[TallyKey, Tally]:
    """Count by group: over all, those that were serious, and each term."""
    if events.empty:
        return {}
    serious = select_events(events, (("serious", True),))
    return {
        **tally_by(events, ["group"]),
        **(tally_by(serious, ["group", "serious"]) if len(serious) else {}),
        **tally_by(events, ["group", "term"]),
    }


_BUILDERS: dict[ViewKey, Callable[[EventCounter], EventTable]] = {
    "summary": _build_summary,
    "severity": _build_levels,
    "relatedness": _build_levels,
    "infusion": _build_infusions,
    "onset": _build_onsets,
    "group": _build_groups,
}

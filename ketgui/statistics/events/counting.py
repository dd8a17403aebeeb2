"""The counts of patients and events that every view shares.

Patients are counted by distinct id in one pass over all lines: counting each line by itself would
take seconds in a table of many terms over many patients.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
import pandas as pd

from ketgui.domain.events.adverse_events import RELATED, RELATEDNESS_ORDER, SEVERE, SEVERITY_ORDER
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.events.preparation import NO_SOC, NO_TERM, PreparedEvents
from ketgui.statistics.events.table import (
    Conditions,
    EventColumn,
    EventRow,
    EventTable,
    select_events,
)
from ketgui.statistics.events.view import EventView
from ketgui.statistics.rows import Cell, Count, Text
from ketgui.statistics.study import Study
from ketgui.statistics.tests.poisson import EventRate
from ketgui.statistics.tests.proportion import Proportion
from ketgui.text import mark

PATIENTS, INTERVAL, EVENTS = mark("Patients n/N (%)"), mark("Interval (%)"), mark("Events")
_RATE, RATE_INTERVAL = mark("Per 100 infusions"), mark("Interval")
BY_PATIENT_INTERVAL = mark("Interval by patient")
NOT_RECORDED_LABEL = mark("not recorded")


@dataclass(frozen=True, eq=False)
class EventCounter:
    """The study, its events and the view: what a builder of tables counts with."""

    study: Study
    ready: PreparedEvents
    events: pd.DataFrame
    view: EventView
    received: pd.DataFrame

    def share(self, patients: int, n: int | None = None) -> tuple[Cell, Cell]:
        whole = self.ready.n if n is None else n
        return Proportion.of(patients, whole, self.study.plan).cells()

    def make_line(self, spec: LineSpec, tally: Tally) -> EventRow:
        """Return a standard line, or one of reasons where the file says nothing of its kind."""
        if spec.needs and not self.ready.is_known(spec.needs):
            reasons = (MISSING_REASONS[spec.needs],) * len(STANDARD_COLUMNS)
            return EventRow(spec.label, spec.indent, reasons, spec.where)
        rows = select_events(self.events, spec.where)
        rate = compute_event_rate(rows, self.received, self.study.plan.confidence_level)
        cells = (*self.share(tally.patients), Count(tally.events), *rate.cells())
        return EventRow(spec.label, spec.indent, cells, spec.where)

    def make_table(
        self,
        columns: Sequence[EventColumn],
        lines: Sequence[EventRow],
        events: pd.DataFrame,
        received: pd.DataFrame | None = None,
    ) -> EventTable:
        ready, by_class = self.ready, self.view.by == "soc_term"
        # Only a class that the program suggested, and that is shown, needs its note.
        present = set(self.events["term"]) & ready.suggested_soc if by_class else set[str]()
        return EventTable(
            self.view,
            ready.n,
            tuple(columns),
            tuple(lines),
            left_out=ready.left_out,
            not_asked=ready.not_asked,
            suggested=tuple(sorted(present)),
            _events=events,
            _received=self.received if received is None else received,
            _ids=ready.patients,
        )


MISSING_REASONS = {
    "serious": Unavailable(mark("the file does not say which events were serious")),
    "severity": Unavailable(mark("no severity is recorded")),
    "relatedness": Unavailable(mark("no relatedness is recorded")),
    "action": Unavailable(mark("the action taken is recorded for no event")),
}


# The lowest ranks that are called severe, and related to the treatment.
SEVERE_RANK = SEVERITY_ORDER.index(SEVERE) + 1
RELATED_RANK = RELATEDNESS_ORDER.index(RELATED) + 1

# What a group of events has in common.
TallyKey = tuple[object, ...]


@dataclass(frozen=True)
class Tally:
    """The number of patients who had it, and of times it happened."""

    patients: int
    events: int


@dataclass(frozen=True)
class LineSpec:
    """A line before it is counted.

    `level` names the highest-level columns that apply to it; `needs` the column without which
    nothing is known of it.
    """

    label: Text
    indent: int
    where: Conditions
    level: str = "any"
    needs: str = ""


EMPTY_TALLY = Tally(0, 0)
STANDARD_COLUMNS = tuple(
    map(EventColumn, (PATIENTS, INTERVAL, EVENTS, _RATE, RATE_INTERVAL, BY_PATIENT_INTERVAL))
)


def compute_event_rate(events: pd.DataFrame, received: pd.DataFrame, level: float) -> EventRate:
    """Return events over infusions, with the interval that allows for patients' repeats.

    Parameters
    ----------
    events, received : DataFrame
        One row an event and one an infusion, each with ``patient``.
    level : float
        Confidence level, between 0 and 1.
    """
    had, infusions = events.groupby("patient").size(), received.groupby("patient").size()
    # A patient with an event but no recorded infusion adds to the events, not to the exposure.
    patients = had.index.union(infusions.index)
    events_each = np.asarray(had.reindex(patients, fill_value=0), np.int64)
    infusions_each = np.asarray(infusions.reindex(patients, fill_value=0), np.int64)
    return EventRate.by_patient(events_each, infusions_each, level)


def tally_events(events: pd.DataFrame, where: Conditions = ()) -> Tally:
    """Count the events that meet some conditions, and their patients.

    Parameters
    ----------
    events : DataFrame
        As of ``PreparedEvents.events``.
    where : tuple of (str, object)
        Columns and their values; all hold.

    Returns
    -------
    Tally
    """
    rows = select_events(events, where)
    return Tally(int(rows["patient"].nunique()), len(rows))


def tally_by(events: pd.DataFrame, by: list[str]) -> dict[TallyKey, Tally]:
    """Count patients and events for each combination of values of some columns, in one pass.

    Parameters
    ----------
    events : DataFrame
        As of ``PreparedEvents.events``; not empty.
    by : list of str
        Columns.

    Returns
    -------
    dict of tuple to Tally
    """
    # The distinct patients of every line are counted in one pass.
    groups = events.groupby(by, sort=False)
    patients, sizes = groups["patient"].nunique(), groups.size()
    group_keys = cast("list[object]", sizes.index.tolist())
    # pandas gives a bare value for one column and a tuple for several.
    keys = [cast("TallyKey", key) if isinstance(key, tuple) else (key,) for key in group_keys]
    counted = zip(keys, patients.tolist(), sizes.tolist(), strict=True)
    return {key: Tally(int(patient_count), int(n)) for key, patient_count, n in counted}


def list_term_lines(events: pd.DataFrame, by_class: bool) -> list[tuple[LineSpec, Tally]]:
    """Return any event, any serious one, then classes and terms by falling frequency.

    Events without a class come last.

    Parameters
    ----------
    events : DataFrame
        As of ``PreparedEvents.events``.
    by_class : bool
        Whether terms stand under their system organ class.

    Returns
    -------
    list of (LineSpec, Tally)
    """
    serious: Conditions = (("serious", True),)
    lines = [
        (LineSpec(Text(mark("Any adverse event")), 0, ()), tally_events(events)),
        (
            LineSpec(Text(mark("Serious adverse event")), 0, serious, needs="serious"),
            tally_events(events, serious),
        ),
    ]
    if events.empty:
        return lines
    terms = tally_by(events, ["soc", "term"] if by_class else ["term"])
    # Without classes all terms are under one that has no line.
    classes: dict[TallyKey, Tally] = tally_by(events, ["soc"]) if by_class else {(): EMPTY_TALLY}
    # What has no class comes last, however frequent.
    for key in sorted(
        classes, key=lambda name: (name == (NO_SOC,), make_sort_key(classes[name], name))
    ):
        if key:
            label, where = _make_label(str(key[0]), NO_SOC), (("soc", key[0]),)
            lines.append((LineSpec(label, 0, where, "soc"), classes[key]))
        own = {name: tally for name, tally in terms.items() if not key or name[0] == key[0]}
        for name in sorted(own, key=lambda name: make_sort_key(own[name], name)):
            names = ("soc", "term") if by_class else ("term",)
            where = tuple(zip(names, name, strict=True))
            label = _make_label(str(name[-1]), NO_TERM)
            lines.append((LineSpec(label, 1 if key else 0, where, "term"), own[name]))
    return lines


def make_sort_key(tally: Tally, key: TallyKey) -> tuple[int, int, str]:
    """Return a key that sorts lines by falling frequency, and by name where that is equal.

    Parameters
    ----------
    tally : Tally
    key : tuple
        What the line's events have in common.

    Returns
    -------
    (int, int, str)
    """
    return -tally.patients, -tally.events, str(key)


def _make_label(name: str, own: str) -> Text:
    """Label a line: built-in terms are translated, others stay as in the file."""
    return Text(own) if name == own else Text(name)

"""Counting patients and events: the steps that every view shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import pandas as pd

from ketgui.domain.events.adverse_events import RELATED, RELATEDNESS_ORDER, SEVERE, SEVERITY_ORDER
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.events.prepared import NO_SOC, NO_TERM, PreparedEvents
from ketgui.statistics.events.table import EventColumn, EventRow, EventTable, Where, matching
from ketgui.statistics.events.view import EventView
from ketgui.statistics.rows import Cell, Count, Text
from ketgui.statistics.study import Study
from ketgui.statistics.tests.poisson import EventRate
from ketgui.statistics.tests.proportion import Proportion
from ketgui.text import mark

PATIENTS, INTERVAL, EVENTS = mark("Patients n/N (%)"), mark("Interval (%)"), mark("Events")
_RATE, RATE_INTERVAL = mark("Per 100 infusions"), mark("Interval")
SILENT = mark("not recorded")


@dataclass(frozen=True, eq=False)
class Counting:
    """What a maker of tables counts with."""

    study: Study
    ready: PreparedEvents
    events: pd.DataFrame
    view: EventView
    received: pd.DataFrame

    def share(self, patients: int, n: int | None = None) -> tuple[Cell, Cell]:
        whole = self.ready.n if n is None else n
        return Proportion.of(patients, whole, self.study.plan).cells()

    def line(self, spec: Spec, tally: Tally) -> EventRow:
        """Return a standard line, or one of reasons where the file says nothing of its kind."""
        if spec.needs and not self.ready.says(spec.needs):
            reasons = (UNSAID[spec.needs],) * len(STANDARD)
            return EventRow(spec.label, spec.indent, reasons, spec.where)
        rate = EventRate.of(tally.events, len(self.received), self.study.plan.confidence_level)
        cells = (*self.share(tally.patients), Count(tally.events), *rate.cells())
        return EventRow(spec.label, spec.indent, cells, spec.where)

    def table(
        self,
        columns: Sequence[EventColumn],
        lines: Sequence[EventRow],
        events: pd.DataFrame,
        received: pd.DataFrame | None = None,
    ) -> EventTable:
        ready, by_class = self.ready, self.view.by == "soc_term"
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


UNSAID = {
    "serious": Unavailable(mark("the file does not say which events were serious")),
    "severity": Unavailable(mark("no severity is recorded")),
    "relatedness": Unavailable(mark("no relatedness is recorded")),
    "action": Unavailable(mark("what was done is recorded of no event")),
}


# The lowest ranks that are called severe, and related to the treatment.
SEVERE_RANK = SEVERITY_ORDER.index(SEVERE) + 1
RELATED_RANK = RELATEDNESS_ORDER.index(RELATED) + 1

# What a group of events has in common.
Key = tuple[object, ...]


@dataclass(frozen=True)
class Tally:
    """How many patients had it, and how often it happened."""

    patients: int
    events: int


@dataclass(frozen=True)
class Spec:
    """A line before it is counted.

    `level` names the columns of highest levels that hold in it; `needs` the column without which
    nothing is known of it.
    """

    label: Text
    indent: int
    where: Where
    level: str = "any"
    needs: str = ""


NOBODY = Tally(0, 0)
STANDARD = tuple(map(EventColumn, (PATIENTS, INTERVAL, EVENTS, _RATE, RATE_INTERVAL)))


def tally_of(events: pd.DataFrame, where: Where = ()) -> Tally:
    """Count the events that meet some conditions."""
    rows = matching(events, where)
    return Tally(int(rows["patient"].nunique()), len(rows))


def tallies_by(events: pd.DataFrame, by: list[str]) -> dict[Key, Tally]:
    """Count patients and events for each combination of values of some columns, in one pass."""
    groups = events.groupby(by, sort=False)
    patients, sizes = groups["patient"].nunique(), groups.size()
    found = cast("list[object]", sizes.index.tolist())
    keys = [cast("Key", key) if isinstance(key, tuple) else (key,) for key in found]
    counted = zip(keys, patients.tolist(), sizes.tolist(), strict=True)
    return {key: Tally(int(who), int(n)) for key, who, n in counted}


def term_specs(events: pd.DataFrame, by_class: bool) -> list[tuple[Spec, Tally]]:
    """Return any event, any serious one, then classes and terms by falling frequency."""
    serious: Where = (("serious", True),)
    found = [
        (Spec(Text(mark("Any adverse event")), 0, ()), tally_of(events)),
        (
            Spec(Text(mark("Serious adverse event")), 0, serious, needs="serious"),
            tally_of(events, serious),
        ),
    ]
    if events.empty:
        return found
    terms = tallies_by(events, ["soc", "term"] if by_class else ["term"])
    classes: dict[Key, Tally] = tallies_by(events, ["soc"]) if by_class else {(): NOBODY}
    for key in sorted(classes, key=lambda one: falling(classes[one], one)):
        if key:
            label, where = _named(str(key[0]), NO_SOC), (("soc", key[0]),)
            found.append((Spec(label, 0, where, "soc"), classes[key]))
        own = {one: tally for one, tally in terms.items() if not key or one[0] == key[0]}
        for one in sorted(own, key=lambda one: falling(own[one], one)):
            names = ("soc", "term") if by_class else ("term",)
            where = tuple(zip(names, one, strict=True))
            label = _named(str(one[-1]), NO_TERM)
            found.append((Spec(label, 1 if key else 0, where, "term"), own[one]))
    return found


def falling(tally: Tally, key: Key) -> tuple[int, int, str]:
    """Return what sorts lines by falling frequency, and by name where that is the same."""
    return -tally.patients, -tally.events, str(key)


def _named(words: str, own: str) -> Text:
    """Label a line: terms of the built-in list are translated, others stay as in the file."""
    return Text(own) if words == own else Text(words)

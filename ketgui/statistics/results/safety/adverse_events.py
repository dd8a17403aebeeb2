"""Adverse events: patients and events by term, over every enrolled patient."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import pandas as pd

from ketgui.domain.events.adverse_events import SEVERITY_ORDER
from ketgui.domain.events.event_plan import SeverityScale, get_severity_titles
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.events.counting import (
    MISSING_REASONS,
    RELATED_RANK,
    SEVERE_RANK,
    compute_event_rate,
    make_sort_key,
    tally_by,
    tally_events,
)
from ketgui.statistics.events.infusions import (
    InfusionEvents,
    add_infusions_with_events,
    count_by_infusion,
    list_received,
)
from ketgui.statistics.events.preparation import NO_SOC, PreparedEvents, prepare_events
from ketgui.statistics.events.table import AtLeast, Conditions
from ketgui.statistics.rows import BLANK, Cell, Count, Row, Text
from ketgui.statistics.study import ReportSection, Result, Study
from ketgui.statistics.tests.poisson import EventRate
from ketgui.statistics.tests.proportion import Proportion
from ketgui.text import mark

NOT_RECORDED = Unavailable(mark("the file says nothing about adverse events"))
_NO_SEVERITY = Unavailable(mark("no severity is recorded"))


@dataclass(frozen=True)
class EventTerm:
    """One event term: patients who had it at least once, and how often it happened.

    `max_severity` is the highest severity recorded, by its key, empty if none is; `by_severity`
    counts the patients by the highest severity of this term in each, "" for not recorded.
    """

    term: str
    soc: str
    patients: Proportion
    events: int
    rate: EventRate
    max_severity: str
    by_severity: tuple[tuple[str, int], ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return it by its published names; ``patients`` is the count."""
        share = self.patients.as_dict()
        return {
            "term": self.term,
            "soc": self.soc,
            "patients": share.pop("count"),
            **share,
            "events": self.events,
            "rate": self.rate.as_dict(),
            "max_severity": self.max_severity or _NO_SEVERITY,
            "patients_by_highest_severity": _levels_as_dict(self.by_severity),
        }


@dataclass(frozen=True)
class EventClass:
    """One system organ class: patients with an event of it, and how often it happened.

    `soc` is empty for events that are in no class.
    """

    soc: str
    patients: Proportion
    events: int
    rate: EventRate

    def as_dict(self) -> dict[str, Any]:
        """Return it by its published names; ``patients`` is the count."""
        share = self.patients.as_dict()
        return {
            "soc": self.soc,
            "patients": share.pop("count"),
            **share,
            "events": self.events,
            "rate": self.rate.as_dict(),
        }


@dataclass(frozen=True)
class AdverseEvents(Result):
    """Incidence of adverse events.

    Notes
    -----
    A patient counts once per term; events are counted separately. The denominator is every enrolled
    patient, with or without an event, or every one with an infusion recorded, as the plan says.
    Terms are compared without case, accents and spaces, and words of the list of synonyms become
    one term; `harmonised` lists which did. Where the files hold no event table nothing is known,
    and every number is a reason; so is the number of serious events where no event states whether
    it was serious. A single event that does not state it counts as not serious, except one with a
    criterion of seriousness and one that ended in death.
    """

    key: ClassVar[str] = "adverse_events"
    title: ClassVar[str] = mark("Adverse events")
    section: ClassVar[ReportSection] = "workbook"
    columns: ClassVar[tuple[str, ...]] = (
        mark("Patients n/N (%)"),
        mark("Interval (%)"),
        mark("Events"),
        mark("Highest severity"),
    )

    any: Proportion | Unavailable
    serious: Proportion | Unavailable
    terms: tuple[EventTerm, ...]
    events: int
    serious_events: int
    related: Proportion | Unavailable = NOT_RECORDED
    severe: Proportion | Unavailable = NOT_RECORDED
    stopped: Proportion | Unavailable = NOT_RECORDED
    rate: EventRate | Unavailable = NOT_RECORDED
    by_severity: tuple[tuple[str, int], ...] = ()
    by_infusion: tuple[InfusionEvents, ...] = ()
    asked: int = 0
    not_asked: int = 0
    left_out: int = 0
    harmonised: tuple[tuple[str, str, int], ...] = ()
    severity_scale: SeverityScale = "three_step"
    classes: tuple[EventClass, ...] = ()

    @classmethod
    def compute(cls, study: Study) -> AdverseEvents:
        """Count patients and events."""
        # A missing table of events is not a table without events.
        if "adverse_events" not in study.cohort.recorded:
            return cls(NOT_RECORDED, NOT_RECORDED, (), 0, 0)
        ready = prepare_events(study.cohort, study.plan)
        any_event, serious = (
            tally_events(ready.events),
            tally_events(ready.events, (("serious", True),)),
        )
        received = list_received(study, ready.patients)
        return cls(
            Proportion.of(any_event.patients, ready.n, study.plan),
            Proportion.of(serious.patients, ready.n, study.plan)
            if ready.is_known("serious")
            else MISSING_REASONS["serious"],
            _list_terms(ready, received, study.plan),
            any_event.events,
            serious.events,
            _count_patients(ready, study.plan, "relatedness", RELATED_RANK),
            _count_patients(ready, study.plan, "severity", SEVERE_RANK),
            _count_patients(ready, study.plan, "action", None),
            compute_event_rate(ready.events, received, study.plan.confidence_level),
            _count_by_level(ready.events.groupby("patient")["severity"].max()),
            count_by_infusion(
                study, ready.n, add_infusions_with_events(received, ready.events), ready.events
            ),
            ready.asked,
            ready.not_asked,
            ready.left_out,
            ready.harmonised,
            study.plan.events.severity_scale,
            _list_classes(ready, received, study.plan),
        )

    def rows(self) -> tuple[Row, ...]:
        """Return any and serious events, then each term by falling frequency."""
        head = (
            _make_row(Text(mark("Any adverse event")), self.any, self.events, BLANK),
            _make_row(
                Text(mark("Serious adverse event")), self.serious, self.serious_events, BLANK
            ),
        )
        titles = get_severity_titles(self.severity_scale)
        return head + tuple(
            _make_row(
                Text(term.term),
                term.patients,
                term.events,
                Text(titles[term.max_severity]) if term.max_severity else BLANK,
            )
            for term in self.terms
        )

    def as_dict(self) -> dict[str, Any]:
        """Return the counts by their published names; of no event table, nothing is known."""
        counts = {
            "events": self.events,
            "asked": self.asked,
            "not_asked": self.not_asked,
            "events_left_out": self.left_out,
        }
        if self.any is NOT_RECORDED:
            counts = dict.fromkeys(counts, NOT_RECORDED)
        return {
            "any": _share_as_dict(self.any),
            "serious": _share_as_dict(self.serious),
            "related": _share_as_dict(self.related),
            "severe": _share_as_dict(self.severe),
            "treatment_stopped": _share_as_dict(self.stopped),
            **counts,
            "rate": self.rate if isinstance(self.rate, Unavailable) else self.rate.as_dict(),
            "patients_by_highest_severity": _levels_as_dict(self.by_severity),
            "by_infusion": [part.as_dict() for part in self.by_infusion],
            "classes": [part.as_dict() for part in self.classes],
            "terms": [term.as_dict() for term in self.terms],
            "harmonised": [
                {"word": word, "counted_as": term, "events": n} for word, term, n in self.harmonised
            ],
        }


def _count_patients(
    ready: PreparedEvents, plan: AnalysisPlan, column: str, least: int | None
) -> Proportion | Unavailable:
    """Count patients with an event of a rank or more, or with one that stopped the treatment."""
    if not ready.is_known(column):
        return MISSING_REASONS[column]
    # Stopping is yes or no; severity and relatedness are ranks.
    where: Conditions = (("stopped", True),) if least is None else ((column, AtLeast(least)),)
    return Proportion.of(tally_events(ready.events, where).patients, ready.n, plan)


def _list_classes(
    ready: PreparedEvents, received: pd.DataFrame, plan: AnalysisPlan
) -> tuple[EventClass, ...]:
    if ready.events.empty:
        return ()
    tallies, groups = tally_by(ready.events, ["soc"]), dict(list(ready.events.groupby("soc")))
    return tuple(
        EventClass(
            soc="" if key[0] == NO_SOC else str(key[0]),
            patients=Proportion.of(tallies[key].patients, ready.n, plan),
            events=tallies[key].events,
            rate=compute_event_rate(groups[str(key[0])], received, plan.confidence_level),
        )
        # Classes and terms by falling frequency, as in every table of events.
        for key in sorted(tallies, key=lambda key: make_sort_key(tallies[key], key))
    )


def _list_terms(
    ready: PreparedEvents, received: pd.DataFrame, plan: AnalysisPlan
) -> tuple[EventTerm, ...]:
    if ready.events.empty:
        return ()
    tallies = tally_by(ready.events, ["term"])
    # Ranks from 1, 0 for not recorded: the maximum ignores what is not recorded.
    worst = ready.events.groupby("term")["severity"].max()
    highest = ready.events.groupby(["term", "patient"])["severity"].max()
    # Patients by their own highest severity of each term: no patient is counted twice in a bar.
    patients = highest.groupby(["term", highest]).size().to_dict()
    classes = ready.events.groupby("term")["soc"].first()
    groups = dict(list(ready.events.groupby("term")))
    return tuple(
        EventTerm(
            term=(term := str(key[0])),
            soc="" if classes[term] == NO_SOC else str(classes[term]),
            patients=Proportion.of(tallies[key].patients, ready.n, plan),
            events=tallies[key].events,
            rate=compute_event_rate(groups[term], received, plan.confidence_level),
            max_severity=SEVERITY_ORDER[int(worst[term]) - 1] if worst[term] else "",
            by_severity=tuple(
                (level, int(patients[term, rank]))
                for rank, level in enumerate(("", *SEVERITY_ORDER))
                if (term, rank) in patients
            ),
        )
        for key in sorted(tallies, key=lambda other: make_sort_key(tallies[other], other))
    )


def _count_by_level(highest: pd.Series[int]) -> tuple[tuple[str, int], ...]:
    """Count the patients at each rank that occurs, from the lowest."""
    counts = {int(str(rank)): int(n) for rank, n in highest.value_counts().items()}
    return tuple((("", *SEVERITY_ORDER)[rank], counts[rank]) for rank in sorted(counts))


def _levels_as_dict(counted: tuple[tuple[str, int], ...]) -> dict[str, int]:
    return {level or "not_recorded": n for level, n in counted}


def _make_row(label: Text, share: Proportion | Unavailable, events: int, severity: Cell) -> Row:
    if isinstance(share, Unavailable):
        return Row(label, (share, share, share, severity))
    return Row(label, (*share.cells(), Count(events), severity))


def _share_as_dict(share: Proportion | Unavailable) -> Any:
    if isinstance(share, Unavailable):
        return {"count": share, "n": share, "percent": share, "ci": share}
    return share.as_dict()

"""Adverse events: patients and events by term, over every enrolled patient."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any, ClassVar

import pandas as pd

from ketgui.domain.adverse_events import SEVERITY_ORDER
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.proportion import Proportion
from ketgui.statistics.rows import BLANK, Cell, Count, Row, Text
from ketgui.statistics.study import Result, Study
from ketgui.text import mark

NOT_RECORDED = Unavailable(mark("the file says nothing about adverse events"))
_SERIOUS_NOT_RECORDED = Unavailable(mark("the file does not say which events were serious"))
_NO_SEVERITY = Unavailable(mark("no severity is recorded"))
_SEVERITY_TITLES = {"mild": mark("Mild"), "moderate": mark("Moderate"), "severe": mark("Severe")}


@dataclass(frozen=True)
class Term:
    """One event term: patients who had it at least once, and how often it happened.

    `max_severity` is the highest severity recorded ("mild", "moderate", "severe"), empty if
    none is.
    """

    term: str
    soc: str
    patients: Proportion
    events: int
    max_severity: str

    def as_dict(self) -> dict[str, Any]:
        """Return it by its published names; ``patients`` is the count."""
        share = self.patients.as_dict()
        return {
            "term": self.term,
            "soc": self.soc,
            "patients": share.pop("count"),
            **share,
            "events": self.events,
            "max_severity": self.max_severity or _NO_SEVERITY,
        }


@dataclass(frozen=True)
class AdverseEvents(Result):
    """Incidence of adverse events.

    Notes
    -----
    A patient counts once per term; events are counted apart. The denominator is every enrolled
    patient, with or without an event. Terms are compared without case, accents' encoding and
    spaces, and shown as they are most often written. Where the files hold no event table
    nothing is known, and every number is a reason; so is the number of serious events where no
    event says whether it was. An event that alone does not say so counts as not serious.
    """

    key: ClassVar[str] = "adverse_events"
    title: ClassVar[str] = mark("Adverse events")
    columns: ClassVar[tuple[str, ...]] = (
        mark("Patients n/N (%)"),
        mark("Interval (%)"),
        mark("Events"),
        mark("Highest severity"),
    )

    any: Proportion | Unavailable
    serious: Proportion | Unavailable
    terms: tuple[Term, ...]
    events: int
    serious_events: int

    @classmethod
    def compute(cls, study: Study) -> AdverseEvents:
        """Count patients and events over the enrolled."""
        cohort, plan = study.cohort, study.plan
        if "adverse_events" not in cohort.recorded:
            return cls(NOT_RECORDED, NOT_RECORDED, (), 0, 0)
        events = cohort.adverse_events
        serious = events[events["serious"].fillna(False)]
        silent = len(events) > 0 and not events["serious"].notna().any()
        return cls(
            Proportion.of(events["patient_id"].nunique(), cohort.enrolled, plan),
            _SERIOUS_NOT_RECORDED
            if silent
            else Proportion.of(serious["patient_id"].nunique(), cohort.enrolled, plan),
            _terms(events, cohort.enrolled, plan),
            len(events),
            len(serious),
        )

    def rows(self) -> tuple[Row, ...]:
        """Return any and serious events, then each term by falling frequency."""
        head = (
            _row(Text(mark("Any adverse event")), self.any, self.events, BLANK),
            _row(Text(mark("Serious adverse event")), self.serious, self.serious_events, BLANK),
        )
        return head + tuple(
            _row(
                Text(term.term),
                term.patients,
                term.events,
                Text(_SEVERITY_TITLES.get(term.max_severity, "")) if term.max_severity else BLANK,
            )
            for term in self.terms
        )

    def as_dict(self) -> dict[str, Any]:
        """Return the counts by their published names."""
        return {
            "any": _share(self.any),
            "serious": _share(self.serious),
            "terms": [term.as_dict() for term in self.terms],
        }


def term_key(terms: pd.Series[str]) -> pd.Series[str]:
    """Return what two spellings of one term have in common."""
    distinct = {
        term: " ".join(unicodedata.normalize("NFC", term).casefold().split())
        for term in terms.dropna().unique()
    }
    return terms.map(distinct)


def _terms(events: pd.DataFrame, n: int, plan: AnalysisPlan) -> tuple[Term, ...]:
    rank = {severity: place for place, severity in enumerate(SEVERITY_ORDER, 1)}
    keyed = events.assign(key=term_key(events["term"]), rank=events["severity"].map(rank))
    found = [
        Term(
            term=_most_frequent(group["term"]),
            soc=_most_frequent(group["soc"]),
            patients=Proportion.of(group["patient_id"].nunique(), n, plan),
            events=len(group),
            max_severity=_highest(group["rank"]),
        )
        for _key, group in keyed.groupby("key")
    ]
    return tuple(sorted(found, key=lambda term: (-term.patients.count, -term.events, term.term)))


def _most_frequent(words: pd.Series[str]) -> str:
    counts = words.value_counts()
    return str(min(counts.index[counts == counts.max()])) if len(counts) else ""


def _highest(rank: pd.Series[float]) -> str:
    top = rank.max()
    return "" if pd.isna(top) else SEVERITY_ORDER[int(top) - 1]


def _row(label: Text, share: Proportion | Unavailable, events: int, severity: Cell) -> Row:
    if isinstance(share, Unavailable):
        return Row(label, (share, share, share, severity))
    return Row(label, (*share.cells(), Count(events), severity))


def _share(share: Proportion | Unavailable) -> Any:
    if isinstance(share, Unavailable):
        return {"count": share, "n": share, "percent": share, "ci": share}
    return share.as_dict()

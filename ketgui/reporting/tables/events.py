"""The events of a cohort as they are listed, the words they were written in, and who was asked."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ketgui.domain.events.event_plan import ASKING
from ketgui.reporting.tables.display_table import DisplayTable
from ketgui.reporting.tables.listing import Listing, list_records
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.events import prepared, says_no_event, seriousness
from ketgui.statistics.rows import Count, Text
from ketgui.text import _, bare


def list_events(
    analysis: Analysis,
    words: str = "",
    serious: bool = False,
    patients: frozenset[str] | None = None,
    sorting: tuple[int, bool] | None = None,
) -> Listing:
    """List the events, each with its place in the cohort's table as the row's label.

    Parameters
    ----------
    words : str
        Some cell holds these, whatever the case; empty for all rows.
    serious : bool
        Whether serious events alone are wanted.
    patients : frozenset of str or None
        The patients whose events are wanted; None for everybody's.
    sorting : (int, bool) or None
        The column to sort by, and whether upwards; None for patient by patient, each one's
        events by infusion.
    """
    found = list_records(analysis, "adverse_events")
    frame = found.frame
    if serious:
        known = seriousness(analysis.cohort.adverse_events).fillna(False).astype(bool)
        frame = frame[known.loc[frame.index]]
    if patients is not None:
        frame = frame[frame["patient_id"].isin(list(patients))]
    found = replace(found, frame=frame).containing(words)
    if sorting is None or sorting[0] >= len(found.headers):
        return replace(found, frame=_sort_by_patient(found.frame, analysis))
    return found.sorted_by(*sorting)


def count_no_event_rows(listing: Listing) -> int:
    """Return how many rows of a list of events say that there was none."""
    # A column in which nothing is recorded is not listed.
    words = listing.frame.get("term")
    return 0 if words is None else int(says_no_event(words).sum())


def _sort_by_patient(frame: pd.DataFrame, analysis: Analysis) -> pd.DataFrame:
    patients = pd.Index(analysis.cohort.patients["patient_id"])
    place = patients.get_indexer(pd.Index(frame["patient_id"]))
    infusion = analysis.cohort.adverse_events["infusion_number"].loc[frame.index]
    return frame.iloc[np.lexsort((infusion.fillna(np.inf).to_numpy(), place))]


@dataclass(frozen=True, eq=False)
class Ascertainment:
    """Every patient with whether events were asked about, and how many patients were.

    `listing` has a row a patient, labelled by the place in the table of patients; under
    `cohort_asked` those of whom nothing is recorded were asked, as the whole cohort was.
    """

    listing: Listing
    asked: int
    not_asked: int
    silent: int
    cohort_asked: bool


def list_ascertainment(analysis: Analysis) -> Ascertainment:
    """List whether each patient was asked about events, and what was found."""
    patients = analysis.cohort.patients
    said = patients["events_asked"]
    rows = analysis.cohort.adverse_events
    free = says_no_event(rows["term"])
    counts = rows["patient_id"][~free].value_counts()
    events = patients["patient_id"].map(counts).fillna(0)
    cohort_asked = analysis.plan.events.ascertainment in ASKING
    # Whose list says "none" had none, whether or not the file says that they were asked.
    none = patients["patient_id"].isin(rows["patient_id"][free])
    without = said.mask(said.isna() & cohort_asked, True) | none
    frame = pd.DataFrame(
        {
            "patient_id": patients["patient_id"],
            "asked": said,
            "events": events,
            "known": [
                _describe_knowledge(one, int(n)) for one, n in zip(without, events, strict=True)
            ],
        }
    )
    found = Listing(
        frame,
        (_("Patient"), _("Asked"), _("Events"), _("What is known")),
        (False, False, True, False),
        (str, lambda yes: _("Yes") if yes else _("No"), bare, str),
    )
    asked, silent = int(said.fillna(False).sum()), int(said.isna().sum())
    return Ascertainment(found, asked, len(patients) - asked - silent, silent, cohort_asked)


def find_ascertainment(patients: pd.DataFrame, place: int) -> bool | None:
    """Return whether a patient was asked about events, None where nothing is said."""
    said = patients["events_asked"].iloc[place]
    return None if pd.isna(said) else bool(said)


def build_synonym_table(analysis: Analysis, whole: bool = False) -> DisplayTable:
    """Return the words of the file that are counted under another term.

    Parameters
    ----------
    whole : bool
        Whether the words that the file does not hold come after them.
    """
    plan = analysis.plan.events
    found = prepared(analysis.cohort, analysis.plan).harmonised
    there = {word for word, _term, _n in found}
    absent = [(word, term, 0) for word, term in plan.words() if whole and word not in there]
    headers = (_("Word"), _("Counted as"), _("Events"))
    cells = [
        (Text(word, from_file=True), Text(term), Count(n)) for word, term, n in (*found, *absent)
    ]
    return DisplayTable.of("harmonised_terms", _("Words counted as another"), headers, cells)


def list_words_and_terms(analysis: Analysis, most: int) -> tuple[list[str], list[str]]:
    """Return the commonest words for events in the file, and the terms they are counted under."""
    words = analysis.cohort.adverse_events["term"].value_counts().index[:most]
    terms = {analysis.plan.events.term(word) for word in words}
    return list(words), sorted(terms, key=str.casefold)


def _describe_knowledge(asked: bool | None, events: int) -> str:
    if events:
        return _("Had events")
    if pd.isna(asked):
        return _("Nothing is recorded")
    return _("Had no event") if asked else _("Was not asked")

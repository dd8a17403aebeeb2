"""The list of adverse events, their words and terms, and which patients were asked."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ketgui.domain.events.event_plan import ASKING
from ketgui.reporting.tables.display_table import DisplayTable
from ketgui.reporting.tables.listing import Listing, list_records
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.events import infer_seriousness, mask_no_events, prepare_events
from ketgui.statistics.rows import Count, Text
from ketgui.text import _, bare


def list_events(
    analysis: Analysis,
    text: str = "",
    serious: bool = False,
    patients: frozenset[str] | None = None,
    sorting: tuple[int, bool] | None = None,
) -> Listing:
    """List the events; each row's label is its row in the cohort's table.

    Parameters
    ----------
    text : str
        List only rows in which a cell contains this, ignoring case; empty for all rows.
    serious : bool
        Whether to list serious events only.
    patients : frozenset of str or None
        The patients whose events to list; None for all.
    sorting : (int, bool) or None
        The column to sort by, and whether ascending; None sorts by patient, then by infusion.
    """
    events = list_records(analysis, "adverse_events")
    frame = events.frame
    if serious:
        is_serious = infer_seriousness(analysis.cohort.adverse_events).fillna(False).astype(bool)
        frame = frame[is_serious.loc[frame.index]]
    if patients is not None:
        frame = frame[frame["patient_id"].isin(list(patients))]
    events = replace(events, frame=frame).filter_by_text(text)
    if sorting is None or sorting[0] >= len(events.headers):
        return replace(events, frame=_sort_by_patient(events.frame, analysis))
    return events.sort_by(*sorting)


def count_no_event_rows(listing: Listing) -> int:
    """Return how many rows of a list of events record that there was none."""
    # A column in which nothing is recorded is not listed.
    terms = listing.frame.get("term")
    return 0 if terms is None else int(mask_no_events(terms).sum())


def _sort_by_patient(frame: pd.DataFrame, analysis: Analysis) -> pd.DataFrame:
    patients = pd.Index(analysis.cohort.patients["patient_id"])
    order = patients.get_indexer(pd.Index(frame["patient_id"]))
    infusion = analysis.cohort.adverse_events["infusion_number"].loc[frame.index]
    # lexsort sorts by its last key first; events without an infusion come last of their patient.
    return frame.iloc[np.lexsort((infusion.fillna(np.inf).to_numpy(), order))]


@dataclass(frozen=True, eq=False)
class Ascertainment:
    """Which patients were asked about events, as a list and as counts.

    Attributes
    ----------
    listing : Listing
        A row for each patient, labelled by the row in the cohort's table of patients.
    asked, not_asked, not_recorded : int
        Numbers of patients.
    whole_cohort_asked : bool
        Whether the plan says that all were asked; it holds where nothing is recorded of a patient.
    """

    listing: Listing
    asked: int
    not_asked: int
    not_recorded: int
    whole_cohort_asked: bool


def list_ascertainment(analysis: Analysis) -> Ascertainment:
    """List whether each patient was asked about events, and what follows for each."""
    patients = analysis.cohort.patients
    recorded = patients["events_asked"]
    rows = analysis.cohort.adverse_events
    is_none = mask_no_events(rows["term"])
    counts = rows["patient_id"][~is_none].value_counts()
    events = patients["patient_id"].map(counts).fillna(0)
    whole_cohort_asked = analysis.plan.events.ascertainment in ASKING
    # A patient whose row says "none" had none, whether or not the file says that they were asked.
    has_none = patients["patient_id"].isin(rows["patient_id"][is_none])
    was_asked = recorded.mask(recorded.isna() & whole_cohort_asked, True) | has_none
    frame = pd.DataFrame(
        {
            "patient_id": patients["patient_id"],
            "asked": recorded,
            "events": events,
            "known": [
                _describe_knowledge(a, int(n)) for a, n in zip(was_asked, events, strict=True)
            ],
        }
    )
    listing = Listing(
        frame,
        (_("Patient"), _("Asked"), _("Events"), _("What is known")),
        (False, False, True, False),
        (str, lambda yes: _("Yes") if yes else _("No"), bare, str),
    )
    asked, not_recorded = int(recorded.fillna(False).sum()), int(recorded.isna().sum())
    not_asked = len(patients) - asked - not_recorded
    return Ascertainment(listing, asked, not_asked, not_recorded, whole_cohort_asked)


def find_ascertainment(patients: pd.DataFrame, row: int) -> bool | None:
    """Return whether a patient was asked about events, None if it is not recorded."""
    asked = patients["events_asked"].iloc[row]
    return None if pd.isna(asked) else bool(asked)


def build_synonym_table(analysis: Analysis, show_all: bool = False) -> DisplayTable:
    """Return the words of the file that are counted under another term.

    Parameters
    ----------
    show_all : bool
        Whether to append the words that are not in the file.
    """
    plan = analysis.plan.events
    harmonised = prepare_events(analysis.cohort, analysis.plan).harmonised
    in_file = {word for word, _term, _n in harmonised}
    absent = [
        (word, term, 0) for word, term in plan.list_synonyms() if show_all and word not in in_file
    ]
    headers = (_("Word"), _("Counted as"), _("Events"))
    cells = [
        (Text(word, from_file=True), Text(term), Count(n))
        for word, term, n in (*harmonised, *absent)
    ]
    return DisplayTable.from_cells(
        "harmonised_terms", _("Words counted as another"), headers, cells
    )


def list_words_and_terms(analysis: Analysis, most: int) -> tuple[list[str], list[str]]:
    """Return the most common words for events in the file, and the terms they are counted under."""
    words = analysis.cohort.adverse_events["term"].value_counts().index[:most]
    terms = {analysis.plan.events.find_term(word) for word in words}
    return list(words), sorted(terms, key=str.casefold)


def _describe_knowledge(asked: bool | None, events: int) -> str:
    if events:
        return _("Had events")
    # Not asked and not recorded differ: of neither is it known that there was no event.
    if pd.isna(asked):
        return _("Nothing is recorded")
    return _("Had no event") if asked else _("Was not asked")

"""The events of a cohort as they are listed: those that filters leave, in the order asked for."""

from __future__ import annotations

from dataclasses import replace

from ketgui.reporting.tables.listing import Listing, listing
from ketgui.statistics.analysis import Analysis


def filtered(
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
        The column to sort by, and whether upwards; None for the order of the file.
    """
    found = listing(analysis, "adverse_events")
    frame = found.frame
    if serious and "serious" in frame:
        frame = frame[frame["serious"].fillna(False)]
    elif serious:
        frame = frame.iloc[:0]
    if patients is not None:
        frame = frame[frame["patient_id"].isin(list(patients))]
    found = replace(found, frame=frame).containing(words)
    if sorting is None or sorting[0] >= len(found.headers):
        return found
    return found.sorted_by(*sorting)

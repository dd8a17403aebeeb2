"""The sentence at the end of every caption: who is drawn, out of how many."""

from __future__ import annotations

from ketgui.figures.crowd import describe_crowd
from ketgui.statistics.analysis import Analysis
from ketgui.text import _, integer, plural


def describe_rated(analysis: Analysis) -> str:
    """Return how many of the enrolled have both ratings and are in a paired figure."""
    return plural(
        "{n} of {enrolled} enrolled patients has both ratings.",
        "{n} of {enrolled} enrolled patients have both ratings.",
        analysis.pairs.analysed,
        enrolled=integer(analysis.cohort.enrolled),
    )


def describe_rates(analysis: Analysis) -> str:
    """Return the denominator of a rate in words."""
    if analysis.plan.population == "rated":
        n = integer(analysis.pairs.analysed)
        return _("Rates are of the {n} patients with both ratings.", n=n)
    return _("Rates are of the {n} enrolled patients.", n=integer(analysis.cohort.enrolled))


def describe_event_denominator(analysis: Analysis) -> str:
    """Return the denominator of a percentage of patients with adverse events in words."""
    if analysis.plan.events.denominator == "treated":
        # The same patients as in the counts: those with a row among the infusions.
        treated = analysis.cohort.patients["patient_id"].isin(
            analysis.cohort.infusions["patient_id"]
        )
        n = integer(int(treated.sum()))
        return _("Percentages are of the {n} patients with an infusion recorded.", n=n)
    n = integer(analysis.cohort.enrolled)
    return _("Percentages are of the {n} enrolled patients.", n=n)


def write_paired_caption(analysis: Analysis, *sentences: str, drawn_singly: bool = True) -> str:
    """Return a caption with its denominator and, where patients are many, how they are drawn."""
    crowd = describe_crowd(analysis.pairs.analysed) if drawn_singly else ""
    return " ".join(filter(None, (*sentences, describe_rated(analysis), crowd)))

"""The sentence at the end of every caption: who is drawn, out of how many."""

from __future__ import annotations

from ketgui.figures.parts.crowd import describe_crowd
from ketgui.statistics.analysis import Analysis
from ketgui.text import _, plural_start, spelled


def describe_rated(analysis: Analysis) -> str:
    """Return how many of the enrolled have both ratings and are in a paired figure."""
    n, enrolled = analysis.pairs.analysed, analysis.cohort.enrolled
    if not enrolled:
        return _("No patient is enrolled.")
    if enrolled == 1:
        return (
            _("The only enrolled patient has both ratings.")
            if n
            else _("The only enrolled patient lacks a rating.")
        )
    if n == enrolled:
        return _("All {n} enrolled patients have both ratings.", n=spelled(n))
    return plural_start(
        "{n} of {enrolled} enrolled patients has both ratings.",
        "{n} of {enrolled} enrolled patients have both ratings.",
        n,
        enrolled=spelled(enrolled),
    )


def name_share(analysis: Analysis, n: int | str) -> str:
    """Return "3 of 21 enrolled patients", in words where one patient or nobody is enrolled.

    Parameters
    ----------
    analysis : Analysis
    n : int or str
        How many of the enrolled patients; a range of them as text.
    """
    enrolled = analysis.cohort.enrolled
    if not enrolled:
        return _("no patient is enrolled")
    if enrolled == 1:
        return _("the only enrolled patient") if n == 1 else _("no patient")
    count = n if isinstance(n, str) else spelled(n)
    return _("{n} of {enrolled} enrolled patients", n=count, enrolled=spelled(enrolled))


def describe_rates(analysis: Analysis) -> str:
    """Return the denominator of a rate in words."""
    if analysis.plan.population == "rated":
        n = analysis.pairs.analysed
        if n == 1:
            return _("Rates are of the only patient with both ratings.")
        if n == 0:
            return _("No patient has both ratings.")
        return _("Rates are of the {n} patients with both ratings.", n=spelled(n))
    n = analysis.cohort.enrolled
    if n == 1:
        return _("Rates are of the only enrolled patient.")
    if n == 0:
        return _("No patient is enrolled.")
    return _("Rates are of the {n} enrolled patients.", n=spelled(n))


def explain_no_rate(analysis: Analysis) -> str:
    """Return why there is no rate of response or remission."""
    plan = analysis.plan
    if analysis.pairs.analysed and not plan.has_outcome:
        return _("Response and remission are not set for {scale}.", scale=plan.rating_scale.title)
    return _("No patient has a rating both before and after.")


def name_difference(analysis: Analysis) -> str:
    """Return from what to what a difference is taken: one above zero is an improvement."""
    if analysis.plan.rating_scale.higher_is_better:
        return _("after − before")
    return _("before − after")


def describe_event_denominator(analysis: Analysis) -> str:
    """Return the denominator of a percentage of patients with adverse events in words."""
    if analysis.plan.events.denominator == "treated":
        n = _count_treated(analysis)
        if n == 0:
            return _("No patient has an infusion recorded.")
        if n == 1:
            return _("Percentages are of the only patient with an infusion recorded.")
        return _("Percentages are of the {n} patients with an infusion recorded.", n=spelled(n))
    n = analysis.cohort.enrolled
    if n == 1:
        return _("Percentages are of the only enrolled patient.")
    if n == 0:
        return _("No patient is enrolled.")
    return _("Percentages are of the {n} enrolled patients.", n=spelled(n))


def _count_treated(analysis: Analysis) -> int:
    # The same patients as in the counts: those with a row among the infusions.
    patients, infusions = analysis.cohort.patients, analysis.cohort.infusions
    return int(patients["patient_id"].isin(infusions["patient_id"]).sum())


def write_paired_caption(analysis: Analysis, *sentences: str, drawn_singly: bool = True) -> str:
    """Return a caption with its denominator and, where patients are many, how they are drawn."""
    crowd = describe_crowd(analysis.pairs.analysed) if drawn_singly else ""
    return " ".join(filter(None, (*sentences, describe_rated(analysis), crowd)))

"""Short answers from an analysis to the items of the checklists; empty if the data have none."""

from __future__ import annotations

from ketgui.domain.unavailable import Unavailable
from ketgui.reporting.paragraphs.analysis_methods import describe_software
from ketgui.reporting.paragraphs.limitations import list_limitations
from ketgui.reporting.paragraphs.methods import assess_completeness, describe_exposure
from ketgui.reporting.paragraphs.prose import describe_results
from ketgui.reporting.paragraphs.safety import describe_ascertainment
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.safety.adverse_events import AdverseEvents
from ketgui.statistics.results.treatment.exposure import Exposure
from ketgui.statistics.tests.proportion import Proportion
from ketgui.text import _, integer, plural, plural_spelled, plural_start, share


def answer_patients(analysis: Analysis) -> str:
    """Return the enrolled patients."""
    return describe_results(analysis).get("patients", "")


def answer_exclusions(analysis: Analysis) -> str:
    """Return how many patients were excluded, each with a recorded reason."""
    count = len(analysis.cohort.excluded)
    if not count:
        return ""
    return plural_start("{n} patient was excluded.", "{n} patients were excluded.", count)


def answer_treatment(analysis: Analysis) -> str:
    """Return how many parameters of both protocols are reported."""
    completeness = assess_completeness(analysis)
    if completeness.reported == 0:
        return ""
    return _(
        "The Methods give {reported} of {wanted} parameters of TMS and ketamine.",
        reported=integer(completeness.reported),
        wanted=integer(completeness.wanted),
    )


def count_missing_parameters(analysis: Analysis) -> str:
    """Return how many parameters of the protocols are missing."""
    count = len(assess_completeness(analysis).missing)
    return plural_start("{n} parameter.", "{n} parameters.", count) if count else ""


def answer_exposure(analysis: Analysis) -> str:
    """Return the infusions received of those planned, or their number without a plan."""
    if sentence := describe_exposure(analysis):
        return sentence
    count = analysis[Exposure].infusions
    if not count:
        return ""
    return plural("Infusions recorded: {n}.", "Infusions recorded: {n}.", count)


def answer_outcomes(analysis: Analysis) -> str:
    """Return the definitions of the outcomes."""
    if analysis.cohort.enrolled == 0:
        return ""
    return _(
        "{scale}; response {response}, remission {remission}.",
        scale=analysis.plan.rating_scale.title,
        response=analysis.plan.format_response(),
        remission=analysis.plan.format_remission(),
    )


def answer_effect(analysis: Analysis) -> str:
    """Return how often response and remission were reached."""
    return describe_results(analysis).get("rates", "")


def answer_missing_data(analysis: Analysis) -> str:
    """Return how many patients lacked a rating, also if none did."""
    if analysis.cohort.enrolled == 0:
        return ""
    return describe_results(analysis)["missing"] or _("Every enrolled patient has both ratings.")


def answer_safety(analysis: Analysis) -> str:
    """Return serious events, then the terms."""
    return describe_results(analysis).get("safety", "")


def answer_denominator(analysis: Analysis) -> str:
    """Return the denominator of the event counts."""
    if isinstance(analysis[AdverseEvents].any, Unavailable):
        return ""
    return plural_spelled(
        "All {n} enrolled patient, with or without events.",
        "All {n} enrolled patients, with or without events.",
        analysis.cohort.enrolled,
    )


def answer_severity(analysis: Analysis) -> str:
    """Return where severity is reported, if it is recorded."""
    terms = analysis[AdverseEvents].terms
    recorded = any(term.max_severity for term in terms)
    return _("The highest severity of each term is in the table.") if recorded else ""


def answer_ascertainment(analysis: Analysis) -> str:
    """Return how events were asked for, if the plan states it."""
    if analysis.plan.events.ascertainment == "not_stated":
        return ""
    return describe_ascertainment(analysis)


def answer_relatedness(analysis: Analysis) -> str:
    """Return how many had an event that may be due to treatment."""
    return _format_patients(analysis[AdverseEvents].related)


def answer_discontinuation(analysis: Analysis) -> str:
    """Return how many patients stopped treatment because of an event, also if none did."""
    return _format_patients(analysis[AdverseEvents].stopped)


def _format_patients(patients: Proportion | Unavailable) -> str:
    if isinstance(patients, Unavailable) or not patients.n:
        return ""
    return _("Patients: {share}.", share=share(patients.count, patients.n))


def answer_limitations(analysis: Analysis) -> str:
    """Return how many limitations were generated."""
    count = len(list_limitations(analysis))
    if not count:
        return ""
    return plural_start(
        "{n} limitation follows from the data.", "{n} limitations follow from the data.", count
    )


def answer_software(analysis: Analysis) -> str:
    """Return the program and its version."""
    return describe_software() if analysis.cohort.enrolled else ""

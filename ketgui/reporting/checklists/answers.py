"""What an analysis answers, in a few words, wherever a reporting list asks for it."""

from __future__ import annotations

from ketgui.domain.unavailable import Unavailable
from ketgui.reporting.analysis_methods import software_sentence
from ketgui.reporting.limitations import limitations
from ketgui.reporting.methods import completeness, exposure_sentence
from ketgui.reporting.prose import results_by_key
from ketgui.reporting.safety import ascertainment_sentence
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.safety.adverse_events import AdverseEvents
from ketgui.statistics.results.treatment.exposure import Exposure
from ketgui.statistics.tests.proportion import Proportion
from ketgui.text import _, integer, plural, share


def patients(analysis: Analysis) -> str:
    """Return who was enrolled."""
    return results_by_key(analysis).get("patients", "")


def excluded(analysis: Analysis) -> str:
    """Return how many were left out by hand, with a reason each."""
    count = len(analysis.cohort.excluded)
    return plural("{n} patient excluded.", "{n} patients excluded.", count) if count else ""


def treatment(analysis: Analysis) -> str:
    """Return how much of both protocols is reported."""
    found = completeness(analysis)
    if found.reported == 0:
        return ""
    return _(
        "{reported} of {wanted} parameters of TMS and ketamine are in the Methods.",
        reported=integer(found.reported),
        wanted=integer(found.wanted),
    )


def treatment_left(analysis: Analysis) -> str:
    """Return how many parameters of the protocols are missing."""
    count = len(completeness(analysis).missing)
    return plural("{n} parameter.", "{n} parameters.", count) if count else ""


def exposure(analysis: Analysis) -> str:
    """Return infusions received against those planned, or how many there were."""
    if said := exposure_sentence(analysis):
        return said
    count = analysis[Exposure].infusions
    return plural("{n} infusion received.", "{n} infusions received.", count) if count else ""


def outcome(analysis: Analysis) -> str:
    """Return the definitions of the outcomes."""
    if analysis.cohort.enrolled == 0:
        return ""
    return _(
        "{scale}; response {response}, remission {remission}.",
        scale=analysis.plan.rating_scale.title,
        response=analysis.plan.response_rule(),
        remission=analysis.plan.remission_rule(),
    )


def effect(analysis: Analysis) -> str:
    """Return how often response and remission were reached."""
    return results_by_key(analysis).get("rates", "")


def missing(analysis: Analysis) -> str:
    """Return who was lost, said also where nobody was."""
    if analysis.cohort.enrolled == 0:
        return ""
    return results_by_key(analysis)["missing"] or _("Every enrolled patient has both ratings.")


def safety(analysis: Analysis) -> str:
    """Return serious events, then the terms."""
    return results_by_key(analysis).get("safety", "")


def denominator(analysis: Analysis) -> str:
    """Return what events are counted over."""
    if isinstance(analysis[AdverseEvents].any, Unavailable):
        return ""
    return plural(
        "All {n} enrolled patient, with or without events.",
        "All {n} enrolled patients, with or without events.",
        analysis.cohort.enrolled,
    )


def severity(analysis: Analysis) -> str:
    """Return that severity is in the table, where it is recorded."""
    terms = analysis[AdverseEvents].terms
    recorded = any(term.max_severity for term in terms)
    return _("The highest severity of each term is in the table.") if recorded else ""


def asked(analysis: Analysis) -> str:
    """Return how events were asked for, where the plan says it."""
    if analysis.plan.events.ascertainment == "not_stated":
        return ""
    return ascertainment_sentence(analysis)


def related(analysis: Analysis) -> str:
    """Return how many had an event that may be due to treatment."""
    return _counted(analysis[AdverseEvents].related)


def stopped(analysis: Analysis) -> str:
    """Return how many stopped treatment because of an event, said also of nobody."""
    return _counted(analysis[AdverseEvents].stopped)


def _counted(patients: Proportion | Unavailable) -> str:
    if isinstance(patients, Unavailable) or not patients.n:
        return ""
    return _("Patients: {share}.", share=share(patients.count, patients.n))


def limits(analysis: Analysis) -> str:
    """Return how many limitations were generated."""
    count = len(limitations(analysis))
    said = plural(
        "{n} limitation follows from the data.", "{n} limitations follow from the data.", count
    )
    return said if count else ""


def software(analysis: Analysis) -> str:
    """Return the program and its version."""
    return software_sentence() if analysis.cohort.enrolled else ""

"""Sentences on adverse events for the Methods and for the Results."""

from __future__ import annotations

from ketgui.domain.events.event_plan import ASCERTAINMENTS, EventPlan
from ketgui.domain.scales import get_scale
from ketgui.domain.unavailable import Unavailable
from ketgui.reporting.paragraphs.style import (
    format_limits,
    format_mean_sd,
    format_proportion,
    format_share,
)
from ketgui.reporting.tables.display_table import format_cell
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.safety.adverse_events import AdverseEvents
from ketgui.statistics.results.safety.cadss_course import CadssCourse
from ketgui.statistics.results.treatment.monitoring import Monitoring
from ketgui.statistics.tests.proportion import Proportion
from ketgui.text import _, bare, integer, joined, number, plural

# A longer sentence is unreadable; the table lists all terms.
_MAX_TERMS = 12
# Pressure and pump rate are in their table alone.
_MEASURES = ("heart_rate_peak", "spo2_lowest", "sedation_score", "bprs_positive")


def describe_ascertainment(analysis: Analysis) -> str:
    """Return the Methods sentences on how events were asked for, graded and counted."""
    plan = analysis.plan.events
    how = _(ASCERTAINMENTS[plan.ascertainment])
    if plan.instrument:
        how = f"{how} ({plan.instrument})"
    if plan.ascertainment == "not_stated":
        asking = _("How adverse events were asked for is not stated.")
    else:
        asking = _("Adverse events were {how}.", how=how)
    denominator = (
        _("all enrolled") if plan.denominator == "enrolled" else _("all with an infusion recorded")
    )
    counting = _(
        "They are given as patients with at least one event of a kind, of {whom}, and as a number "
        "of events.",
        whom=denominator,
    )
    return " ".join((asking, counting, _describe_severity_scale(plan)))


def _describe_severity_scale(plan: EventPlan) -> str:
    if plan.severity_scale == "three_step":
        return _("Their severity was graded as mild, moderate or severe.")
    if plan.severity_version:
        return _(
            "Their severity was graded from 1 to 5 by the CTCAE, version {version}.",
            version=plan.severity_version,
        )
    return _("Their severity was graded from 1 to 5 by the CTCAE.")


def describe_adverse_events(analysis: Analysis) -> str:
    """Return serious and all events with intervals, then the terms; empty if none are known."""
    events = analysis[AdverseEvents]
    if isinstance(events.any, Unavailable) or not events.any.n:
        return ""
    sentences = (
        # Who was not asked comes first, since every rate below rests on it.
        _describe_unasked(events),
        _describe_uncounted(events),
        _describe_serious(analysis),
        _describe_any(analysis),
        _describe_severe(analysis),
        _describe_terms(events),
        _describe_dissociation(analysis),
        _describe_measures(analysis),
    )
    return " ".join(filter(None, sentences))


def _describe_terms(events: AdverseEvents) -> str:
    """Return the most frequent terms and how many others there were."""
    if not events.terms:
        return ""
    terms = [
        _(
            "{term} in {share}",
            term=_(term.term),
            share=format_share(term.patients.count, term.patients.n),
        )
        for term in events.terms[:_MAX_TERMS]
    ]
    others = len(events.terms) - _MAX_TERMS
    if others > 0:
        terms.append(plural("{n} other kind", "{n} other kinds", others))
    return _("Adverse events were {terms}.", terms=joined(terms))


def _describe_uncounted(events: AdverseEvents) -> str:
    if not events.left_out:
        return ""
    return plural(
        "{n} event of a patient who is not counted is left out.",
        "{n} events of patients who are not counted are left out.",
        events.left_out,
    )


def _describe_dissociation(analysis: Analysis) -> str:
    """Return the mean of the patients' highest totals of the CADSS; empty without ratings."""
    peak, scale = analysis[CadssCourse].peak, get_scale(analysis[CadssCourse].scale).title
    if peak is None:
        return ""
    if isinstance(peak.sd, Unavailable):
        score = bare(peak.mean)
        return _(
            "The highest {scale} total of the only patient rated was {score}.",
            score=score,
            scale=scale,
        )
    if peak.n == 2 and peak.low == peak.high:
        return _(
            "The highest {scale} total was {score} in both patients rated.",
            score=bare(peak.low),
            scale=scale,
        )
    if peak.low == peak.high:
        return _(
            "The highest {scale} total was {score} in each of the {n} patients rated.",
            scale=scale,
            score=bare(peak.low),
            n=integer(peak.n),
        )
    return _(
        "The highest {scale} total of a patient was {values} on average (range {low} to {high}; "
        "{n} patients).",
        scale=scale,
        n=integer(peak.n),
        values=format_mean_sd(peak.mean, peak.sd),
        low=bare(peak.low),
        high=bare(peak.high),
    )


def _describe_measures(analysis: Analysis) -> str:
    """Return heart rate, saturation, sedation and BPRS+ over the infusions; empty without them."""
    measures = [
        _(
            "{what} {value} ({n} infusions)",
            what=_(measure.title),
            value=format_cell(measure.row().cells[1]),
            n=integer(measure.infusions),
        )
        for measure in analysis[Monitoring].measures
        if measure.key in _MEASURES
    ]
    if not measures:
        return ""
    return _("Measured at the infusions: {measures}.", measures="; ".join(measures))


def _describe_unasked(events: AdverseEvents) -> str:
    if not events.not_asked:
        return ""
    return plural(
        "{n} patient was not asked about adverse events.",
        "{n} patients were not asked about adverse events.",
        events.not_asked,
    )


def _describe_any(analysis: Analysis) -> str:
    events = analysis[AdverseEvents]
    # `describe_adverse_events` leaves the sentence out otherwise.
    assert isinstance(events.any, Proportion)
    if events.any.count == 0:
        return _("No adverse event of any kind was recorded.")
    return _(
        "At least one adverse event was recorded in {rate}, {events} in all{often}.",
        rate=format_proportion(events.any, analysis.plan.name_interval()),
        events=plural("{n} event", "{n} events", events.events),
        often=_format_event_rate(analysis),
    )


def _format_event_rate(analysis: Analysis) -> str:
    """Return the events per 100 infusions; empty if no infusion is recorded."""
    rate = analysis[AdverseEvents].rate
    if isinstance(rate, Unavailable):
        return ""
    if isinstance(rate.per_100, Unavailable) or isinstance(rate.ci, Unavailable):
        return ""
    name = analysis.plan.name_interval()
    ci = format_limits(name, rate.ci)
    if isinstance(rate.by_patient_ci, Unavailable):
        return _(", {rate} per 100 infusions ({ci})", rate=number(rate.per_100), ci=ci)
    return _(
        ", {rate} per 100 infusions ({ci}; {robust} allowing for repeats in a patient)",
        rate=number(rate.per_100),
        ci=ci,
        robust=format_limits(name, rate.by_patient_ci),
    )


def _describe_serious(analysis: Analysis) -> str:
    serious, name = analysis[AdverseEvents].serious, analysis.plan.name_interval()
    if isinstance(serious, Unavailable):
        return _("Whether adverse events were serious was not recorded.")
    rate = format_proportion(serious, name)
    if serious.count == 0:
        return _("No serious adverse event was recorded: {rate}.", rate=rate)
    return _("Serious adverse events occurred in {rate}.", rate=rate)


def _describe_severe(analysis: Analysis) -> str:
    """Return severe events and those that stopped the treatment; empty if there were none."""
    severe, stopped = analysis[AdverseEvents].severe, analysis[AdverseEvents].stopped
    parts: list[str] = []
    if isinstance(severe, Proportion) and severe.count:
        patients = format_share(severe.count, severe.n)
        parts.append(
            _("Events of grade 3 or more occurred in {share}.", share=patients)
            if analysis.plan.events.severity_scale == "ctcae"
            else _("Severe events occurred in {share}.", share=patients)
        )
    if isinstance(stopped, Proportion) and stopped.count:
        parts.append(
            _(
                "Events stopped the treatment in {share}.",
                share=format_share(stopped.count, stopped.n),
            )
        )
    return " ".join(parts)

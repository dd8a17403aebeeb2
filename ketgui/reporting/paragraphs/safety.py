"""Sentences on adverse events for the Methods and for the Results."""

from __future__ import annotations

from ketgui.domain.events.event_plan import ASCERTAINMENTS, EventPlan
from ketgui.domain.scales import get_scale
from ketgui.domain.unavailable import Unavailable
from ketgui.reporting.paragraphs.protocol_text import lower_first
from ketgui.reporting.paragraphs.style import (
    format_limits,
    format_mean_sd,
    format_rate,
)
from ketgui.reporting.tables.display_table import format_cell
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.safety.adverse_events import AdverseEvents
from ketgui.statistics.results.safety.cadss_course import CadssCourse
from ketgui.statistics.results.treatment.monitoring import Monitoring
from ketgui.statistics.tests.proportion import Proportion
from ketgui.text import (
    _,
    bare,
    integer,
    joined,
    number,
    percent,
    percent_sign,
    plural_spelled,
    plural_start,
    spelled,
)

# A longer sentence is unreadable; the table lists all terms.
_MAX_TERMS = 12
# Pressure and pump rate are in their table alone.
_MEASURES = ("heart_rate_peak", "spo2_lowest", "sedation_score", "bprs_positive")


def describe_ascertainment(analysis: Analysis) -> str:
    """Return the Methods sentences on how events were found, counted and graded.

    Empty where no table of events was read; severity is named only where it is recorded.
    """
    events, plan = analysis[AdverseEvents], analysis.plan.events
    if isinstance(events.any, Unavailable):
        return ""
    how = _(ASCERTAINMENTS[plan.ascertainment])
    if plan.instrument:
        how = f"{how} ({plan.instrument})"
    if plan.ascertainment == "not_stated":
        asking = _("How adverse events were ascertained was not stated.")
    else:
        asking = _("Adverse events were {how}.", how=how)
    counting = (
        _("We report the patients with at least one event, over all enrolled patients, and the "
          "number of events.")
        if plan.denominator == "enrolled"
        else _("We report the patients with at least one event, over all patients with a recorded "
               "infusion, and the number of events.")
    )  # fmt: skip
    is_graded = any(term.max_severity for term in events.terms)
    severity = _describe_severity_scale(plan) if is_graded else ""
    return " ".join(filter(None, (asking, counting, severity)))


def _describe_severity_scale(plan: EventPlan) -> str:
    if plan.severity_scale == "three_step":
        return _("Severity was graded as mild, moderate or severe.")
    if plan.severity_version:
        return _(
            "Severity was graded from 1 to 5 by the CTCAE, version {version}.",
            version=plan.severity_version,
        )
    return _("Severity was graded from 1 to 5 by the CTCAE.")


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
        _describe_number(analysis),
        _describe_severe(analysis),
        _describe_dissociation(analysis),
        _describe_measures(analysis),
    )
    return " ".join(filter(None, sentences))


def _describe_any(analysis: Analysis) -> str:
    """Return how many patients had an event, and the most frequent terms."""
    events = analysis[AdverseEvents]
    # `describe_adverse_events` leaves the sentence out otherwise.
    assert isinstance(events.any, Proportion)
    if events.any.count == 0:
        return _("No adverse event was recorded.")
    if events.any.n == 1:
        terms = [_write_term(term.term) for term in events.terms[:_MAX_TERMS]]
        return _(
            "The only patient counted had at least one adverse event: {terms}.", terms=joined(terms)
        )
    return plural_start(
        "{n} of {all} patients had at least one adverse event ({rate}): {terms}.",
        "{n} of {all} patients had at least one adverse event ({rate}): {terms}.",
        events.any.count,
        all=spelled(events.any.n),
        rate=format_rate(events.any, analysis.plan.name_interval()),
        terms=joined(_list_terms(events)),
    )


def _write_term(term: str) -> str:
    """Return a term as it stands inside a sentence: "Nausea" begins small, "QT prolonged" not."""
    text = _(term)
    return lower_first(text) if text[1:2].islower() else text


def _list_terms(events: AdverseEvents) -> list[str]:
    """Return the most frequent terms and how many others there were."""
    terms = [
        _(
            "{term} in {n} ({share})",
            term=_write_term(term.term),
            n=spelled(term.patients.count),
            share=percent(100 * term.patients.count / term.patients.n),
        )
        for term in events.terms[:_MAX_TERMS]
    ]
    others = len(events.terms) - _MAX_TERMS
    if others > 0:
        terms.append(plural_spelled("{n} other kind", "{n} other kinds", others))
    return terms


def _describe_number(analysis: Analysis) -> str:
    events = analysis[AdverseEvents].events
    if not events:
        return ""
    return plural_spelled(
        "In all, {n} event was recorded{often}.",
        "In all, {n} events were recorded{often}.",
        events,
        often=_format_event_rate(analysis),
    )


def _describe_uncounted(events: AdverseEvents) -> str:
    if not events.left_out:
        return ""
    return plural_start(
        "{n} event of a patient who is not counted was left out.",
        "{n} events of patients who are not counted were left out.",
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
        "The patients’ highest {scale} total averaged {values} (range {low} to {high}; n = {n}).",
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
    return _("During the infusions: {measures}.", measures="; ".join(measures))


def _describe_unasked(events: AdverseEvents) -> str:
    if not events.not_asked:
        return ""
    return plural_start(
        "{n} patient was not asked about adverse events.",
        "{n} patients were not asked about adverse events.",
        events.not_asked,
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
        ", {rate} per 100 infusions ({ci}; {robust} allowing for repeats within a patient)",
        rate=number(rate.per_100),
        ci=ci,
        robust=format_limits(name, rate.by_patient_ci),
    )


def _describe_serious(analysis: Analysis) -> str:
    serious, name = analysis[AdverseEvents].serious, analysis.plan.name_interval()
    if isinstance(serious, Unavailable):
        return _("Whether any adverse event was serious was not recorded.")
    if serious.count == 0:
        assert not isinstance(serious.ci, Unavailable)
        return _(
            "No serious adverse event occurred (0/{n}; {ci}).",
            n=integer(serious.n),
            ci=format_limits(name, serious.ci, unit=percent_sign()),
        )
    if serious.n == 1:
        return _("The only patient counted had a serious adverse event.")
    return plural_start(
        "{n} of {all} patients had a serious adverse event ({rate}).",
        "{n} of {all} patients had serious adverse events ({rate}).",
        serious.count,
        all=spelled(serious.n),
        rate=format_rate(serious, name),
    )


def _describe_severe(analysis: Analysis) -> str:
    """Return severe events and those that stopped the treatment; empty if there were none."""
    severe, stopped = analysis[AdverseEvents].severe, analysis[AdverseEvents].stopped
    parts: list[str] = []
    if isinstance(severe, Proportion) and severe.count:
        share = percent(100 * severe.count / severe.n)
        parts.append(
            plural_start(
                "{n} patient had an event of grade 3 or more ({share}).",
                "{n} patients had events of grade 3 or more ({share}).",
                severe.count,
                share=share,
            )
            if analysis.plan.events.severity_scale == "ctcae"
            else plural_start(
                "{n} patient had a severe event ({share}).",
                "{n} patients had severe events ({share}).",
                severe.count,
                share=share,
            )
        )
    if isinstance(stopped, Proportion) and stopped.count:
        parts.append(
            plural_spelled(
                "Treatment was stopped because of an event in {n} patient ({share}).",
                "Treatment was stopped because of events in {n} patients ({share}).",
                stopped.count,
                share=percent(100 * stopped.count / stopped.n),
            )
        )
    return " ".join(parts)

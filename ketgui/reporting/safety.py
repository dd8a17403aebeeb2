"""Adverse events in sentences: how they were asked for, and what was found."""

from __future__ import annotations

from ketgui.domain.event_plan import ASCERTAINMENTS, SEVERITY_SCALES
from ketgui.domain.unavailable import Unavailable
from ketgui.reporting.style import proportion
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.proportion import Proportion
from ketgui.statistics.results.adverse_events import AdverseEvents
from ketgui.text import _, integer, joined, plural, share


def ascertainment_sentence(analysis: Analysis) -> str:
    """Return how events were asked for, graded and counted, for the Methods."""
    plan = analysis.plan.events
    how = _(ASCERTAINMENTS[plan.ascertainment])
    if plan.instrument:
        how = f"{how} ({plan.instrument})"
    if plan.ascertainment == "not_stated":
        asked = _("How adverse events were asked for is not stated.")
    else:
        asked = _("Adverse events were {how}.", how=how)
    scale = _(SEVERITY_SCALES[plan.severity_scale])
    if plan.severity_version:
        scale = f"{scale} ({plan.severity_version})"
    whom = (
        _("all enrolled") if plan.denominator == "enrolled" else _("all with an infusion recorded")
    )
    counted = _(
        "They are given as patients with at least one event of a kind, of {whom}, and as a number "
        "of events; their severity by {scale}.",
        whom=whom,
        scale=scale,
    )
    return f"{asked} {counted}"


def safety_sentence(analysis: Analysis) -> str:
    """Return serious and any events with their intervals, then the terms; empty if unknown."""
    events = analysis[AdverseEvents]
    if isinstance(events.any, Unavailable) or not events.any.n:
        return ""
    terms = [
        _("{term} in {share}", term=_(term.term), share=share(term.patients.count, term.patients.n))
        for term in events.terms
    ]
    listed = _("Adverse events were {terms}.", terms=joined(terms)) if terms else ""
    said = (_asked(events), _serious(analysis), _any(analysis), _severe(analysis), listed)
    return " ".join(filter(None, said))


def _asked(events: AdverseEvents) -> str:
    if not events.not_asked:
        return ""
    return plural(
        "{n} patient was not asked about adverse events.",
        "{n} patients were not asked about adverse events.",
        events.not_asked,
    )


def _any(analysis: Analysis) -> str:
    events = analysis[AdverseEvents]
    assert isinstance(events.any, Proportion)
    if events.any.count == 0:
        return ""
    return _(
        "At least one adverse event was recorded in {rate} ({events} events).",
        rate=proportion(events.any, analysis.plan.interval_name()),
        events=integer(events.events),
    )


def _serious(analysis: Analysis) -> str:
    serious, name = analysis[AdverseEvents].serious, analysis.plan.interval_name()
    if isinstance(serious, Unavailable):
        return _("Whether adverse events were serious was not recorded.")
    rate = proportion(serious, name)
    if serious.count == 0:
        return _("No serious adverse event was recorded: {rate}.", rate=rate)
    return _("Serious adverse events occurred in {rate}.", rate=rate)


def _severe(analysis: Analysis) -> str:
    """Return severe events and those that stopped the treatment, where there were some."""
    events = analysis[AdverseEvents]
    said = (
        (events.severe, _("were severe in {share}")),
        (events.stopped, _("stopped the treatment in {share}")),
    )
    parts = [
        words.format(share=share(rate.count, rate.n))
        for rate, words in said
        if isinstance(rate, Proportion) and rate.count
    ]
    return _("They {found}.", found=joined(parts)) if parts else ""

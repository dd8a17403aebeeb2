"""Sentences on limitations, each generated only if this analysis has that limitation."""

from __future__ import annotations

from collections import Counter

from ketgui.domain.unavailable import Unavailable
from ketgui.reporting.paragraphs.methods import assess_completeness
from ketgui.reporting.paragraphs.prose import NORMALITY_ALPHA
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.outcomes.caveats import Caveats
from ketgui.statistics.results.outcomes.cut_offs import CutOffs
from ketgui.statistics.results.outcomes.outcomes import Outcomes
from ketgui.statistics.results.outcomes.paired_change import PairedChange
from ketgui.statistics.results.outcomes.robust_change import RobustChange
from ketgui.statistics.results.patients.missing import Missing
from ketgui.statistics.results.safety.adverse_events import AdverseEvents
from ketgui.statistics.tests.proportion import Proportion
from ketgui.text import (
    _,
    correlation,
    integer,
    joined,
    number,
    p_value,
    percent,
    plural_spelled,
    plural_start,
    spelled,
)

# A rate whose interval spans fewer percentage points is not called imprecise.
_IMPRECISE = 20.0


def list_limitations(analysis: Analysis) -> dict[str, str]:
    """Return the limitations that apply, by key."""
    if analysis.cohort.enrolled == 0:
        return {}
    sentences = {
        "design": _describe_design(analysis),
        "regression": _describe_regression(analysis),
        "size": _describe_size(analysis),
        "missing": _describe_missing(analysis),
        "normality": _describe_normality(analysis),
        "cut_off": _describe_cut_offs(analysis),
        "rare_events": _describe_rare_events(analysis),
        "events_unknown": _describe_unknown_events(analysis),
        "protocol": _describe_protocol_gaps(analysis),
    }
    return {key: text for key, text in sentences.items() if text}


def _describe_design(analysis: Analysis) -> str:
    # Where no change is known there is none to explain.
    if analysis.pairs.analysed == 0:
        return _("There was no control group.")
    return _(
        "There was no control group: the change may reflect the course of the illness, "
        "expectation or other care as well as the treatment."
    )


def _describe_regression(analysis: Analysis) -> str:
    fall, change = analysis[Caveats].regression_to_the_mean, analysis[PairedChange]
    # Regression to the mean lowers high scores, so that it explains no increase.
    if isinstance(change.mean_difference, Unavailable) or change.mean_difference <= 0:
        return ""
    reliability = analysis[Caveats].reliability
    if isinstance(fall, Unavailable) or isinstance(reliability, Unavailable):
        return _(
            "Patients are often treated when they are at their worst: part of the change of "
            "{difference} points may be regression to the mean. How much cannot be estimated from "
            "the scores of treated patients alone.",
            difference=number(change.mean_difference),
        )
    return _(
        "Patients are often treated when they are at their worst: regression to the mean alone "
        "would lower the mean score by about {fall} points (reliability {reliability}).",
        reliability=correlation(reliability),
        fall=number(fall),
    )


def _describe_size(analysis: Analysis) -> str:
    rate = analysis[Outcomes].response
    if isinstance(rate.ci, Unavailable) or rate.ci[1] - rate.ci[0] < _IMPRECISE:
        return ""
    return plural_spelled(
        "With {n} patient, the rates are imprecise: the {interval} of the response rate is {low} "
        "to {high}.",
        "With {n} patients, the rates are imprecise: the {interval} of the response rate is {low} "
        "to {high}.",
        rate.n,
        interval=analysis.plan.name_interval(),
        low=percent(rate.ci[0]),
        high=percent(rate.ci[1]),
    )


def _describe_missing(analysis: Analysis) -> str:
    unrated = analysis.cohort.enrolled - analysis.pairs.analysed
    worst, best = analysis[Missing].worst, analysis[Missing].best
    if unrated == 0 or isinstance(worst.percent, Unavailable):
        return ""
    return plural_start(
        "{n} patient lacked a rating: the response rate would be {worst} if that patient had not "
        "responded and {best} otherwise.",
        "{n} patients lacked a rating: the response rate would be {worst} if none and {best} if "
        "all of them had responded.",
        unrated,
        worst=_format_rate(worst),
        best=_format_rate(best),
    )


def _format_rate(rate: Proportion) -> str:
    return (
        _(rate.percent.reason) if isinstance(rate.percent, Unavailable) else percent(rate.percent)
    )


def _describe_normality(analysis: Analysis) -> str:
    change, robust = analysis[PairedChange], analysis[RobustChange]
    p = change.shapiro_p
    if isinstance(p, Unavailable) or p >= NORMALITY_ALPHA:
        return ""
    sentence = _(
        "The differences departed from a normal distribution (Shapiro–Wilk {p}), which the t test "
        "and its interval assume.",
        p=p_value(p),
    )
    if isinstance(change.wilcoxon_p, Unavailable) or isinstance(robust.bootstrap_ci, Unavailable):
        return sentence
    return sentence + " " + _("The rank test and the bootstrap do not assume it.")


def _describe_cut_offs(analysis: Analysis) -> str:
    rates = [cut_off.rate.percent for cut_off in analysis[CutOffs].of("remission")]
    percentages = [rate for rate in rates if not isinstance(rate, Unavailable)]
    # Equal rates at all cut-offs do not depend on the definition.
    if not percentages or max(percentages) == min(percentages):
        return ""
    return _(
        "The remission rate depends on its definition: it ranges from {low} to {high} with the "
        "cut-offs in use.",
        low=percent(min(percentages)),
        high=percent(max(percentages)),
    )


def _describe_rare_events(analysis: Analysis) -> str:
    serious = analysis[AdverseEvents].serious
    if isinstance(serious, Unavailable) or isinstance(serious.ci, Unavailable) or serious.count:
        return ""
    return plural_spelled(
        "No serious adverse event in {n} patient does not exclude a rate of up to {high} "
        "({interval_name}).",
        "No serious adverse event in {n} patients does not exclude a rate of up to {high} "
        "({interval_name}).",
        serious.n,
        high=percent(serious.ci[1]),
        interval_name=analysis.plan.name_interval(),
    )


def _describe_unknown_events(analysis: Analysis) -> str:
    if not isinstance(analysis[AdverseEvents].any, Unavailable):
        return ""
    return _("Whether adverse events occurred was not recorded.")


def _name_gap(name: str, protocols: int) -> str:
    if protocols == 1:
        return name
    return _("{name} ({n} protocols)", name=name, n=spelled(protocols))


def _describe_protocol_gaps(analysis: Analysis) -> str:
    completeness = assess_completeness(analysis)
    # Several TMS protocols may lack the same parameter, which is named once, with their number.
    counts = Counter(_(item.parameter.term).lower() for item in completeness.missing)
    names = [_name_gap(name, protocols) for name, protocols in counts.items()]
    if not names:
        return ""
    if len(completeness.missing) == completeness.wanted:
        return _(
            "None of the {wanted} parameters needed to repeat the treatments was reported.",
            wanted=integer(completeness.wanted),
        )
    return plural_spelled(
        "Of {wanted} parameters needed to repeat the treatments, {n} was not reported: {names}.",
        "Of {wanted} parameters needed to repeat the treatments, {n} were not reported: {names}.",
        len(completeness.missing),
        wanted=integer(completeness.wanted),
        names=joined(names),
    )

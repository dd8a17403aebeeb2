"""Sentences on secondary outcomes, on agreement of raters, and on TMS before ketamine."""

from __future__ import annotations

from ketgui.domain.unavailable import Unavailable
from ketgui.reporting.paragraphs.style import (
    format_limits,
    format_mean_sd,
    format_proportion,
    format_share,
)
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.further.rater_agreement import Agreement, RaterAgreement
from ketgui.statistics.results.further.secondary_outcomes import OutcomeLine, SecondaryOutcomes
from ketgui.statistics.results.further.tms_outcome import TmsOutcome
from ketgui.text import (
    _,
    bare,
    correlation,
    integer,
    joined,
    number,
    p_value,
    percent,
    percent_sign,
    plural,
)


def describe_secondary(analysis: Analysis) -> str:
    """Return a sentence for each secondary outcome."""
    lines = analysis[SecondaryOutcomes].secondary
    return " ".join(filter(None, (_describe_line(analysis, line) for line in lines)))


def _describe_line(analysis: Analysis, line: OutcomeLine) -> str:
    scale = line.plan.rating_scale.title
    if (
        isinstance(line.mean_before, Unavailable)
        or isinstance(line.mean_after, Unavailable)
        or isinstance(line.mean_difference, Unavailable)
        or isinstance(line.difference_ci, Unavailable)
        or isinstance(line.sd_before, Unavailable)
        or isinstance(line.sd_after, Unavailable)
    ):
        return _describe_improvement(line) if line.plan.rating_scale.kind == "improvement" else ""
    sentence = _(
        "On the {scale} the mean score was {before} before and {after} after the infusions "
        "(n = {n}; mean difference {difference}, {ci}",
        scale=scale,
        before=format_mean_sd(line.mean_before, line.sd_before),
        after=format_mean_sd(line.mean_after, line.sd_after),
        n=integer(line.n),
        difference=number(line.mean_difference),
        ci=format_limits(analysis.plan.name_interval(), line.difference_ci),
    )
    # The sentence ends with the p value, adjusted where there is something to adjust.
    if not isinstance(line.holm_p, Unavailable):
        p = p_value(line.holm_p)
        # With one secondary outcome Holm's adjustment changes nothing, and is not named.
        is_one = len(analysis[SecondaryOutcomes].secondary) == 1
        sentence += "; " + (p if is_one else _("{p} after Holm’s adjustment", p=p))
    return f"{sentence}).{_describe_rates(line)}"


def _describe_improvement(line: OutcomeLine) -> str:
    scale, rate = line.plan.rating_scale.title, line.response
    if isinstance(rate.percent, Unavailable):
        return ""
    return plural(
        "On the {scale}, {n}/{all} ({percent}) had a score {rule} after the infusions.",
        "On the {scale}, {n}/{all} ({percent}) had a score {rule} after the infusions.",
        rate.count,
        scale=scale,
        all=integer(rate.n),
        percent=percent(rate.percent),
        rule=line.plan.format_response(),
    )


def _describe_rates(line: OutcomeLine) -> str:
    name = line.plan.name_interval()
    rates = [
        _("{outcome} ({rule}) in {seen}", outcome=outcome, rule=rule,
          seen=format_proportion(rate, name))
        for outcome, rule, rate in (
            (_("response"), line.plan.format_response(), line.response),
            (_("remission"), line.plan.format_remission(), line.remission),
        )
        if not isinstance(rate.ci, Unavailable)
    ]  # fmt: skip
    if not rates:
        return ""
    return " " + _(
        "By its own definitions there was {rates} ({scale}).",
        rates=joined(rates),
        scale=line.plan.rating_scale.title,
    )


def describe_agreement(analysis: Analysis) -> str:
    """Return how well response on clinician-rated and self-rated scales agrees."""
    pairs = analysis[RaterAgreement].pairs
    return " ".join(filter(None, (_describe_pair(analysis, pair) for pair in pairs)))


def _describe_pair(analysis: Analysis, pair: Agreement) -> str:
    total = int(pair.table.sum())
    # Nobody was rated on both scales.
    if not total:
        return ""
    sentence = _(
        "Response on the {first} and on the {second} agreed in {share}",
        first=pair.first.title,
        second=pair.second.title,
        share=format_share(int(pair.table[0, 0] + pair.table[1, 1]), total),
    )
    if isinstance(pair.kappa, Unavailable):
        return f"{sentence}."
    if isinstance(pair.kappa_ci, Unavailable):
        return f"{sentence}; " + _("Cohen κ = {kappa}.", kappa=correlation(pair.kappa))
    return f"{sentence}; " + _(
        "Cohen κ = {kappa} ({ci}).",
        kappa=correlation(pair.kappa),
        ci=format_limits(analysis.plan.name_interval(), pair.kappa_ci, 2, of_coefficient=True),
    )


def describe_tms(analysis: Analysis) -> str:
    """Return how the score changed under TMS, who met the rule of failure, and ρ."""
    outcome, change = analysis[TmsOutcome], analysis[TmsOutcome].tms_change
    if not outcome.is_recorded or isinstance(change.mean_before, Unavailable):
        return ""
    if isinstance(change.sd_before, Unavailable) or isinstance(change.sd_after, Unavailable):
        return ""
    if isinstance(change.mean_after, Unavailable):
        return ""
    values = {
        "scale": analysis.plan.rating_scale.title,
        "before": format_mean_sd(change.mean_before, change.sd_before),
        "after": format_mean_sd(change.mean_after, change.sd_after),
        "n": integer(change.n),
    }
    if isinstance(outcome.failed.percent, Unavailable):
        sentence = _(
            "Under TMS the mean {scale} score went from {before} to {after} (n = {n}).", **values
        )
    else:
        sentence = _(
            "Under TMS the mean {scale} score went from {before} to {after} (n = {n}). TMS failed "
            "in {failed}.",
            failed=format_share(outcome.failed.count, outcome.failed.n),
            **values,
        ) + _describe_others(outcome)
    return f"{sentence}{_describe_rho(analysis, outcome)}"


def _describe_others(outcome: TmsOutcome) -> str:
    """Return who responded to TMS, and of whom it is not known; empty without any."""
    responded, unknown = len(outcome.responded), len(outcome.unjudged)
    sentences = (
        plural("{n} patient responded to TMS.", "{n} patients responded to TMS.", responded)
        if responded
        else "",
        plural(
            "The outcome of TMS is not known for {n} patient.",
            "The outcome of TMS is not known for {n} patients.",
            unknown,
        )
        if unknown
        else "",
    )
    return "".join(f" {sentence}" for sentence in sentences if sentence)


def _describe_rho(analysis: Analysis, outcome: TmsOutcome) -> str:
    if isinstance(outcome.rho, Unavailable) or isinstance(outcome.rho_ci, Unavailable):
        return ""
    return " " + _(
        "The changes under TMS and under ketamine had a Spearman ρ of {rho} ({ci}; n = {n}).",
        rho=correlation(outcome.rho),
        ci=format_limits(analysis.plan.name_interval(), outcome.rho_ci, 2, of_coefficient=True),
        n=integer(outcome.correlated),
    )


def describe_tms_rule(analysis: Analysis) -> str:
    """Return the rule by which TMS counts as failed; empty if no TMS score is recorded."""
    if not analysis[TmsOutcome].is_recorded:
        return ""
    if analysis[TmsOutcome].scores.reason:
        return _(
            "Whether TMS failed was not judged: the {scale} is a level, of which no percentage "
            "can be taken.",
            scale=analysis.plan.rating_scale.title,
        )
    return _(
        "TMS was counted as failed where the {scale} score improved by less than {percent} from "
        "before to after TMS.",
        scale=analysis.plan.rating_scale.title,
        percent=f"{bare(analysis.plan.tms_failure_percent)}{percent_sign()}",
    )


def describe_secondary_methods(analysis: Analysis) -> str:
    """Return the secondary outcomes, and how they are adjusted and compared."""
    lines = analysis[SecondaryOutcomes].secondary
    if not lines:
        return ""
    sentence = plural(
        "{n} secondary outcome was analysed under its own definitions: {scales}.",
        "{n} secondary outcomes were analysed, each under its own definitions, their p values "
        "adjusted by the method of Holm: {scales}.",
        len(lines),
        scales=joined([line.plan.rating_scale.title for line in lines]),
    )
    pairs = analysis[RaterAgreement].pairs
    if any(not isinstance(pair.kappa_ci, Unavailable) for pair in pairs):
        sentence += " " + _(
            "Response by a clinician and by self-rating were compared by Cohen κ with its "
            "large-sample interval."
        )
    elif any(not isinstance(pair.kappa, Unavailable) for pair in pairs):
        sentence += " " + _("Response by a clinician and by self-rating were compared by Cohen κ.")
    return sentence

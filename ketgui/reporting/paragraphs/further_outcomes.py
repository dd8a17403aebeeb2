"""Sentences on secondary outcomes, on agreement of raters, and on TMS before ketamine."""

from __future__ import annotations

from ketgui.domain.unavailable import Unavailable
from ketgui.reporting.paragraphs.style import (
    add_limits,
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
    percent_sign,
    plural_spelled,
    plural_start,
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
    sentence = describe_course(
        scale,
        (line.mean_before, format_mean_sd(line.mean_before, line.sd_before)),
        (line.mean_after, format_mean_sd(line.mean_after, line.sd_after)),
    )
    difference = add_limits(
        _("{n} points", n=number(line.mean_difference)),
        format_limits(analysis.plan.name_interval(), line.difference_ci),
    )
    return _(
        "The {sentence} (n = {n}): mean difference {difference}{p}.",
        sentence=sentence,
        n=integer(line.n),
        difference=difference,
        p=_describe_p(line, len(analysis[SecondaryOutcomes].secondary)),
    ) + _describe_rates(line)


def _describe_p(line: OutcomeLine, outcomes: int) -> str:
    """Return the p value with the mark before it, adjusted where there is something to adjust."""
    if isinstance(line.holm_p, Unavailable):
        return ""
    p = p_value(line.holm_p)
    # With one secondary outcome Holm's adjustment changes nothing, and is not named.
    return f"; {p}" if outcomes == 1 else _("; {p} after Holm’s adjustment", p=p)


def describe_course(scale: str, before: tuple[float, str], after: tuple[float, str]) -> str:
    """Return that a mean score fell, rose or did not change, as far as its print shows.

    Parameters
    ----------
    scale : str
    before, after : tuple of float and str
        The means, and as they are written.
    """
    values = {"scale": scale, "before": before[1], "after": after[1]}
    if number(before[0]) == number(after[0]):
        return _(
            "mean {scale} score did not change, with {before} before and {after} after", **values
        )
    if after[0] < before[0]:
        return _("mean {scale} score fell from {before} to {after}", **values)
    return _("mean {scale} score rose from {before} to {after}", **values)


def _describe_improvement(line: OutcomeLine) -> str:
    scale, rate = line.plan.rating_scale.title, line.response
    if isinstance(rate.percent, Unavailable):
        return ""
    return _(
        "On the {scale}, a score {rule} was reached by {share}.",
        scale=scale,
        rule=line.plan.format_response(),
        share=format_share(rate.count, rate.n),
    )


def _describe_rates(line: OutcomeLine) -> str:
    """Return who responded and who was in remission by a secondary outcome's own definitions."""
    name, scale = line.plan.name_interval(), line.plan.rating_scale.title
    sentences: list[str] = []
    if not isinstance(line.response.ci, Unavailable):
        sentences.append(
            _(
                "Response on the {scale} ({rule}) was reached by {share}.",
                scale=scale,
                rule=line.plan.format_response(),
                share=format_proportion(line.response, name),
            )
        )
    if not isinstance(line.remission.ci, Unavailable):
        sentences.append(
            _(
                "Remission on the {scale} ({rule}) was reached by {share}.",
                scale=scale,
                rule=line.plan.format_remission(),
                share=format_proportion(line.remission, name),
            )
        )
    return "".join(f" {sentence}" for sentence in sentences)


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
        return f"{sentence}; " + _("Cohen’s κ = {kappa}.", kappa=correlation(pair.kappa))
    return f"{sentence}; " + _(
        "Cohen’s κ = {kappa} ({ci}).",
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
    course = describe_course(
        analysis.plan.rating_scale.title,
        (change.mean_before, format_mean_sd(change.mean_before, change.sd_before)),
        (change.mean_after, format_mean_sd(change.mean_after, change.sd_after)),
    )
    sentence = _("During TMS, the {sentence} (n = {n}).", sentence=course, n=integer(change.n))
    if not isinstance(outcome.failed.percent, Unavailable):
        failed = format_share(outcome.failed.count, outcome.failed.n)
        sentence += " " + _("TMS failed in {failed}.", failed=failed) + _describe_others(outcome)
    return f"{sentence}{_describe_rho(analysis, outcome)}"


def _describe_others(outcome: TmsOutcome) -> str:
    """Return who responded to TMS, and of whom it is not known; empty without any."""
    responded, unknown = len(outcome.responded), len(outcome.unjudged)
    sentences = (
        plural_start("{n} patient responded to TMS.", "{n} patients responded to TMS.", responded)
        if responded
        else "",
        plural_spelled(
            "The outcome of TMS was not known for {n} patient.",
            "The outcome of TMS was not known for {n} patients.",
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
        "Spearman’s ρ between the changes during TMS and during ketamine treatment was {rho} "
        "({ci}; n = {n}).",
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
            "Whether TMS failed was not assessed: the {scale} is a level, of which no percentage "
            "can be computed.",
            scale=analysis.plan.rating_scale.title,
        )
    return _(
        "TMS was considered to have failed if the {scale} score improved by less than {percent}.",
        scale=analysis.plan.rating_scale.title,
        percent=f"{bare(analysis.plan.tms_failure_percent)}{percent_sign()}",
    )


def describe_secondary_methods(analysis: Analysis) -> str:
    """Return the secondary outcomes, and how they are adjusted and compared."""
    lines = analysis[SecondaryOutcomes].secondary
    if not lines:
        return ""
    scales = [line.plan.rating_scale.title for line in lines]
    if len(lines) == 1:
        sentence = _("The {scale} was a secondary outcome.", scale=scales[0])
    else:
        sentence = _("The {scales} were secondary outcomes.", scales=joined(scales))
        if any(not isinstance(line.holm_p, Unavailable) for line in lines):
            sentence += " " + _("Their p values were adjusted by the Holm method.")
    pairs = analysis[RaterAgreement].pairs
    if any(not isinstance(pair.kappa_ci, Unavailable) for pair in pairs):
        sentence += " " + _(
            "Agreement of clinician-rated and self-rated response was measured by Cohen’s κ with a "
            "large-sample interval."
        )
    elif any(not isinstance(pair.kappa, Unavailable) for pair in pairs):
        sentence += " " + _(
            "Agreement of clinician-rated and self-rated response was measured by Cohen’s κ."
        )
    return sentence

"""Sentences for the Results, from the numbers of one analysis."""

from __future__ import annotations

from ketgui.domain.scales import DEPRESSION
from ketgui.domain.unavailable import Unavailable
from ketgui.reporting.paragraphs.follow_up import describe_follow_up
from ketgui.reporting.paragraphs.further_outcomes import (
    describe_agreement,
    describe_course,
    describe_secondary,
    describe_tms,
)
from ketgui.reporting.paragraphs.outcome_rates import (
    describe_already,
    describe_missing,
    describe_outcomes,
)
from ketgui.reporting.paragraphs.patients import add_sample_size, describe_patients, format_mean
from ketgui.reporting.paragraphs.safety import describe_adverse_events
from ketgui.reporting.paragraphs.style import add_limits, format_limits, format_t_test
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.outcomes.paired_change import PairedChange
from ketgui.statistics.results.outcomes.percent_improvement import PercentImprovement
from ketgui.statistics.results.outcomes.robust_change import RobustChange
from ketgui.statistics.rows import Estimate, Limits
from ketgui.text import (
    NO_BREAK_SPACE,
    _,
    correlation,
    number,
    p_value,
    percent,
    percent_sign,
    spelled,
)

NORMALITY_ALPHA = 0.05
# Fewer patients than this show hardly any departure from a normal distribution.
_FEW = 10
# Bands whose title is an adjective of severity, and not a word of the scale's own.
_SEVERITIES = ("minimal", "mild", "moderate")


def describe_results(analysis: Analysis) -> dict[str, str]:
    """Return the sentences of the Results by key; a sentence without data is empty."""
    if analysis.cohort.enrolled == 0:
        return {}
    return {
        "patients": describe_patients(analysis),
        "safety": describe_adverse_events(analysis),
        "change": describe_change(analysis),
        "percentages": _describe_improvement(analysis),
        "rates": describe_outcomes(analysis),
        "missing": describe_missing(analysis),
        "already": describe_already(analysis),
        "secondary": describe_secondary(analysis),
        "agreement": describe_agreement(analysis),
        "follow_up": describe_follow_up(analysis),
        "tms": describe_tms(analysis),
    }


def describe_change(analysis: Analysis) -> str:
    """Return the means before and after with the paired test, or the reason why there is none."""
    change, plan = analysis[PairedChange], analysis.plan
    scale = plan.rating_scale.title
    before, after = change.mean_before, change.mean_after
    if isinstance(before, Unavailable) or isinstance(after, Unavailable):
        reason = next(_(mean.reason) for mean in (before, after) if isinstance(mean, Unavailable))
        return _("The change of {scale} cannot be given: {reason}.", scale=scale, reason=reason)
    if change.n == 1:
        return _(
            "The {scale} score of the only patient with both ratings was {before} before and "
            "{after} after treatment.",
            scale=scale,
            before=_insert_band(number(before), _find_band_title(analysis, before)),
            after=_insert_band(number(after), _find_band_title(analysis, after)),
        )
    return f"{_describe_means(analysis, before, after)}{_describe_t_test(analysis)}."


def _describe_means(analysis: Analysis, before: float, after: float) -> str:
    """Return both means; the verb follows what is printed, and not a change too small to show."""
    change = analysis[PairedChange]
    sentence = describe_course(
        analysis.plan.rating_scale.title,
        (before, _write_mean(analysis, before, change.sd_before)),
        (after, _write_mean(analysis, after, change.sd_after)),
    )
    if change.n == analysis.cohort.enrolled:
        return _("The {sentence}", sentence=sentence)
    return _(
        "In the {n} patients with both ratings, the {sentence}",
        n=spelled(change.n),
        sentence=sentence,
    )


def _write_mean(analysis: Analysis, mean: float, sd: Estimate) -> str:
    return _insert_band(format_mean(mean, sd), _find_band_title(analysis, mean))


def _find_band_title(analysis: Analysis, mean: float) -> str:
    scale = analysis.plan.rating_scale
    band = scale.find_band(mean)
    if band is None:
        return ""
    if band.title == "absent" and scale.measures == DEPRESSION:
        return _("no depression")
    # French needs the noun that the adjective goes with: "(sévérité modérée)", "(forme sévère)".
    if "severe" in band.title:
        return _("{severe}", severe=_(band.title))
    return _("{severity}", severity=_(band.title)) if band.title in _SEVERITIES else _(band.title)


def _insert_band(amount: str, band: str) -> str:
    """Return a mean with its severity band, inside the parentheses that it may end with."""
    if not band:
        return amount
    return f"{amount[:-1]}, {band})" if amount.endswith(")") else f"{amount} ({band})"


def _describe_t_test(analysis: Analysis) -> str:
    change = analysis[PairedChange]
    if isinstance(change.mean_difference, Unavailable):
        return ""
    if (
        isinstance(change.difference_ci, Unavailable)
        or isinstance(change.t, Unavailable)
        or isinstance(change.df, Unavailable)
        or isinstance(change.p, Unavailable)
        or isinstance(change.cohen_dz, Unavailable)
        or isinstance(change.cohen_dz_ci, Unavailable)
    ):
        # The first of these that is missing is the reason for the others, too.
        estimates = (change.t, change.cohen_dz_ci)
        missing = next(estimate for estimate in estimates if isinstance(estimate, Unavailable))
        is_same = change.mean_difference == 0 and change.sd_difference == 0
        return _(
            ": mean difference {difference} points (no t test: {reason})",
            difference=number(change.mean_difference),
            reason=_("no patient’s score changed") if is_same else _(missing.reason),
        )
    name = analysis.plan.name_interval()
    difference = _("{n} points", n=number(change.mean_difference))
    effect = f"d_z{NO_BREAK_SPACE}={NO_BREAK_SPACE}{number(change.cohen_dz, 2)}"
    return _(
        ": mean difference {difference}; {test}; {effect}",
        difference=add_limits(difference, format_limits(name, change.difference_ci)),
        test=format_t_test(change.t, change.df, change.p),
        effect=add_limits(effect, format_limits(name, change.cohen_dz_ci, 2)),
    )


def describe_rank_tests(analysis: Analysis) -> str:
    """Return the rank test, the bootstrap and the test of normality; empty without any."""
    sentences = (
        _describe_ranks(analysis),
        _describe_bootstrap(analysis),
        _describe_normality(analysis),
    )
    return " ".join(filter(None, sentences))


def _describe_ranks(analysis: Analysis) -> str:
    change, robust = analysis[PairedChange], analysis[RobustChange]
    w, p = change.wilcoxon_w, change.wilcoxon_p
    if isinstance(w, Unavailable) or isinstance(p, Unavailable) or change.n < 2:
        return ""
    exact = change.wilcoxon_is_exact
    test = _(
        "The Wilcoxon signed-rank test gave W = {w}, {p} ({method})",
        method=_("exact") if exact else _("normal approximation"),
        w=number(w),
        p=p_value(p),
    )
    # The test may exist without the estimate's interval, which needs more patients.
    if (
        isinstance(robust.hodges_lehmann, Unavailable)
        or isinstance(robust.hodges_lehmann_ci, Unavailable)
        or isinstance(robust.achieved_level, Unavailable)
    ):
        return f"{test}."
    level = _("{level} CI", level=percent(100 * robust.achieved_level))
    return _(
        "{test}; the Hodges–Lehmann estimate was {estimate} points ({ci}).",
        test=test,
        estimate=number(robust.hodges_lehmann),
        ci=format_limits(level, robust.hodges_lehmann_ci),
    )


def _describe_bootstrap(analysis: Analysis) -> str:
    ci = analysis[RobustChange].bootstrap_ci
    if isinstance(ci, Unavailable):
        return ""
    return _(
        "With the BCa bootstrap, the {interval} of the mean difference was {low} to {high} points.",
        interval=analysis.plan.name_interval(),
        low=number(ci[0]),
        high=number(ci[1]),
    )


def _describe_normality(analysis: Analysis) -> str:
    change = analysis[PairedChange]
    if isinstance(change.shapiro_w, Unavailable) or isinstance(change.shapiro_p, Unavailable):
        return ""
    values = {"w": correlation(change.shapiro_w, 3), "p": p_value(change.shapiro_p)}
    if change.shapiro_p < NORMALITY_ALPHA:
        return _(
            "The differences departed from a normal distribution (Shapiro–Wilk W = {w}, {p}).",
            **values,
        )
    if change.n < _FEW:
        return _(
            "The differences showed no departure from a normal distribution (Shapiro–Wilk "
            "W = {w}, {p}), which {n} patients would hardly reveal.",
            n=spelled(change.n),
            **values,
        )
    return _(
        "The differences showed no departure from a normal distribution (Shapiro–Wilk W = {w}, "
        "{p}).",
        **values,
    )


def _describe_improvement(analysis: Analysis) -> str:
    result = analysis[PercentImprovement]
    if isinstance(result.mean, Unavailable) or isinstance(result.of_means, Unavailable):
        return ""
    if result.n == 1 and analysis[PairedChange].n == 1:
        if result.mean < 0:
            return _("The score worsened by {amount}.", amount=percent(-result.mean))
        return _("The score improved by {amount}.", amount=percent(result.mean))
    amount = format_mean(abs(result.mean), result.sd, percent_sign())
    amount = add_sample_size(amount, result.n, analysis[PairedChange].n)
    individual = (
        _("Mean individual worsening was {amount}", amount=amount)
        if result.mean < 0
        else _("Mean individual improvement was {amount}", amount=amount)
    )
    return f"{individual}; {_describe_mean_score(analysis, result.of_means, result.of_means_ci)}."


def _describe_mean_score(analysis: Analysis, value: float, ci: Limits | Unavailable) -> str:
    """Return by how much the mean itself changed, without a minus."""
    is_worse = value < 0
    amount = percent(abs(value))
    if not isinstance(ci, Unavailable):
        limits = (-ci[1], -ci[0]) if is_worse else ci
        name = _("Fieller {interval}", interval=analysis.plan.name_interval())
        amount = f"{amount} ({format_limits(name, limits, unit=percent_sign())})"
    if is_worse:
        return _("the mean score itself worsened by {amount}", amount=amount)
    return _("the mean score itself improved by {amount}", amount=amount)

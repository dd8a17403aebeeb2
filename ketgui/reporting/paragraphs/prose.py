"""Sentences for the Results, from the numbers of one analysis."""

from __future__ import annotations

from collections.abc import Iterator

from ketgui.domain.unavailable import Unavailable
from ketgui.reporting.paragraphs.follow_up import describe_follow_up
from ketgui.reporting.paragraphs.further_outcomes import (
    describe_agreement,
    describe_secondary,
    describe_tms,
)
from ketgui.reporting.paragraphs.safety import describe_adverse_events
from ketgui.reporting.paragraphs.style import (
    format_limits,
    format_mean_sd,
    format_proportion,
    format_t_test,
)
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.outcomes.outcomes import Outcomes
from ketgui.statistics.results.outcomes.paired_change import PairedChange
from ketgui.statistics.results.outcomes.percent_improvement import PercentImprovement
from ketgui.statistics.results.outcomes.robust_change import RobustChange
from ketgui.statistics.results.patients.demographics import (
    BASELINE,
    NOT_REPORTED,
    Characteristic,
    Demographics,
)
from ketgui.statistics.rows import Estimate, Limits
from ketgui.text import (
    _,
    correlation,
    integer,
    number,
    p_value,
    percent,
    percent_sign,
    plural,
    share,
)

# Fewer patients than this show hardly any departure from a normal distribution.
_FEW = 10
# Bands whose title is an adjective of severity, and not a word of the scale's own.
_SEVERITIES = ("minimal", "mild", "moderate", "moderately severe", "severe", "very severe")


def describe_results(analysis: Analysis) -> dict[str, str]:
    """Return the sentences of the Results by key; a sentence without data is empty."""
    if analysis.cohort.enrolled == 0:
        return {}
    return {
        "patients": _describe_patients(analysis),
        "safety": describe_adverse_events(analysis),
        "change": describe_change(analysis),
        "percentages": _describe_improvement(analysis),
        "rates": _describe_outcomes(analysis),
        "missing": _describe_missing(analysis),
        "already": _describe_already(analysis),
        "secondary": describe_secondary(analysis),
        "agreement": describe_agreement(analysis),
        "follow_up": describe_follow_up(analysis),
        "tms": describe_tms(analysis),
    }


def _describe_patients(analysis: Analysis) -> str:
    lines = analysis[Demographics].lines
    n = analysis.cohort.enrolled
    characteristics = [text for line in lines if (text := _describe_characteristic(line, n))]
    enrolled = plural("{n} patient was enrolled", "{n} patients were enrolled", n)
    if not characteristics:
        return f"{enrolled}."
    return _("{name}: {value}", name=enrolled, value=f"{_('; ').join(characteristics)}.")


def _add_sample_size(amount: str, n: int, total: int) -> str:
    """Return an amount, followed by its number of patients if that is not the total."""
    return amount if n == total else _("{what} (n = {n})", what=amount, n=integer(n))


def _describe_characteristic(line: Characteristic, enrolled: int) -> str:
    if line.unit != "patients":
        # The sentence on the change gives the scores before.
        if line.variable == BASELINE:
            return ""
        amount = _format_mean(line.value, line.spread, f" {_(line.unit)}" if line.unit else "")
        amount = _add_sample_size(amount, line.n, enrolled)
        return _("{title} {amount}", title=_(line.title).lower(), amount=amount)
    if enrolled == 1:
        return _describe_only_patient(line)
    patients = share(int(line.value), line.n)
    if (line.variable, line.level) == ("sex", "female"):
        return _("women {share}", share=patients)
    # Other levels, such as "no" or "male", follow from the one that is named.
    if line.level == "yes":
        return _("{title} {share}", title=_(line.title).lower(), share=patients)
    return ""


def _describe_only_patient(line: Characteristic) -> str:
    """Return what the only patient is or has: no share of one."""
    if not line.value or line.level == NOT_REPORTED:
        return ""
    title = line.title if line.level == "yes" else line.level_title
    return title if line.from_file else _(title).lower()


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
            "{after} after the infusions.",
            scale=scale,
            before=_insert_band(number(before), _find_band_title(analysis, before)),
            after=_insert_band(number(after), _find_band_title(analysis, after)),
        )
    return f"{_describe_means(analysis, before, after)}{_describe_t_test(analysis)}."


def _describe_means(analysis: Analysis, before: float, after: float) -> str:
    """Return both means; the verb follows what is printed, and not a change too small to show."""
    change = analysis[PairedChange]
    values = {
        "scale": analysis.plan.rating_scale.title,
        "before": _insert_band(
            _format_mean(before, change.sd_before), _find_band_title(analysis, before)
        ),
        "after": _insert_band(
            _format_mean(after, change.sd_after), _find_band_title(analysis, after)
        ),
        "n": integer(change.n),
    }
    if number(before) == number(after):
        return _(
            "The mean {scale} score of {n} patients did not change, with {before} before and "
            "{after} after",
            **values,
        )
    if after < before:
        return _("The mean {scale} score of {n} patients fell from {before} to {after}", **values)
    return _("The mean {scale} score of {n} patients rose from {before} to {after}", **values)


def _format_mean(mean: float, sd: Estimate, unit: str = "") -> str:
    return number(mean) + unit if isinstance(sd, Unavailable) else format_mean_sd(mean, sd, unit)


def _find_band_title(analysis: Analysis, mean: float) -> str:
    band = analysis.plan.rating_scale.find_band(mean)
    if band is None:
        return ""
    if band.title == "absent":
        return _("no depression")
    # French needs the noun that the adjective goes with: "(sévérité modérée)".
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
            ": mean difference {difference} (no t test: {reason})",
            difference=number(change.mean_difference),
            reason=_("no patient’s score changed") if is_same else _(missing.reason),
        )
    name = analysis.plan.name_interval()
    return _(
        ": mean difference {difference} ({ci}); paired {test}; Cohen d_z = {dz} ({dz_ci})",
        difference=number(change.mean_difference),
        ci=format_limits(name, change.difference_ci),
        test=format_t_test(change.t, change.df, change.p),
        dz=number(change.cohen_dz, 2),
        dz_ci=format_limits(name, change.cohen_dz_ci, 2),
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
    # The test may exist without the estimate's interval, which needs more patients.
    exact = change.wilcoxon_is_exact
    method = _("exact p") if exact else _("p from the normal approximation")
    test = _(
        "Wilcoxon signed-rank test ({method}): W = {w}, {p}",
        method=method,
        w=number(w),
        p=p_value(p),
    )
    if (
        isinstance(robust.hodges_lehmann, Unavailable)
        or isinstance(robust.hodges_lehmann_ci, Unavailable)
        or isinstance(robust.achieved_level, Unavailable)
    ):
        return f"{test}."
    level = _("{level} CI", level=percent(100 * robust.achieved_level))
    return _(
        "{tested}; Hodges–Lehmann estimate {estimate} ({ci}).",
        tested=test,
        estimate=number(robust.hodges_lehmann),
        ci=format_limits(level, robust.hodges_lehmann_ci),
    )


def _describe_bootstrap(analysis: Analysis) -> str:
    ci = analysis[RobustChange].bootstrap_ci
    if isinstance(ci, Unavailable):
        return ""
    name = analysis.plan.name_interval()
    return _("BCa bootstrap of the mean difference: {ci}.", ci=format_limits(name, ci))


def _describe_normality(analysis: Analysis) -> str:
    change = analysis[PairedChange]
    if isinstance(change.shapiro_w, Unavailable) or isinstance(change.shapiro_p, Unavailable):
        return ""
    w, p = correlation(change.shapiro_w, 3), p_value(change.shapiro_p)
    if change.n < _FEW:
        return _(
            "Normality of the differences (Shapiro–Wilk): W = {w}, {p}; with {n} patients it "
            "would hardly show a departure.",
            w=w,
            p=p,
            n=integer(change.n),
        )
    return _("Normality of the differences (Shapiro–Wilk): W = {w}, {p}.", w=w, p=p)


def _describe_improvement(analysis: Analysis) -> str:
    result = analysis[PercentImprovement]
    if isinstance(result.mean, Unavailable) or isinstance(result.of_means, Unavailable):
        return ""
    if result.n == 1 and analysis[PairedChange].n == 1:
        if result.mean < 0:
            return _("The score worsened by {amount}.", amount=percent(-result.mean))
        return _("Percent improvement was {amount}.", amount=percent(result.mean))
    if result.mean < 0 and result.of_means < 0:
        return _describe_worsening(analysis, result.mean, result.of_means)
    amount = _format_mean(result.mean, result.sd, percent_sign())
    return _(
        "Percent improvement, taken patient by patient, was {amount} on average; between the two "
        "means it was {of_means}.",
        amount=_add_sample_size(amount, result.n, analysis[PairedChange].n),
        of_means=_format_of_means(analysis, result.of_means, result.of_means_ci),
    )


def _describe_worsening(analysis: Analysis, mean: float, of_means: float) -> str:
    """Return both percentages of scores that rose, without a minus."""
    result = analysis[PercentImprovement]
    ci = result.of_means_ci
    risen = ci if isinstance(ci, Unavailable) else (-ci[1], -ci[0])
    amount = _format_mean(-mean, result.sd, percent_sign())
    return _(
        "The scores worsened by {amount} on average, taken patient by patient; between the two "
        "means they worsened by {of_means}.",
        amount=_add_sample_size(amount, result.n, analysis[PairedChange].n),
        of_means=_format_of_means(analysis, -of_means, risen),
    )


def _format_of_means(analysis: Analysis, value: float, ci: Limits | Unavailable) -> str:
    if isinstance(ci, Unavailable):
        return percent(value)
    name = analysis.plan.name_interval()
    return _(
        "{percent} ({ci} by Fieller)",
        percent=percent(value),
        ci=format_limits(name, ci, unit=percent_sign()),
    )


def _describe_outcomes(analysis: Analysis) -> str:
    outcomes, plan = analysis[Outcomes], analysis.plan
    name = plan.name_interval()
    amounts = {
        key: format_proportion(rate, name)
        for key, rate in (
            ("response", outcomes.response),
            ("partial", outcomes.partial_response),
            ("remission", outcomes.remission),
        )
        if not isinstance(rate.ci, Unavailable)
    }
    rules = {
        "response_rule": plan.describe_response(),
        "partial_rule": plan.describe_partial_response(),
        "remission_rule": plan.format_remission(),
    }
    # All three rates in one sentence; otherwise one sentence for each that is defined.
    if len(amounts) == len(rules):
        return _(
            "Response ({response_rule}) was seen in {response}, partial response ({partial_rule}) "
            "in {partial} and remission (a score {remission_rule}) in {remission}.",
            **rules,
            **amounts,
        )
    return " ".join(_describe_each_rate(analysis, amounts, rules))


def _describe_each_rate(
    analysis: Analysis, amounts: dict[str, str], rules: dict[str, str]
) -> Iterator[str]:
    """Describe the outcomes that are set, and name those that are not."""
    scale = analysis.plan.rating_scale.title
    if "response" in amounts:
        rule, amount = rules["response_rule"], amounts["response"]
        yield _("Response ({rule}) was seen in {seen}.", rule=rule, seen=amount)
    if "partial" in amounts:
        rule, amount = rules["partial_rule"], amounts["partial"]
        yield _("Partial response ({rule}) was seen in {seen}.", rule=rule, seen=amount)
    if "remission" in amounts:
        rule, amount = rules["remission_rule"], amounts["remission"]
        yield _("Remission (a score {rule}) was seen in {seen}.", rule=rule, seen=amount)
    if analysis.pairs.analysed and isinstance(analysis.plan.response, Unavailable):
        yield _("Response on the {scale} was not defined.", scale=scale)
    if analysis.pairs.analysed and isinstance(analysis.plan.remission, Unavailable):
        yield _("Remission on the {scale} was not defined.", scale=scale)


def _describe_already(analysis: Analysis) -> str:
    named = analysis[Outcomes].already
    if not named:
        return ""
    return plural(
        "{n} patient scored within remission at baseline and was counted apart, as having reached "
        "no outcome.",
        "{n} patients scored within remission at baseline and were counted apart, as having "
        "reached no outcome.",
        len(named),
    )


def _describe_missing(analysis: Analysis) -> str:
    unrated = analysis.cohort.enrolled - analysis.pairs.analysed
    # Without any rated patient the sentence on the change already gives the reason.
    if unrated == 0 or analysis.pairs.analysed == 0:
        return ""
    if not analysis.plan.has_outcome:
        return plural(
            "{n} patient lacked a rating before or after.",
            "{n} patients lacked a rating before or after.",
            unrated,
        )
    if analysis[Outcomes].unrated_counted:
        return plural(
            "{n} patient lacked a rating before or after and counted as not having reached an "
            "outcome.",
            "{n} patients lacked a rating before or after and counted as not having reached an "
            "outcome.",
            unrated,
        )
    return plural(
        "{n} patient lacked a rating before or after and was left out of the rates.",
        "{n} patients lacked a rating before or after and were left out of the rates.",
        unrated,
    )

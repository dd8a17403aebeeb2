"""Sentences on follow-up for the Methods and for the Results."""

from __future__ import annotations

from ketgui.domain.unavailable import Unavailable
from ketgui.reporting.paragraphs.style import format_limits
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.follow_up.relapse import Relapse
from ketgui.statistics.results.follow_up.visit_means import STRUCTURES, VisitMeans
from ketgui.text import (
    _,
    integer,
    joined,
    number,
    percent,
    percent_sign,
    plural,
    plural_spelled,
    plural_start,
    spelled,
)


def describe_follow_up_methods(analysis: Analysis) -> str:
    """Return what relapse was and how follow-up was analysed; empty without follow-up."""
    relapse, means = analysis[Relapse], analysis[VisitMeans]
    sentences: list[str] = []
    if not relapse.reason:
        plan = analysis.plan
        sentences.append(
            _("Relapse was {rule}.", rule=plan.relapse.describe(plan.rating_scale))
            + " "
            + _(
                "Time to relapse was counted from the last acute infusion and estimated by the "
                "Kaplan–Meier method with log–log intervals; patients without relapse were "
                "censored at their last rating."
            )
        )
        if plan.relapse.counts_scores(plan.rating_scale):
            sentences.append(
                _(
                    "A relapse in the score was dated by the visit at which it was seen; it may "
                    "have begun at any time since the visit before."
                )
            )
    if not means.reason:
        sentences.append(
            _(
                "Mean scores at the visits were estimated with a mixed model for repeated measures "
                "with time as a category ({structure}; restricted maximum likelihood); no rating "
                "was carried forward.",
                structure=_(STRUCTURES[str(means.structure)]),
            )
        )
    return " ".join(sentences)


def describe_follow_up(analysis: Analysis) -> str:
    """Return who relapsed and when, and the last mean change; empty without follow-up."""
    parts = (_describe_relapse(analysis), _describe_last_visit(analysis))
    return " ".join(filter(None, parts))


def _describe_relapse(analysis: Analysis) -> str:
    relapse = analysis[Relapse]
    if relapse.reason:
        return ""
    sentences = (
        _describe_followed(relapse),
        _describe_median(relapse),
        _describe_still_well(analysis),
        _describe_maintenance(relapse),
    )
    return " ".join(filter(None, sentences))


def _describe_followed(relapse: Relapse) -> str:
    n, relapsed = len(relapse.patients), relapse.relapsed
    if n == 1:
        return (
            _("The only patient followed relapsed.")
            if relapsed
            else _("The only patient followed was free of relapse at the last rating.")
        )
    followed = _describe_rated_again(relapse)
    if not relapsed:
        return _("{followed}; none relapsed.", followed=followed)
    return plural_spelled(
        "{followed}; {n} relapsed ({percent}).",
        "{followed}; {n} relapsed ({percent}).",
        relapsed,
        followed=followed,
        percent=percent(100 * relapsed / n),
    )


def _describe_rated_again(relapse: Relapse) -> str:
    n, again = len(relapse.patients), relapse.rated_again
    if not again:
        return _("None of {all} was rated again after treatment", all=_name_followed(relapse))
    if again == n == 2:
        group = _("remitters") if relapse.among == "remitters" else _("responders")
        return _("Both {group} were rated again after treatment", group=group)
    if again == n:
        return _("All {all} were rated again after treatment", all=_name_followed(relapse))
    return plural_start(
        "{n} of {all} was rated again after treatment",
        "{n} of {all} were rated again after treatment",
        again,
        all=_name_followed(relapse),
    )


def _name_followed(relapse: Relapse) -> str:
    n = len(relapse.patients)
    if relapse.among == "remitters":
        return plural_spelled("{n} remitter", "{n} remitters", n)
    return plural_spelled("{n} responder", "{n} responders", n)


def _describe_median(relapse: Relapse) -> str:
    if not relapse.relapsed or len(relapse.patients) == 1:
        return ""
    if isinstance(relapse.median, Unavailable):
        return _("The median time to relapse was not reached.")
    return plural(
        "The median time to relapse was {n} day.",
        "The median time to relapse was {n} days.",
        int(relapse.median + 0.5),
    )


def _describe_still_well(analysis: Analysis) -> str:
    """Return the proportions still well at the weeks that follow-up reaches."""
    relapse, name = analysis[Relapse], analysis.plan.name_interval()
    if len(relapse.patients) == 1 or not relapse.relapsed:
        return ""
    parts: list[str] = []
    for point in relapse.still_well:
        if isinstance(point.percent, Unavailable):
            continue
        amount = percent(point.percent)
        if not isinstance(point.ci, Unavailable):
            amount += f" ({format_limits(name, point.ci, unit=percent_sign())})"
        parts.append(_("{percent} at {n} weeks", percent=amount, n=integer(point.week)))
    return _("The proportion free of relapse was {parts}.", parts=joined(parts)) if parts else ""


def _describe_maintenance(relapse: Relapse) -> str:
    if not relapse.on_maintenance or len(relapse.patients) == 1:
        return ""
    return plural_start(
        "{n} of the {all} patients followed received maintenance infusions.",
        "{n} of the {all} patients followed received maintenance infusions.",
        relapse.on_maintenance,
        all=spelled(len(relapse.patients)),
    )


def _describe_last_visit(analysis: Analysis) -> str:
    """Return the mean change from baseline at the last visit."""
    visits = analysis[VisitMeans].visits
    if not visits:
        return ""
    last = visits[-1]
    if (
        isinstance(last.mean, Unavailable)
        or isinstance(last.change, Unavailable)
        or isinstance(last.change_ci, Unavailable)
    ):
        return ""
    low, high = last.change_ci
    is_better = last.change >= 0
    values = {
        "week": integer(last.week or 0),
        "n": integer(last.n),
        "scale": analysis.plan.rating_scale.title,
        "mean": number(last.mean),
        "change": number(abs(last.change)),
        "ci": format_limits(
            analysis.plan.name_interval(), (low, high) if is_better else (-high, -low)
        ),
    }
    if is_better:
        return _(
            "At week {week} after the last infusion (n = {n}) the estimated mean {scale} score was "
            "{mean}, an improvement from baseline of {change} points ({ci}).",
            **values,
        )
    return _(
        "At week {week} after the last infusion (n = {n}) the estimated mean {scale} score was "
        "{mean}, a worsening from baseline of {change} points ({ci}).",
        **values,
    )

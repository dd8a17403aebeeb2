"""Sentences on response and remission for the Results, and on patients without a rating."""

from __future__ import annotations

from collections.abc import Iterator

from ketgui.domain.unavailable import Unavailable
from ketgui.reporting.paragraphs.style import format_rate
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.outcomes.outcomes import Outcomes
from ketgui.statistics.tests.proportion import Proportion
from ketgui.text import _, plural_spelled, plural_start, spelled


def describe_outcomes(analysis: Analysis) -> str:
    """Return who responded and was in remission; empty where nobody has both ratings."""
    if not analysis.pairs.analysed:
        return ""
    return " ".join((*_describe_reached(analysis), *_name_undefined(analysis)))


def _describe_reached(analysis: Analysis) -> Iterator[str]:
    outcomes, name = analysis[Outcomes], analysis.plan.name_interval()
    response, remission = outcomes.response, outcomes.remission
    # One sentence for both, where those in remission are some of those who responded.
    is_joined = analysis.plan.remitters_are_responders and min(response.count, remission.count) > 0
    is_joined = is_joined and response.n > 1 and not isinstance(remission.ci, Unavailable)
    if not isinstance(response.ci, Unavailable):
        clause = _describe_those_in_remission(response, remission, name) if is_joined else ""
        yield f"{_describe_response(response, name)}{clause}."
    if not isinstance(remission.ci, Unavailable) and not is_joined:
        yield f"{_describe_remission(remission, name)}."
    if not isinstance(outcomes.partial_response.ci, Unavailable):
        yield f"{_describe_partial_response(outcomes.partial_response, name)}."


def _describe_response(rate: Proportion, name: str) -> str:
    if rate.n == 1:
        return (
            _("The only patient counted responded")
            if rate.count
            else _("The only patient counted did not respond")
        )
    values = {"all": spelled(rate.n), "rate": format_rate(rate, name)}
    if not rate.count:
        return _("None of the {all} patients responded ({rate})", **values)
    return plural_start(
        "{n} of {all} patients responded ({rate})",
        "{n} of {all} patients responded ({rate})",
        rate.count,
        **values,
    )


def _describe_those_in_remission(response: Proportion, remission: Proportion, name: str) -> str:
    rate = format_rate(remission, name)
    if response.count == 1:
        return _("; this patient also reached remission ({rate})", rate=rate)
    return plural_spelled(
        "; {n} of them reached remission ({rate})",
        "; {n} of them reached remission ({rate})",
        remission.count,
        rate=rate,
    )


def _describe_remission(rate: Proportion, name: str) -> str:
    if rate.n == 1:
        return (
            _("The only patient counted reached remission")
            if rate.count
            else _("The only patient counted did not reach remission")
        )
    amount = format_rate(rate, name)
    if not rate.count:
        return _("No patient reached remission ({rate})", rate=amount)
    return plural_start(
        "{n} patient reached remission ({rate})",
        "{n} patients reached remission ({rate})",
        rate.count,
        rate=amount,
    )


def _describe_partial_response(rate: Proportion, name: str) -> str:
    if rate.n == 1:
        return (
            _("The only patient counted had a partial response")
            if rate.count
            else _("The only patient counted had no partial response")
        )
    amount = format_rate(rate, name)
    if not rate.count:
        return _("No patient had a partial response ({rate})", rate=amount)
    return plural_start(
        "{n} patient had a partial response ({rate})",
        "{n} patients had a partial response ({rate})",
        rate.count,
        rate=amount,
    )


def _name_undefined(analysis: Analysis) -> Iterator[str]:
    scale = analysis.plan.rating_scale.title
    if isinstance(analysis.plan.response, Unavailable):
        yield _("Response on the {scale} was not defined.", scale=scale)
    if isinstance(analysis.plan.remission, Unavailable):
        yield _("Remission on the {scale} was not defined.", scale=scale)


def describe_already(analysis: Analysis) -> str:
    """Return how many patients were in remission at baseline; empty for none."""
    named = analysis[Outcomes].already
    if not named:
        return ""
    return plural_start(
        "{n} patient already scored within remission at baseline and was counted as having reached "
        "no outcome.",
        "{n} patients already scored within remission at baseline and were counted as having "
        "reached no outcome.",
        len(named),
    )


def describe_missing(analysis: Analysis) -> str:
    """Return how many patients lacked a rating and how they were counted; empty for none."""
    unrated = analysis.cohort.enrolled - analysis.pairs.analysed
    # Without any rated patient the sentence on the change already gives the reason.
    if unrated == 0 or analysis.pairs.analysed == 0:
        return ""
    if not analysis.plan.has_outcome:
        return plural_start(
            "{n} patient lacked a rating before or after treatment.",
            "{n} patients lacked a rating before or after treatment.",
            unrated,
        )
    if analysis[Outcomes].unrated_counted:
        return plural_start(
            "{n} patient lacked a rating before or after treatment and was counted as a "
            "non-responder.",
            "{n} patients lacked a rating before or after treatment and were counted as "
            "non-responders.",
            unrated,
        )
    return plural_start(
        "{n} patient lacked a rating before or after treatment and was left out of the rates.",
        "{n} patients lacked a rating before or after treatment and were left out of the rates.",
        unrated,
    )

"""The settings in which the plans of several studies differ, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.treatment.ketamine import KETAMINE_PARAMETERS
from ketgui.domain.treatment.planned_treatment import TOLERANCE_PARAMETERS
from ketgui.domain.treatment.tms import TMS_PARAMETERS
from ketgui.text import _, exact, mark

# What the tabs call the plan's settings. One without a name here is shown by its name in a plan
# file: a difference must not go unseen because nobody has named it yet.
_TITLES: dict[str, str] = {
    "scale": mark("Main scale"),
    "response_operator": mark("Response"),
    "response_percent": mark("Response"),
    "response_score": mark("Response"),
    "partial_response_percent": mark("Partial response from"),
    "remission_operator": mark("Remission"),
    "remission_score": mark("Remission"),
    "remitters_are_responders": mark("Remitters count as responders"),
    "population": mark("Denominator of the rates"),
    "confidence_level": mark("Confidence level"),
    "interval_method": mark("Interval of a rate"),
    "tms_failure_percent": mark("TMS failed below an improvement of (%)"),
    "secondary": mark("Secondary outcomes"),
    "scales": mark("Declared scales"),
    "published": mark("Published rates"),
    "events": mark("Adverse events"),
    "relapse": mark("Relapse"),
    "visits": mark("Visits"),
}
# The parts of the planned treatment: what each is called, and its parameters.
_TREATMENT = {
    "tms": (mark("TMS"), TMS_PARAMETERS),
    "ketamine": (mark("Ketamine"), KETAMINE_PARAMETERS),
    "tolerances": (mark("Tolerances"), TOLERANCE_PARAMETERS),
}


@dataclass(frozen=True)
class PlanDifference:
    """One setting that is not the same in every plan.

    Attributes
    ----------
    setting : str
        Its name as shown.
    values : tuple of str
        Its value in each plan, as shown; empty where it is not set.
    """

    setting: str
    values: tuple[str, ...]


def list_plan_differences(plans: Sequence[AnalysisPlan]) -> tuple[PlanDifference, ...]:
    """Return the settings that are not the same in every plan, in the order of a plan file.

    Examples
    --------
    >>> plans = AnalysisPlan(), AnalysisPlan(remission_score=10.0, remission_operator="<=")
    >>> [each.setting for each in list_plan_differences(plans)]
    ['Remission']
    """
    flat = [_flatten(plan.as_dict()) for plan in plans]
    names = dict.fromkeys(name for settings in flat for name in settings)
    differing = [name for name in names if len({_key(settings, name) for settings in flat}) > 1]
    lines = (
        PlanDifference(_find_title(name), _list_values(name, plans, flat)) for name in differing
    )
    # An operator and a number are one rule, which is listed once.
    return tuple(dict.fromkeys(lines))


def _flatten(values: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Return nested settings by their names with dots between; entries of a list are numbered."""
    flat: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, list | tuple):
            listed = cast("Sequence[Any]", value)
            value = {str(number): part for number, part in enumerate(listed, start=1)}
        if isinstance(value, Mapping):
            flat |= _flatten(cast("Mapping[str, Any]", value), f"{prefix}{name}.")
        else:
            flat[f"{prefix}{name}"] = value
    return flat


def _key(settings: Mapping[str, Any], name: str) -> str:
    return repr(settings.get(name))


def _find_title(name: str) -> str:
    first, *parts = name.split(".")
    if first == "treatment":
        title, parameters = _TREATMENT[parts[0]]
        terms = {parameter.key: _(parameter.term) for parameter in parameters}
        return _("{part}: {term}", part=_(title), term=terms.get(parts[-1], parts[-1]))
    if first not in _TITLES:
        return name
    title = _TITLES[first]
    # Without the numbers of entries: which of them it is says its value.
    rest = ".".join(part for part in parts if not part.isdigit())
    return f"{_(title)} ({rest})" if rest else _(title)


def _list_values(
    name: str, plans: Sequence[AnalysisPlan], flat: Sequence[Mapping[str, Any]]
) -> tuple[str, ...]:
    # A rule is an operator and a number, which say nothing apart.
    if name.startswith("response_"):
        return tuple(plan.format_response() for plan in plans)
    if name.startswith("remission_"):
        return tuple(plan.format_remission() for plan in plans)
    if name == "scale":
        return tuple(plan.rating_scale.title for plan in plans)
    choices = _find_choices(name)
    return tuple(choices.get(str(v := settings.get(name)), _format(v)) for settings in flat)


def _find_choices(name: str) -> dict[str, str]:
    """Return the titles of a treatment parameter's choices by their keys."""
    parts = name.split(".")
    parameters = _TREATMENT[parts[1]][1] if parts[0] == "treatment" else ()
    return {
        choice.key: _(choice.title)
        for parameter in parameters
        if parameter.key == parts[-1]
        for choice in parameter.choices
    }


def _format(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float):
        return exact(value)
    return "" if value is None else str(value)

"""The definitions of response and remission on one scale, and the numbers that its change needs."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, cast

from ketgui.domain.scale import Comparison, Cutoff, Scale, Sourced
from ketgui.domain.scales import USUAL, get_scale
from ketgui.domain.unavailable import Unavailable
from ketgui.text import NO_BREAK_SPACE, _, bare, mark, percent_sign

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Operator = Comparison
_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_SIGN = {"<": "<", "<=": "≤", ">": ">", ">=": "≥"}
# A reduction is a quotient: 50 % of 28.2 must not miss 50 by the last bit of a float.
_SLACK = 1e-9

NO_RESPONSE = Unavailable(mark("response is not set for this scale"))
NO_REMISSION = Unavailable(mark("remission is not set for this scale"))
NO_RELIABILITY = Unavailable(mark("the reliability is not set for this scale"))
NO_DIFFERENCE = Unavailable(mark("the important difference is not set for this scale"))
PER_INFUSION = Unavailable(mark("a scale rated at each infusion has no response"))


class PlanError(ValueError):
    """An impossible plan; its text says which setting and why, in the user's language."""


def read_settings(
    part: str, settings: object, checks: Mapping[str, Callable[[object], bool]]
) -> dict[str, Any]:
    """Return the settings of a part of the plan as read from TOML or JSON.

    Parameters
    ----------
    part : str
        The part's name in the plan: "visits".
    settings : object
        What was read under that name.
    checks : mapping of str to callable
        For each setting, whether a value is of its kind.

    Raises
    ------
    PlanError
        If the part is no table, a name is unknown, or a value is of another kind.

    Examples
    --------
    >>> read_settings("visits", {"window_days": 3.0}, {"window_days": is_number})
    {'window_days': 3.0}
    """
    if not isinstance(settings, Mapping):
        raise PlanError(_("The plan's {name} is of the wrong kind.", name=part))
    values = dict(cast("Mapping[str, Any]", settings))
    for name, value in values.items():
        if name not in checks:
            raise PlanError(_("The plan has no setting called {name}.", name=f"{part}.{name}"))
        if not checks[name](value):
            raise PlanError(_("The plan's {name} is of the wrong kind.", name=f"{part}.{name}"))
    return values


def is_yes_or_no(value: object) -> bool:
    """Tell whether a value is a bool."""
    return isinstance(value, bool)


def is_number(value: object) -> bool:
    """Tell whether a value is a number: True is one to Python, but no setting."""
    return isinstance(value, int | float) and not isinstance(value, bool)


@dataclass(frozen=True)
class OutcomeDefinition:
    """A scale with its definitions; None stands for the scale's own, or for not set.

    Nothing is ever taken from another scale.

    Attributes
    ----------
    scale : str
        Key of the rating scale.
    response_operator, response_percent
        Response: percent reduction from baseline compared with this percentage.
    response_score : float or None
        Response on a scale with a single level: a score after treatment at or below this.
    partial_response_percent : float
        Partial response: a reduction of at least this that falls short of response.
    remission_operator, remission_score
        Remission: score after treatment compared with this score.
    remitters_are_responders : bool
        Whether a remitter counts as a responder whatever the percent reduction.
    reliability : float or None
        Reliability of the scale, for the reliable change index.
    minimal_important_difference : float or None
        Points of the scale.
    """

    scale: str = USUAL.key
    response_operator: Operator | None = None
    response_percent: float | None = None
    response_score: float | None = None
    partial_response_percent: float = 25.0
    remission_operator: Operator | None = None
    remission_score: float | None = None
    remitters_are_responders: bool = True
    reliability: float | None = None
    minimal_important_difference: float | None = None

    def list_checks(self) -> tuple[tuple[bool, str], ...]:
        """Return each condition on the settings: whether it holds, and the message if not."""
        scale, remission, response = self.rating_scale, self.remission, self.response
        better = (">", ">=") if scale.higher_is_better else ("<", "<=")
        percent = None if isinstance(response, Unavailable) or self.is_score else response.value
        return (
            (self.response_operator in (None, ">", ">="), _("Response compares with > or ≥.")),
            (
                self.remission_operator in (None, *better),
                _("Remission compares with > or ≥.")
                if scale.higher_is_better
                else _("Remission compares with < or ≤."),
            ),
            (
                percent is None or 0 < percent <= 100,
                _("The response threshold must be above 0 and at most 100%."),
            ),
            (
                # Above the threshold of response, a partial
                # responder would be better than a responder.
                0 < self.partial_response_percent <= (100.0 if percent is None else percent),
                _(
                    "The partial-response threshold must be above 0% and not above the "
                    "response threshold."
                ),
            ),
            (
                isinstance(remission, Unavailable) or scale.low <= remission.value <= scale.high,
                _("The remission score is outside the range of the scale."),
            ),
            (
                self.response_score is None or scale.low <= self.response_score <= scale.high,
                _("The response score is outside the range of the scale."),
            ),
            (
                self.reliability is None or 0 < self.reliability < 1,
                _("The reliability must be between 0 and 1."),
            ),
            (
                self.minimal_important_difference is None or self.minimal_important_difference > 0,
                _("The minimal important difference must be above 0."),
            ),
        )

    @property
    def rating_scale(self) -> Scale:
        """The rating scale."""
        try:
            return get_scale(self.scale)
        except KeyError:
            raise PlanError(_("There is no scale called {name}.", name=self.scale)) from None

    @property
    def is_score(self) -> bool:
        """Whether response is defined by the score after treatment, not by a percentage."""
        return self.rating_scale.kind != "total"

    @property
    def response(self) -> Cutoff | Unavailable:
        """The cut-off of response: of the percent reduction, or of the score if `is_score`."""
        scale, own = self.rating_scale, self.rating_scale.response
        # A scale rated at each infusion measures an effect of the drug, not an improvement.
        if scale.occasion == "infusion":
            return PER_INFUSION
        chosen = self.response_score if self.is_score else self.response_percent
        compared = None if self.is_score else self.response_operator
        usual = "<=" if self.is_score else ">="
        return _combine(compared, chosen, own, usual) or NO_RESPONSE

    @property
    def remission(self) -> Cutoff | Unavailable:
        """The cut-off of remission, a score after treatment."""
        scale, own = self.rating_scale, self.rating_scale.remission
        if scale.occasion == "infusion":
            return PER_INFUSION
        usual = ">=" if scale.higher_is_better else "<="
        return _combine(self.remission_operator, self.remission_score, own, usual) or NO_REMISSION

    @property
    def reliability_used(self) -> float | Unavailable:
        """The reliability: as set, else the scale's own."""
        return _number(self.reliability, self.rating_scale.reliability, NO_RELIABILITY)

    @property
    def important_difference_used(self) -> float | Unavailable:
        """The important difference in points: as set, else the scale's own."""
        own = self.rating_scale.important_difference
        return _number(self.minimal_important_difference, own, NO_DIFFERENCE)

    @property
    def has_outcome(self) -> bool:
        """Whether response or remission is set."""
        cutoffs = (self.response, self.remission)
        return not all(isinstance(cutoff, Unavailable) for cutoff in cutoffs)

    @property
    def has_partial_response(self) -> bool:
        """Whether a percent reduction has a meaning on this scale."""
        return not self.is_score and not isinstance(self.response, Unavailable)

    def is_remission(self, after: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Tell for each score after treatment whether it is a remission, shape (n,)."""
        cutoff = self.remission
        if isinstance(cutoff, Unavailable):
            # Neither a score nor a missing one is below itself: false for every patient.
            return after < after
        # A comparison with NaN is false: a patient without the score is no remitter.
        return _COMPARE[cutoff.operator](after, cutoff.value)

    def is_response(
        self, reduction: NDArray[np.float64], after: NDArray[np.float64]
    ) -> NDArray[np.bool_]:
        """Tell for each patient whether response is reached, remission aside.

        Parameters
        ----------
        reduction : ndarray of float, shape (n,)
            Percent reduction.
        after : ndarray of float, shape (n,)
            Score after treatment.
        """
        cutoff = self.response
        if isinstance(cutoff, Unavailable):
            return after < after
        if self.is_score:
            return _COMPARE[cutoff.operator](after, cutoff.value)
        # The slack favours the patient at ≥ and works
        # against at >, so that an exact 50 % counts as 50 %.
        slack = _SLACK if cutoff.operator == ">=" else -_SLACK
        return _COMPARE[cutoff.operator](reduction + slack, cutoff.value)

    def is_partial_reduction(self, reduction: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Tell for each percent reduction whether it reaches partial response or more."""
        if not self.has_partial_response:
            return reduction < reduction
        return reduction >= self.partial_response_percent - _SLACK

    def format_response(self) -> str:
        """Return response in symbols: "≥ 50 %"."""
        cutoff = self.response
        if isinstance(cutoff, Unavailable):
            return _("not set")
        amount = bare(cutoff.value) if self.is_score else format_percent(cutoff.value)
        return write_comparison(cutoff.operator, amount)

    def describe_response(self) -> str:
        """Return response in words: "a reduction of at least 50 % or remission"."""
        if isinstance(self.response, Unavailable):
            return _(self.response.reason)
        rule = (
            _("a score {rule} after treatment", rule=self.format_response())
            if self.is_score
            else self.describe_response_change(self.response)
        )
        # Remission makes a responder only where it is defined at all.
        either = self.remitters_are_responders and not isinstance(self.remission, Unavailable)
        return _("{rule} or remission", rule=rule) if either else rule

    def describe_response_change(self, cutoff: Cutoff) -> str:
        """Return a percent change in words: "a reduction of at least 50 %"."""
        rises, percent = self.rating_scale.higher_is_better, format_percent(cutoff.value)
        if cutoff.operator == ">=":
            if rises:
                return _("an improvement of at least {percent}", percent=percent)
            return _("a reduction of at least {percent}", percent=percent)
        if rises:
            return _("an improvement of more than {percent}", percent=percent)
        return _("a reduction of more than {percent}", percent=percent)

    def describe_partial_response(self) -> str:
        """Return partial response in words: "a reduction of 25 % to less than 50 %"."""
        cutoff = self.response
        if isinstance(cutoff, Unavailable) or self.is_score:
            return _("not set")
        limits = {
            "low": format_percent(self.partial_response_percent),
            "high": format_percent(cutoff.value),
        }
        # The range ends where response begins: below a threshold of ≥, at a threshold of >.
        if cutoff.operator == ">=":
            if self.rating_scale.higher_is_better:
                return _("an improvement of {low} to less than {high}", **limits)
            return _("a reduction of {low} to less than {high}", **limits)
        if self.rating_scale.higher_is_better:
            return _("an improvement of {low} to {high}", **limits)
        return _("a reduction of {low} to {high}", **limits)

    def format_partial_response(self) -> str:
        """Return partial response in symbols: "25 % to < 50 %"."""
        cutoff = self.response
        if isinstance(cutoff, Unavailable) or self.is_score:
            return _("not set")
        return _(
            "{low} to {sign}{space}{high}",
            low=format_percent(self.partial_response_percent),
            # The range ends where response begins: below a threshold of ≥, at a threshold of >.
            sign="<" if cutoff.operator == ">=" else "≤",
            space=NO_BREAK_SPACE,
            high=format_percent(cutoff.value),
        )

    def format_remission(self) -> str:
        """Return remission in symbols: "< 10"."""
        cutoff = self.remission
        if isinstance(cutoff, Unavailable):
            return _("not set")
        return write_comparison(cutoff.operator, bare(cutoff.value))

    def resolve_definitions(self) -> dict[str, Any]:
        """Return the definitions as they are applied, by their published names."""
        response, remission = self.response, self.remission
        is_set = not isinstance(response, Unavailable)
        # A percentage that is set has no effect on a scale whose response is a score.
        percent = NO_RESPONSE if self.is_score else response
        return {
            "scale": self.scale,
            "response_operator": response.operator if is_set else response,
            "response_percent": percent if isinstance(percent, Unavailable) else percent.value,
            "remission_operator": getattr(remission, "operator", remission),
            "remission_score": getattr(remission, "value", remission),
            "reliability": self.reliability_used,
            "minimal_important_difference": self.important_difference_used,
        }

    def list_settings(self) -> dict[str, Any]:
        """Return what is set by name, for JSON and TOML, which has no empty value."""
        values = {part.name: getattr(self, part.name) for part in fields(OutcomeDefinition)}
        return {name: value for name, value in values.items() if value is not None}


def write_comparison(operator: Operator, amount: str) -> str:
    """Return a comparison in symbols: "≥ 50%"."""
    return f"{_SIGN[operator]}{NO_BREAK_SPACE}{amount}"


def format_percent(value: float) -> str:
    """Return a percentage in its shortest form: "50%"."""
    return f"{bare(value)}{percent_sign()}"


def _combine(
    compared: Operator | None, value: float | None, own: Cutoff | None, usual: Operator
) -> Cutoff | None:
    """Return the cut-off of the settings; the scale's own where nothing is set."""
    if value is None and own is None:
        return None
    chosen = value if value is not None or own is None else own.value
    comparison = compared or (own.operator if own else usual)
    # The scale's own cut-off has its source with it; one that the user has typed has none.
    if own and (comparison, chosen) == (own.operator, own.value):
        return own
    return None if chosen is None else Cutoff(comparison, chosen)


def _number(chosen: float | None, own: Sourced | None, none: Unavailable) -> float | Unavailable:
    if chosen is not None:
        return chosen
    return own.value if own else none

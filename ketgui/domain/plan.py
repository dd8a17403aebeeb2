"""The analysis plan: the one place that says what response, remission, population and level are.

Counts, legends, captions and sentences all read it, so that they cannot disagree.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

from ketgui.domain.events.event_plan import EventPlan, EventPlanError
from ketgui.domain.literature import PUBLISHED, PublishedError, PublishedRate
from ketgui.domain.scale import Scale
from ketgui.domain.scales import scale_of
from ketgui.domain.treatment.parameters import ProtocolError
from ketgui.domain.treatment.planned_treatment import PlannedTreatment
from ketgui.text import NO_BREAK_SPACE, _, bare

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Operator = Literal["<", "<=", ">", ">="]
Population = Literal["enrolled", "rated"]
IntervalMethod = Literal["clopper-pearson", "wilson"]

_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
# Settings that are tables of their own.
_NESTED = ("treatment", "published", "events")
_SIGN = {"<": "<", "<=": "≤", ">": ">", ">=": "≥"}
# A reduction is a quotient: 50 % of 28.2 must not miss 50 by the last bit of a float.
_SLACK = 1e-9


class PlanError(ValueError):
    """A plan that cannot be; its text says which setting and why, in the user's language."""


@dataclass(frozen=True)
class AnalysisPlan:
    """Definitions on which the whole analysis rests.

    Attributes
    ----------
    scale : str
        Key of the rating scale analysed.
    response_operator, response_percent
        Response: percent reduction from baseline compared with this percentage.
    partial_response_percent : float
        Partial response: a reduction of at least this and short of response.
    remission_operator, remission_score
        Remission: score after treatment compared with this score.
    remitters_are_responders : bool
        Whether a remitter counts as a responder whatever the percent reduction.
    population : {"enrolled", "rated"}
        Denominator of outcome rates: every enrolled patient, one without both ratings counting
        as not having reached the outcome, or those with both ratings.
    confidence_level : float
        Level of every interval, between 0.5 and 1.
    interval_method : {"clopper-pearson", "wilson"}
        Interval of every proportion.
    reliability : float
        Reliability of the scale, for the reliable change index; 0.91 is the lowest of those
        published for the MADRS.
    minimal_important_difference : float
        Points of the scale; 1.9 is the upper of Duru & Fantino's (2008) for the MADRS.
    bootstrap_seed : int
        Seed of every resampling.
    bayes_factor, carry_forward, mixed_model : bool
        Whether the Bayes factor, a last rating carried forward to the place of a missing one, and
        the random-intercept model are wanted; none is unless it is asked for.
    published : tuple of PublishedRate
        The rates of others that the cohort is laid beside.
    events : EventPlan
        How adverse events are asked for, named and counted.
    treatment : PlannedTreatment
        What each patient was to receive, and the tolerances; nothing is reported by default.
    """

    scale: str = "madrs"
    response_operator: Operator = ">="
    response_percent: float = 50.0
    partial_response_percent: float = 25.0
    remission_operator: Operator = "<"
    remission_score: float = 10.0
    remitters_are_responders: bool = True
    population: Population = "enrolled"
    confidence_level: float = 0.95
    interval_method: IntervalMethod = "clopper-pearson"
    reliability: float = 0.91
    minimal_important_difference: float = 1.9
    bootstrap_seed: int = 20230419
    bayes_factor: bool = False
    carry_forward: bool = False
    mixed_model: bool = False
    published: tuple[PublishedRate, ...] = PUBLISHED
    events: EventPlan = field(default_factory=EventPlan)
    treatment: PlannedTreatment = field(default_factory=PlannedTreatment)

    def __post_init__(self) -> None:
        if objections := self._objections():
            raise PlanError(objections[0])

    def _objections(self) -> list[str]:
        checks = (
            (self.response_operator in (">", ">="), _("Response compares with > or ≥.")),
            (self.remission_operator in ("<", "<="), _("Remission compares with < or ≤.")),
            (
                0 < self.response_percent <= 100,
                _("The response threshold must be above 0 and at most 100 %."),
            ),
            (
                0 < self.partial_response_percent <= self.response_percent,
                _(
                    "The partial-response threshold must be above 0 % and not above the "
                    "response threshold."
                ),
            ),
            (
                self.rating_scale.low <= self.remission_score <= self.rating_scale.high,
                _("The remission score is outside the range of the scale."),
            ),
            (
                0.5 <= self.confidence_level < 1,
                _("The confidence level must be between 50 and 100 %."),
            ),
            (0 < self.reliability < 1, _("The reliability must be between 0 and 1.")),
            (
                self.minimal_important_difference > 0,
                _("The minimal important difference must be above 0."),
            ),
            (self.bootstrap_seed >= 0, _("The seed is a whole number from 0 on.")),
            (
                self.population in get_args(Population)
                and self.interval_method in get_args(IntervalMethod),
                _("The population or the interval method is not one the program knows."),
            ),
        )
        return [words for holds, words in checks if not holds]

    @property
    def rating_scale(self) -> Scale:
        """The rating scale analysed."""
        try:
            return scale_of(self.scale)
        except KeyError:
            raise PlanError(_("There is no scale called {name}.", name=self.scale)) from None

    def is_remission(self, after: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Tell for each score after treatment whether it is a remission, shape (n,)."""
        return _COMPARE[self.remission_operator](after, self.remission_score)

    def is_reduction_response(self, reduction: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Tell for each percent reduction whether it reaches response, remission aside."""
        slack = _SLACK if self.response_operator == ">=" else -_SLACK
        return _COMPARE[self.response_operator](reduction + slack, self.response_percent)

    def is_partial_reduction(self, reduction: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Tell for each percent reduction whether it reaches partial response or more."""
        return reduction >= self.partial_response_percent - _SLACK

    def response_rule(self) -> str:
        """Return response in symbols: "≥ 50 %"."""
        amount = _bare_percent(self.response_percent)
        return f"{_SIGN[self.response_operator]}{NO_BREAK_SPACE}{amount}"

    def response_definition(self) -> str:
        """Return response in words: "a reduction of ≥ 50 % or remission"."""
        rule = _("a reduction of {rule}", rule=self.response_rule())
        return _("{rule} or remission", rule=rule) if self.remitters_are_responders else rule

    def partial_response_rule(self) -> str:
        """Return partial response in symbols: "25 % to < 50 %"."""
        return _(
            "{low} to {sign}{space}{high}",
            low=_bare_percent(self.partial_response_percent),
            sign="<" if self.response_operator == ">=" else "≤",
            space=NO_BREAK_SPACE,
            high=_bare_percent(self.response_percent),
        )

    def remission_rule(self) -> str:
        """Return remission in symbols: "< 10"."""
        return f"{_SIGN[self.remission_operator]}{NO_BREAK_SPACE}{bare(self.remission_score)}"

    def level(self) -> str:
        """Return the confidence level as a percentage: "95 %"."""
        return _bare_percent(self.confidence_level * 100)

    def interval_name(self) -> str:
        """Return what an interval is called: "95 % CI"."""
        return _("{level} CI", level=self.level())

    def method_name(self) -> str:
        """Return the name of the interval of a proportion."""
        return _("Clopper–Pearson") if self.interval_method == "clopper-pearson" else _("Wilson")

    def meaning(self) -> str:
        """Return in plain words what the definitions make of a patient, as beside the editor."""
        scale = self.rating_scale.title
        who = (
            _("every enrolled patient; one without both ratings has not reached an outcome")
            if self.population == "enrolled"
            else _("the patients with both ratings")
        )
        return " ".join(
            (
                self._response_in_words(),
                _("Partial response is a reduction by {rule}.",
                  rule=self.partial_response_rule()),
                _("Remission is a {scale} score {rule} after treatment.",
                  rule=self.remission_rule(), scale=scale),
                _("Rates are of {who}.", who=who),
                _("Intervals: {name} ({method}).",
                  name=self.interval_name(), method=self.method_name()),
            )
        )  # fmt: skip

    def _response_in_words(self) -> str:
        rule, scale = self.response_rule(), self.rating_scale.title
        if self.remitters_are_responders:
            return _(
                "Response is a reduction of the {scale} score by {rule}, or remission whatever the "
                "reduction.",
                rule=rule,
                scale=scale,
            )
        return _("Response is a reduction of the {scale} score by {rule}.", rule=rule, scale=scale)

    def sentence(self) -> str:
        """Return the whole plan in one line, as the strip above the tabs shows it."""
        return " · ".join(
            (
                self.rating_scale.title,
                _("response {rule}", rule=self.response_rule()),
                _("remission {rule}", rule=self.remission_rule()),
                self.interval_name(),
            )
        )

    def as_dict(self) -> dict[str, Any]:
        """Return the plan's settings by name, for JSON and TOML."""
        published = [one.as_dict() for one in self.published]
        return asdict(self) | {
            "published": published,
            "events": self.events.as_dict(),
            "treatment": self.treatment.as_dict(),
        }

    @classmethod
    def from_dict(cls, settings: dict[str, Any]) -> AnalysisPlan:
        """Make a plan from settings by name; those left out keep their default.

        Raises
        ------
        PlanError
            If a name is unknown, or a value is of another type or impossible.
        """
        known = {one.name: one.default for one in fields(cls)}
        for name, value in settings.items():
            if name not in known:
                raise PlanError(_("The plan has no setting called {name}.", name=name))
            if name not in _NESTED and not _same_type(value, known[name]):
                raise PlanError(_("The plan's {name} is of the wrong kind.", name=name))
        others = {name: value for name, value in settings.items() if name not in _NESTED}
        try:
            if "published" in settings:
                others["published"] = _published(settings["published"])
            events = EventPlan.from_dict(settings.get("events", {}))
            treatment = PlannedTreatment.from_dict(settings.get("treatment", {}))
        except (ProtocolError, PublishedError, EventPlanError) as error:
            raise PlanError(str(error)) from None
        return cls(events=events, treatment=treatment, **others)


def _published(rows: Any) -> tuple[PublishedRate, ...]:
    listed = cast("list[Any]", rows) if isinstance(rows, list | tuple) else [rows]
    if not all(isinstance(row, dict) for row in listed):
        raise PublishedError(_("The plan's {name} is of the wrong kind.", name="published"))
    return tuple(PublishedRate.from_dict(row) for row in listed)


def _same_type(value: object, default: object) -> bool:
    if isinstance(default, bool | int) or isinstance(value, bool):
        return type(value) is type(default)
    if isinstance(default, float):
        return isinstance(value, int | float)
    return isinstance(value, str)


def _bare_percent(value: float) -> str:
    return f"{bare(value)}{NO_BREAK_SPACE}%"

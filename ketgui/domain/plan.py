"""The analysis plan: the one place that defines response, remission, population and level.

Counts, legends, captions and sentences all read it, so they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal, TypeVar, cast, get_args

from ketgui.domain.declared_scales import ScaleError, scale_from_dict, scale_to_dict
from ketgui.domain.events.event_plan import EventPlan, EventPlanError
from ketgui.domain.known_scales import declare_scales, find_known_scale
from ketgui.domain.literature import PUBLISHED, PublishedError, PublishedRate
from ketgui.domain.outcome import OutcomeDefinition, PlanError, format_percent
from ketgui.domain.relapse import RelapseRule
from ketgui.domain.scale import Scale
from ketgui.domain.treatment.parameters import ProtocolError
from ketgui.domain.treatment.planned_treatment import PlannedTreatment
from ketgui.domain.unavailable import Unavailable
from ketgui.domain.visits.visit_schedule import VisitSchedule
from ketgui.text import _

Population = Literal["enrolled", "rated"]
SameDay = Literal["before", "after"]
Summary = Literal["mean", "median"]
IntervalMethod = Literal["clopper-pearson", "wilson"]

# Settings that are tables of their own in a file.
_NESTED = ("treatment", "published", "events", "secondary", "scales", "relapse", "visits")
_T = TypeVar("_T")


@dataclass(frozen=True)
class AnalysisPlan(OutcomeDefinition):
    """Definitions on which the whole analysis rests: the primary outcome, and what else is set.

    Attributes
    ----------
    population : {"enrolled", "rated"}
        Denominator of outcome rates: every enrolled patient, one without both ratings counting
        as not having reached the outcome, or those with both ratings.
    confidence_level : float
        Level of every interval, between 0.5 and 1.
    interval_method : {"clopper-pearson", "wilson"}
        Interval of every proportion.
    bootstrap_seed : int
        Seed of every resampling.
    bayes_factor, carry_forward, mixed_model : bool
        Whether the Bayes factor, a last rating carried forward to the place of a missing one, and
        the random-intercept model are wanted; none is unless it is asked for.
    course_gap_days, new_course_days : float
        An acute course ends before a gap longer than the first; a new course begins after one
        longer than the second.
    baseline_window_days, post_window_days : float
        How old the baseline may be without being flagged; within how many days after the last
        acute infusion a rating counts as post-treatment.
    post_tms_baseline : bool
        Whether a dated rating after TMS, at most ``baseline_window_days`` before the first
        infusion, is the baseline of a patient who has no other rating before that infusion.
    same_day_rating : {"before", "after"}
        Whether a rating on the day of an infusion, without times, was made before or after it.
    summary : {"mean", "median"}
        How Table 1 describes numbers: mean ± SD, or median with quartiles.
    tms_failure_percent : float
        TMS failed where the score improved by less than this percentage.
    secondary : tuple of OutcomeDefinition or None
        Secondary outcomes, each with its own definitions; None is every other scale of the file,
        each under its own.
    scales : tuple of Scale
        Scales that the user has declared.
    selection_score, population_mean, population_sd : float or None
        The score that patients had to reach to be treated, and mean and SD of the scores of all
        who were considered: what the size of the regression to the mean rests on, beside the
        reliability. It is computed where all are given, and never guessed.
    published : tuple of PublishedRate
        The rates of other studies that the cohort is compared with.
    events : EventPlan
        How adverse events are asked for, named and counted.
    relapse : RelapseRule
        What counts as a relapse in follow-up, and among whom.
    treatment : PlannedTreatment
        What each patient was to receive, and the tolerances; nothing is reported by default.
    visits : VisitSchedule
        When ratings are planned; no number of the analysis depends on it.
    """

    population: Population = "enrolled"
    confidence_level: float = 0.95
    interval_method: IntervalMethod = "clopper-pearson"
    bootstrap_seed: int = 20230419
    bayes_factor: bool = False
    carry_forward: bool = False
    mixed_model: bool = False
    course_gap_days: float = 14.0
    new_course_days: float = 60.0
    baseline_window_days: float = 14.0
    post_window_days: float = 7.0
    post_tms_baseline: bool = True
    same_day_rating: SameDay = "before"
    summary: Summary = "mean"
    tms_failure_percent: float = 50.0
    secondary: tuple[OutcomeDefinition, ...] | None = None
    scales: tuple[Scale, ...] = ()
    selection_score: float | None = None
    population_mean: float | None = None
    population_sd: float | None = None
    published: tuple[PublishedRate, ...] = PUBLISHED
    events: EventPlan = field(default_factory=EventPlan)
    relapse: RelapseRule = field(default_factory=RelapseRule)
    treatment: PlannedTreatment = field(default_factory=PlannedTreatment)
    visits: VisitSchedule = field(default_factory=VisitSchedule)

    def __post_init__(self) -> None:
        if objections := [message for holds, message in self.list_checks() if not holds]:
            raise PlanError(objections[0])
        # Each secondary outcome is checked by a plan that has it as its only outcome.
        for definition in self.secondary or ():
            self.with_outcome(definition)

    def list_checks(self) -> tuple[tuple[bool, str], ...]:
        """Return each condition on the settings: whether it holds, and the message if not."""
        windows = (self.course_gap_days, self.baseline_window_days, self.post_window_days)
        # A scale may be an outcome once only: its rates would otherwise be reported twice.
        keys = [definition.scale for definition in (self, *(self.secondary or ()))]
        return (
            *super().list_checks(),
            (
                0.5 <= self.confidence_level < 1,
                _("The confidence level must be between 50 and 100%."),
            ),
            (
                self.population_sd is None or self.population_sd > 0,
                _("The SD of the scores of all who were considered must be above 0."),
            ),
            (self.bootstrap_seed >= 0, _("The seed is a whole number from 0 on.")),
            (
                self.population in get_args(Population)
                and self.interval_method in get_args(IntervalMethod)
                and self.same_day_rating in get_args(SameDay)
                and self.summary in get_args(Summary),
                _("The population or the interval method is not one the program knows."),
            ),
            # A gap that ends a course cannot be longer than one that begins the next.
            (
                all(days >= 0 for days in windows) and self.new_course_days >= self.course_gap_days,
                _("A number of days is not below 0, and a new course begins after a longer gap "
                  "than the one that ends a course."),
            ),
            (
                0 < self.tms_failure_percent <= 100,
                _("The percentage of TMS failure must be above 0 and at most 100%."),
            ),
            (len(set(keys)) == len(keys), _("A scale is an outcome only once.")),
        )  # fmt: skip

    @property
    def rating_scale(self) -> Scale:
        """The rating scale of the primary outcome."""
        declared = next((scale for scale in self.scales if scale.key == self.scale), None)
        return declared or super().rating_scale

    def find_scale(self, key: str) -> Scale | None:
        """Return the scale of a key, declared ones first; None for one that nobody knows."""
        with declare_scales(self.scales):
            return find_known_scale(key)

    def with_outcome(self, definition: OutcomeDefinition) -> AnalysisPlan:
        """Return the plan with another outcome as its only one."""
        values = {part.name: getattr(definition, part.name) for part in fields(OutcomeDefinition)}
        return replace(self, **values, secondary=())

    def get_definition(self) -> OutcomeDefinition:
        """Return the primary outcome alone."""
        names = (part.name for part in fields(OutcomeDefinition))
        return OutcomeDefinition(**{name: getattr(self, name) for name in names})

    def with_declared(self, scale: Scale) -> AnalysisPlan:
        """Return the plan with a scale declared, in the place of one of the same key."""
        others = tuple(declared for declared in self.scales if declared.key != scale.key)
        return replace(self, scales=(*others, scale))

    def with_scale(self, key: str) -> AnalysisPlan:
        """Return the plan on another primary scale, with that scale's own definitions."""
        # Thresholds of the former scale mean nothing on the
        # new one: all return to "as the scale has it".
        defaults = {part.name: part.default for part in fields(OutcomeDefinition)}
        others = self.secondary
        if others is not None:
            others = tuple(other for other in others if other.scale != key)
        return replace(self, **defaults | {"scale": key, "secondary": others})

    def format_level(self) -> str:
        """Return the confidence level as a percentage: "95 %"."""
        return format_percent(self.confidence_level * 100)

    def name_interval(self) -> str:
        """Return what an interval is called: "95 % CI"."""
        return _("{level} CI", level=self.format_level())

    def name_method(self) -> str:
        """Return the name of the interval of a proportion."""
        return _("Clopper–Pearson") if self.interval_method == "clopper-pearson" else _("Wilson")

    def describe_definitions(self) -> str:
        """Return in plain words what the definitions mean for a patient, as beside the editor."""
        population = (
            _("every enrolled patient; one without both ratings has not reached an outcome")
            if self.population == "enrolled"
            else _("the patients with both ratings")
        )
        return " ".join(
            (
                self._describe_response(),
                *self._describe_partial_response(),
                self._describe_remission(),
                _("Rates are of {who}.", who=population),
                _("Intervals: {name} ({method}).",
                  name=self.name_interval(), method=self.name_method()),
            )
        )  # fmt: skip

    def _describe_response(self) -> str:
        rule, scale = self.format_response(), self.rating_scale.title
        if isinstance(self.response, Unavailable):
            return _("Response: {reason} ({scale}).", reason=_(self.response.reason), scale=scale)
        if self.is_score:
            return _("Response is a {scale} score {rule} after treatment.", rule=rule, scale=scale)
        change = self.describe_response_change(self.response)
        if self.remitters_are_responders and not isinstance(self.remission, Unavailable):
            return _(
                "Response on the {scale} is {change}, or remission whatever the change.",
                change=change,
                scale=scale,
            )
        return _("Response on the {scale} is {change}.", change=change, scale=scale)

    def _describe_partial_response(self) -> tuple[str, ...]:
        if not self.has_partial_response:
            return ()
        return (_("Partial response is {change}.", change=self.describe_partial_response()),)

    def _describe_remission(self) -> str:
        rule, scale = self.format_remission(), self.rating_scale.title
        if isinstance(self.remission, Unavailable):
            return _("Remission: {reason} ({scale}).", reason=_(self.remission.reason), scale=scale)
        return _("Remission is a {scale} score {rule} after treatment.", rule=rule, scale=scale)

    def summarise(self) -> str:
        """Return the whole plan in one line, as the strip above the tabs shows it."""
        return " · ".join(
            (
                self.rating_scale.title,
                _("response {rule}", rule=self.format_response()),
                _("remission {rule}", rule=self.format_remission()),
                self.name_interval(),
            )
        )

    def as_dict(self) -> dict[str, Any]:
        """Return the plan's settings by name, for JSON and TOML; what is not set is left out."""
        # `settings` writes those of the outcome, and the nested ones have tables of their own.
        own = {part.name for part in fields(OutcomeDefinition)}
        others = {
            part.name: getattr(self, part.name)
            for part in fields(self)
            if part.name not in own
            and part.name not in _NESTED
            and getattr(self, part.name) is not None
        }
        return {
            **self.list_settings(),
            **others,
            **self._listed_secondary(),
            "scales": [scale_to_dict(scale) for scale in self.scales],
            "published": [rate.as_dict() for rate in self.published],
            "events": self.events.as_dict(),
            "relapse": self.relapse.as_dict(),
            "treatment": self.treatment.as_dict(),
            # A plan without a schedule is written as before there was one.
            **({} if self.visits == VisitSchedule() else {"visits": self.visits.as_dict()}),
        }

    def _listed_secondary(self) -> dict[str, Any]:
        # None stands for every scale of the file, an empty list for no secondary outcome at all.
        if self.secondary is None:
            return {}
        return {"secondary": [definition.list_settings() for definition in self.secondary]}

    @classmethod
    def from_dict(cls, settings: dict[str, Any]) -> AnalysisPlan:
        """Make a plan from settings by name; those left out keep their default.

        Raises
        ------
        PlanError
            If a name is unknown, or a value is of another type or impossible.
        """
        plain = {name: value for name, value in settings.items() if name not in _NESTED}
        _check_types(plain, cls)
        try:
            nested = _read_nested(settings)
        except (ProtocolError, PublishedError, EventPlanError, ScaleError) as error:
            raise PlanError(str(error)) from None
        return cls(**plain, **nested)


def _read_nested(settings: dict[str, Any]) -> dict[str, Any]:
    nested = {name: _READERS[name](settings[name]) for name in ("scales",) if name in settings}
    # A published rate may be of a scale that the plan itself declares.
    with declare_scales(nested.get("scales", ())):
        for name, read in _READERS.items():
            if name in settings and name not in nested:
                nested[name] = read(settings[name])
    return nested


def _check_types(settings: dict[str, Any], kind: type[OutcomeDefinition]) -> None:
    """Refuse an unknown name, or a value of another type than its setting's."""
    annotated = {part.name: str(part.type) for part in fields(kind)}
    for name, value in settings.items():
        if name not in annotated:
            raise PlanError(_("The plan has no setting called {name}.", name=name))
        if not _has_type(value, annotated[name]):
            raise PlanError(_("The plan's {name} is of the wrong kind.", name=name))


def _has_type(value: object, annotated: str) -> bool:
    kind = annotated.removesuffix(" | None")
    if kind in ("bool", "int"):
        # By exact type: True is an int, but no seed.
        return type(value).__name__ == kind
    if kind == "float":
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, str)


def _read_tables(
    name: str, read: Callable[[dict[str, Any]], _T]
) -> Callable[[Any], tuple[_T, ...]]:
    def read_all(rows: Any) -> tuple[_T, ...]:
        # `[plan.secondary]` instead of `[[plan.secondary]]` is read as a list of one.
        listed = cast("Sequence[Any]", rows) if isinstance(rows, list | tuple) else [rows]
        if not all(isinstance(row, dict) for row in listed):
            raise PlanError(_("The plan's {name} is of the wrong kind.", name=name))
        return tuple(read(row) for row in listed)

    return read_all


def _read_definition(settings: dict[str, Any]) -> OutcomeDefinition:
    _check_types(settings, OutcomeDefinition)
    return OutcomeDefinition(**settings)


_READERS: dict[str, Callable[[Any], Any]] = {
    "secondary": _read_tables("secondary", _read_definition),
    "scales": _read_tables("scales", scale_from_dict),
    "published": _read_tables("published", PublishedRate.from_dict),
    "events": EventPlan.from_dict,
    "relapse": RelapseRule.from_dict,
    "treatment": PlannedTreatment.from_dict,
    "visits": VisitSchedule.from_dict,
}

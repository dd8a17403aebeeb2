"""What counts as a relapse after response or remission: one object of the plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

from ketgui.domain.outcome import PlanError, format_percent, is_number, is_yes_or_no, read_settings
from ketgui.domain.scale import Comparison, Cutoff, Scale
from ketgui.text import NO_BREAK_SPACE, _, bare

Among = Literal["responders", "remitters"]
# What a relapse may have led to; the field table has a date and a day of each.
DATED_RESCUES = ("ect", "admission")
_MOST_VISITS = 2


@dataclass(frozen=True)
class RelapseRule:
    """Relapse is any of its criteria that is on.

    Attributes
    ----------
    by_score : bool
        Whether a score counts as relapse.
    score : float or None
        That score or a worse one; None is the scale's own (MADRS: 22, Salloum 2020), where it has
        one.
    lost_percent : float or None
        Response is lost where the improvement from baseline is below this percentage; None is off.
    ect, admission : bool
        Whether electroconvulsive therapy, or an admission, after the last acute infusion counts.
    new_course : bool
        Whether a new acute course counts; otherwise follow-up ends when one begins.
    visits : int
        At how many visits in a row the score or the lost response must be seen: 1 or 2. The
        relapse is dated by the first of them.
    among : {"responders", "remitters"}
        Whose relapse is studied.
    """

    by_score: bool = True
    score: float | None = None
    lost_percent: float | None = None
    ect: bool = False
    admission: bool = False
    new_course: bool = False
    visits: int = 1
    among: Among = "responders"

    def __post_init__(self) -> None:
        if not 1 <= self.visits <= _MOST_VISITS:
            raise PlanError(_("A relapse is confirmed at one visit or two."))
        if self.lost_percent is not None and not 0 < self.lost_percent <= 100:
            raise PlanError(_("The percentage of a lost response must be above 0 and at most 100."))
        if self.among not in get_args(Among):
            raise PlanError(_("Relapse is studied among responders or remitters."))

    def find_cutoff(self, scale: Scale) -> Cutoff | None:
        """Return the score that counts as relapse on a scale; None where none does.

        Examples
        --------
        >>> from ketgui.domain.scales import get_scale
        >>> RelapseRule().find_cutoff(get_scale("madrs")).value
        22
        >>> RelapseRule().find_cutoff(get_scale("phq9")) is None
        True
        """
        if not self.by_score:
            return None
        if self.score is None:
            return scale.relapse
        worse: Comparison = "<=" if scale.higher_is_better else ">="
        return Cutoff(worse, self.score)

    def counts_scores(self, scale: Scale) -> bool:
        """Tell whether a score can be a relapse, and not a further treatment alone."""
        return self.find_cutoff(scale) is not None or (
            self.lost_percent is not None and scale.kind == "total"
        )

    def describe(self, scale: Scale) -> str:
        """Return the criteria in words; empty where none is set on this scale."""
        parts: list[str] = []
        if cutoff := self.find_cutoff(scale):
            sign = "≥" if cutoff.operator == ">=" else "≤"
            score = f"{sign}{NO_BREAK_SPACE}{bare(cutoff.value)}"
            parts.append(_("a {scale} score {rule}", scale=scale.title, rule=score))
        if self.lost_percent is not None and scale.kind == "total":
            percent = format_percent(self.lost_percent)
            parts.append(_("an improvement of less than {percent}", percent=percent))
        if self.visits > 1 and parts:
            parts = [_("{criteria} at two visits in a row", criteria=_join_or(parts))]
        rescues = (
            (self.ect, _("electroconvulsive therapy")),
            (self.admission, _("a psychiatric admission")),
            (self.new_course, _("a new acute course")),
        )
        parts += [title for counts, title in rescues if counts]
        return _join_or(parts)

    def as_dict(self) -> dict[str, Any]:
        """Return what is set by name, for JSON and TOML, which has no empty value."""
        return {name: value for name, value in asdict(self).items() if value is not None}

    @classmethod
    def from_dict(cls, settings: Any) -> RelapseRule:
        """Make a rule from settings by name; those left out keep their default.

        Raises
        ------
        PlanError
            If a name is unknown, or a value is of another type or impossible.
        """
        return cls(**read_settings("relapse", settings, _CHECKS))


_CHECKS: dict[str, Callable[[object], bool]] = {
    "by_score": is_yes_or_no,
    "score": is_number,
    "lost_percent": is_number,
    "ect": is_yes_or_no,
    "admission": is_yes_or_no,
    "new_course": is_yes_or_no,
    "visits": lambda value: type(value) is int,
    "among": lambda value: isinstance(value, str),
}


def _join_or(parts: list[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return _("{parts} or {last}", parts=", ".join(parts[:-1]), last=parts[-1])

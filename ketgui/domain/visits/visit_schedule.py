"""When ratings are planned besides the two ends of the treatment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, cast

from ketgui.domain.outcome import PlanError, is_number, is_yes_or_no, read_settings
from ketgui.text import _, bare

_MOST_WEEKS = 520
_MOST_VISITS = 24


@dataclass(frozen=True)
class VisitSchedule:
    """The planned ratings; those before the first infusion and after the last always are.

    Attributes
    ----------
    before_infusions, after_infusions : bool
        Whether a rating is planned before, or after, each infusion.
    weeks : tuple of float
        Follow-up: weeks after the last infusion of the acute course.
    window_days : float
        A follow-up rating is due from so many days before its day until so many after it.

    Raises
    ------
    PlanError
        If a number is impossible.
    """

    before_infusions: bool = False
    after_infusions: bool = False
    weeks: tuple[float, ...] = ()
    window_days: float = 3.0

    def __post_init__(self) -> None:
        if (
            any(not 0 < week <= _MOST_WEEKS for week in self.weeks)
            or len(self.weeks) > _MOST_VISITS
        ):
            raise PlanError(_("A follow-up visit is more than 0 weeks after the last infusion."))
        if list(self.weeks) != sorted(set(self.weeks)):
            raise PlanError(_("The weeks of follow-up rise, and none is named twice."))
        if not 0 <= self.window_days <= 7 * _MOST_WEEKS:
            raise PlanError(_("The window of a visit is a number of days from 0 on."))

    def as_dict(self) -> dict[str, Any]:
        """Return the schedule by name, for JSON and TOML."""
        return asdict(self) | {"weeks": list(self.weeks)}

    @classmethod
    def from_dict(cls, settings: Any) -> VisitSchedule:
        """Make a schedule from settings by name; those left out keep their default.

        Raises
        ------
        PlanError
            If a name is unknown, or a value is of another type or impossible.
        """
        values = read_settings("visits", settings, _CHECKS)
        if "weeks" in values:
            values["weeks"] = tuple(map(float, values["weeks"]))
        return cls(**values)


# What a new study begins with; every week can be changed.
USUAL_SCHEDULE = VisitSchedule(weeks=(1.0, 4.0, 12.0, 26.0))


def parse_weeks(text: str) -> tuple[float, ...]:
    """Return the weeks that a list such as "1; 4; 12" names, in rising order.

    Raises
    ------
    ValueError
        If a part of it is no number.

    Examples
    --------
    >>> parse_weeks("4, 1 12")
    (1.0, 4.0, 12.0)
    """
    parts = text.replace(";", " ").replace(",", " ").split()
    return tuple(sorted({float(part) for part in parts}))


def format_weeks(weeks: tuple[float, ...]) -> str:
    """Return weeks as a list that can be edited: "1; 4; 12"."""
    return "; ".join(map(bare, weeks))


def _is_list_of_numbers(value: object) -> bool:
    return isinstance(value, list | tuple) and all(map(is_number, cast("list[Any]", value)))


_CHECKS: dict[str, Callable[[object], bool]] = {
    "before_infusions": is_yes_or_no,
    "after_infusions": is_yes_or_no,
    "weeks": _is_list_of_numbers,
    "window_days": is_number,
}

"""The view of a table of adverse events: what it groups by, and which events it counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from ketgui.text import mark

ViewKey = Literal[
    "summary", "soc_term", "term", "severity", "relatedness", "infusion", "onset", "group"
]
VIEW_TITLES: dict[ViewKey, str] = {
    "summary": mark("Summary"),
    "soc_term": mark("By system organ class and term"),
    "term": mark("By term"),
    "severity": mark("By highest severity"),
    "relatedness": mark("By relatedness"),
    "infusion": mark("By infusion"),
    "onset": mark("By onset"),
    "group": mark("By group"),
}
SeriousFilter = Literal["all", "serious", "not_serious"]


@dataclass(frozen=True)
class EventFilters:
    """Which events are counted; the denominator does not change.

    Attributes
    ----------
    severity, relatedness : tuple of str
        Levels kept, "" for not recorded; empty for all.
    serious : {"all", "serious", "not_serious"}
        An event whose seriousness is not recorded counts as not serious.
    infusions : tuple of int
        Numbers of the infusions kept; empty for all.
    """

    severity: tuple[str, ...] = ()
    relatedness: tuple[str, ...] = ()
    serious: SeriousFilter = "all"
    infusions: tuple[int, ...] = ()


@dataclass(frozen=True)
class EventView:
    """One view of the events; `group` is the variable of a view by group."""

    by: ViewKey = "summary"
    group: str = ""
    filters: EventFilters = field(default_factory=EventFilters)

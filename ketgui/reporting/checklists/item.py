"""An item of a reporting list, and what an analysis answers of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from ketgui.reporting.tables.display_table import DisplayTable
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.rows import Text
from ketgui.text import _, integer, mark

ItemState = Literal["answered", "partly", "open"]
STATE_TITLES: dict[ItemState, str] = {
    "answered": mark("Answered"),
    "partly": mark("in part"),
    "open": mark("to be written"),
}


@dataclass(frozen=True)
class Item:
    """One item as it stands in an analysis, in the language of the moment.

    Attributes
    ----------
    title : str
        What is asked for.
    answer : str
        What the data already say of it; empty for nothing.
    left : str
        What the author must still write; empty for nothing.
    """

    title: str
    answer: str
    left: str

    @classmethod
    def of_data(cls, title: str, answer: str) -> Item:
        """Return an item that the data answer whole, or leave to the author."""
        return cls(title, answer, "" if answer else _("Not in the data."))

    @property
    def state(self) -> ItemState:
        """Whether the data answer it, in part, or not at all."""
        if not self.answer:
            return "open"
        return "partly" if self.left else "answered"


@dataclass(frozen=True)
class Checklist:
    """A reporting list: its key, its title (English), and what makes its items."""

    key: str
    title: str
    items: Callable[[Analysis], tuple[Item, ...]]


def build_checklist_table(checklist: Checklist, analysis: Analysis) -> DisplayTable:
    """Return a list as a table: item, what the data answer, what is left to write."""
    items = checklist.items(analysis)
    lines = [
        [Text(words, from_file=True) for words in (item.title, item.answer, item.left)]
        for item in items
    ]
    title = checklist.title
    own_words = _("The items are in this program's own words; the published list decides.")
    return DisplayTable.of(
        f"checklist_{checklist.key}",
        _(title),
        (_("Item"), _("From the data"), _("Left to write")),
        lines,
        note=f"{_count_states(items)} {own_words}",
    )


def _count_states(items: tuple[Item, ...]) -> str:
    """Return how many items are in each state."""
    states = [item.state for item in items]
    counts = (
        _("{name}: {value}", name=_(title), value=integer(states.count(state)))
        for state, title in STATE_TITLES.items()
    )
    return f"{', '.join(counts)}."

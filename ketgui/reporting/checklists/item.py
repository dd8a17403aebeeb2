"""A checklist, its items, and the table of what an analysis answers."""

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
    """One item with its answer from an analysis, in the current language.

    Attributes
    ----------
    title : str
        What the checklist asks for.
    answer : str
        The answer from the data; empty if there is none.
    to_write : str
        What the author must still write; empty if nothing.
    """

    title: str
    answer: str
    to_write: str

    @classmethod
    def from_data(cls, title: str, answer: str) -> Item:
        """Return an item that the data answer completely or not at all."""
        return cls(title, answer, "" if answer else _("Not in the data."))

    @property
    def state(self) -> ItemState:
        """How far the data answer the item."""
        # An item that needs nothing from the author but has no answer stays open: nothing was
        # reported.
        if not self.answer:
            return "open"
        return "partly" if self.to_write else "answered"


@dataclass(frozen=True)
class Checklist:
    """A reporting guideline: its key, its title (English), and a function that lists its items."""

    key: str
    title: str
    items: Callable[[Analysis], tuple[Item, ...]]


def build_checklist_table(checklist: Checklist, analysis: Analysis) -> DisplayTable:
    """Return a checklist as a table: item, answer from the data, what is left to write."""
    items = checklist.items(analysis)
    # Answers are translated already, so that no cell may be translated again.
    lines = [
        [Text(text, from_file=True) for text in (item.title, item.answer, item.to_write)]
        for item in items
    ]
    title = checklist.title
    disclaimer = _("The items are worded by this program. The published list is authoritative.")
    return DisplayTable.from_cells(
        f"checklist_{checklist.key}",
        _(title),
        (_("Item"), _("From the data"), _("Left to write")),
        lines,
        note=f"{_count_states(items)} {disclaimer}",
    )


def _count_states(items: tuple[Item, ...]) -> str:
    """Return how many items are in each state, as a sentence."""
    states = [item.state for item in items]
    counts = (
        _("{name}: {value}", name=_(title), value=integer(states.count(state)))
        for state, title in STATE_TITLES.items()
    )
    return f"{', '.join(counts)}."

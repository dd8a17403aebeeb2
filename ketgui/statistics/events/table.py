"""A table of adverse events, with the patients behind each of its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from ketgui.statistics.events.view import VIEW_TITLES, EventView
from ketgui.statistics.rows import Cell, Row, Text


@dataclass(frozen=True)
class AtLeast:
    """A condition on a rank."""

    least: int


# Conditions on events: column and value, all of which hold.
Conditions = tuple[tuple[str, object], ...]


@dataclass(frozen=True)
class EventColumn:
    """A column: its header, the heading above it with its denominator, and what it counts.

    `heading` is empty for none; headings `from_file` are not translated; `infused` columns count
    everyone who received an infusion, with or without an event.
    """

    header: str
    heading: str = ""
    from_file: bool = False
    n: int | None = None
    where: Conditions = ()
    infused: bool = False


@dataclass(frozen=True)
class EventRow:
    """A line: its label, its indentation, its cells, and the conditions of the events it counts."""

    label: Text
    indent: int
    cells: tuple[Cell, ...]
    where: Conditions


@dataclass(frozen=True, eq=False)
class EventTable:
    """A whole table.

    Attributes
    ----------
    view : EventView
        The view that it shows.
    n : int
        The denominator.
    columns, lines
        Headers and lines; empty where nothing can be counted, with the reason below.
    reason : str
        Why there is no line, empty where there are some (English).
    left_out, not_asked : int
        Events of patients who are not counted, and patients who were not asked about events.
    suggested : tuple of str
        Terms under a system organ class that the program suggests, because the file names none.
    """

    view: EventView
    n: int
    columns: tuple[EventColumn, ...]
    lines: tuple[EventRow, ...]
    reason: str = ""
    left_out: int = 0
    not_asked: int = 0
    suggested: tuple[str, ...] = ()
    # Kept in order to name the patients behind a cell on request.
    _events: pd.DataFrame = field(default_factory=pd.DataFrame, repr=False)
    _received: pd.DataFrame = field(default_factory=pd.DataFrame, repr=False)
    _ids: Sequence[str] = field(default=(), repr=False)

    @property
    def key(self) -> str:
        """Its name in files."""
        return f"adverse_events_{self.view.by}"

    @property
    def title(self) -> str:
        """Its title (English, translated where shown)."""
        return VIEW_TITLES[self.view.by]

    @property
    def without_infusion(self) -> int:
        """Events of patients without a recorded infusion; 0 where nobody has one."""
        if self._events.empty or self._received.empty:
            return 0
        return int((~self._events["patient"].isin(self._received["patient"])).sum())

    def rows(self) -> tuple[Row, ...]:
        """Return its lines as those of any result."""
        return tuple(Row(line.label, line.cells) for line in self.lines)

    def patients(self, row: int, column: int) -> tuple[str, ...]:
        """Return who is counted in a cell, in the order of the cohort.

        Parameters
        ----------
        row, column : int
            Position of the line, and of the column after the label's.
        """
        # A cell counts what meets the conditions of its line and of its column.
        where = (*self.lines[row].where, *self.columns[column].where)
        rows = self._received if self.columns[column].infused else self._events
        positions = np.unique(select_events(rows, where)["patient"])
        return tuple(str(self._ids[position]) for position in positions.tolist())


def select_events(events: pd.DataFrame, where: Conditions) -> pd.DataFrame:
    """Return the events that meet every condition.

    Parameters
    ----------
    events : DataFrame
        As of ``PreparedEvents.events``.
    where : tuple of (str, object)
        Columns and their values; an ``AtLeast`` holds from its rank on.

    Returns
    -------
    DataFrame

    Examples
    --------
    >>> ranks = pd.DataFrame({"severity": [1, 2, 3]})
    >>> len(select_events(ranks, (("severity", AtLeast(2)),)))
    2
    """
    for name, value in where:
        column = events[name]
        events = events[column >= value.least if isinstance(value, AtLeast) else column == value]
    return events

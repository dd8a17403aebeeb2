"""The history of a study as a table at the end of its report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ketgui.reporting.tables.display_table import DisplayTable
from ketgui.text import _


@dataclass(frozen=True)
class HistoryLine:
    """One change of the study, as words.

    Attributes
    ----------
    time : str
        When, in UTC.
    what : str
        The change.
    place : str
        Table, row and column; empty for a change of the whole study.
    old, new, reason, person : str
        Empty where there is none.
    """

    time: str
    what: str
    place: str = ""
    old: str = ""
    new: str = ""
    reason: str = ""
    person: str = ""


def build_history_table(lines: Sequence[HistoryLine]) -> DisplayTable:
    """Return a line a change, the oldest first; the column of persons only where one is named.

    Examples
    --------
    >>> table = build_history_table([HistoryLine("2026-11-30T09:00:00Z", "Opened a.csv")])
    >>> table.headers[0], table.rows[0][:2]
    ('Time (UTC)', ('2026-11-30 09:00', 'Opened a.csv'))
    """
    has_persons = any(line.person for line in lines)
    headers = (_("Time (UTC)"), _("Change"), _("Where"), _("Old"), _("New"), _("Reason"))
    rows = [
        (_format_time(line.time), line.what, line.place, line.old, line.new, line.reason)
        + ((line.person,) if has_persons else ())
        for line in lines
    ]
    columns = (*headers, _("Name")) if has_persons else headers
    note = _(
        "Every change of the study with its old and new value. Patients are named by their ids: "
        "for an audit, not for publication."
    )
    title = _("History of the study")
    return DisplayTable("history", title, columns, tuple(rows), (False,) * len(columns), note=note)


def _format_time(time: str) -> str:
    """Return a time to the minute; older studies have lines without one."""
    return time[:16].replace("T", " ")

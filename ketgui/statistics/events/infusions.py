"""Adverse events at each infusion, among those who received it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.events.counting import EMPTY_TALLY, tally_by
from ketgui.statistics.rows import Cell, Count, Text
from ketgui.statistics.study import Study
from ketgui.statistics.tests.proportion import Proportion
from ketgui.text import mark

_NOT_RECORDED = Unavailable(mark("not recorded"))
_NOBODY_INFUSED = Unavailable(mark("no infusion of this number is recorded"))


@dataclass(frozen=True)
class InfusionEvents:
    """Events at one infusion; infusion 0 is for events whose infusion is not recorded.

    `share` is of the `infused`, or of all counted patients where the infusion is not recorded.
    """

    infusion: int
    infused: int | Unavailable
    patients: int
    share: Proportion | Unavailable
    events: int

    def label(self) -> Text:
        """Return the label of its line."""
        if not self.infusion:
            return Text(mark("Infusion not recorded"))
        return Text(mark("Infusion"), suffix=str(self.infusion))

    def cells(self) -> tuple[Cell, ...]:
        """Return those infused, patients with their interval, and events."""
        infused = Count(self.infused) if isinstance(self.infused, int) else self.infused
        if isinstance(self.share, Unavailable):
            return infused, Count(self.patients), self.share, Count(self.events)
        return infused, *self.share.cells(), Count(self.events)

    def as_dict(self) -> dict[str, Any]:
        """Return it by its published names."""
        share = self.share
        of: dict[str, Any] = dict.fromkeys(("n", "percent", "ci"), share)
        if isinstance(share, Proportion):
            of = share.as_dict()
        return {
            "infusion": self.infusion or _NOT_RECORDED,
            "infused": self.infused,
            **of,
            "count": self.patients,
            "events": self.events,
        }


def list_received(study: Study, patients: Any) -> pd.DataFrame:
    """Return every infusion received.

    Parameters
    ----------
    study : Study
    patients : sequence of str
        Those counted; infusions of others are left out.

    Returns
    -------
    DataFrame
        ``patient`` (position among `patients`) and ``infusion`` (number).
    """
    rows = study.infusions
    # Infusions of patients who are not counted have no position among those who are.
    positions = pd.Index(patients).get_indexer(pd.Index(rows["patient_id"]))
    return pd.DataFrame(
        {
            "patient": positions[positions >= 0],
            "infusion": rows["number"][positions >= 0].astype(int),
        }
    )


def add_infusions_with_events(received: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Return each patient once at each infusion, including those that only an event reveals.

    Parameters
    ----------
    received : DataFrame
        As of ``list_received``.
    events : DataFrame
        As of ``PreparedEvents.events``.

    Returns
    -------
    DataFrame
        As `received`, without duplicates.

    Notes
    -----
    Whoever had an event at an infusion that others are known to have received did receive it, too;
    otherwise an event could be counted in more patients than its denominator has.
    """
    # Only at infusions that somebody is known to have received.
    had = events.loc[events["infusion"].isin(received["infusion"]), ["patient", "infusion"]]
    return pd.concat((received, had)).drop_duplicates()


def count_by_infusion(
    study: Study, n: int, received: pd.DataFrame, events: pd.DataFrame
) -> tuple[InfusionEvents, ...]:
    """Count the events at each infusion, those without an infusion last.

    Parameters
    ----------
    study : Study
    n : int
        All counted patients.
    received : DataFrame
        As of ``add_infusions_with_events``.
    events : DataFrame
        As of ``PreparedEvents.events``.

    Returns
    -------
    tuple of InfusionEvents

    Notes
    -----
    The share is of the patients who received that infusion; of all counted patients for events
    whose infusion is not recorded; unavailable where nobody is known to have received it.
    """
    sizes = {
        int(str(number)): int(size) for number, size in received["infusion"].value_counts().items()
    }
    tallies = tally_by(events, ["infusion"]) if len(events) else {}
    # An infusion without events has a line too: 0 of those infused.
    numbers = sorted({*sizes, *(int(str(key[0])) for key in tallies)} - {0})
    counted: list[InfusionEvents] = []
    for number in (*numbers, *((0,) if (0,) in tallies else ())):
        tally = tallies.get((number,), EMPTY_TALLY)
        # Events without an infusion are a share of all counted patients.
        of = sizes.get(number, 0) if number else n
        share = Proportion.of(tally.patients, of, study.plan) if of else _NOBODY_INFUSED
        infused = (of or _NOBODY_INFUSED) if number else _NOT_RECORDED
        counted.append(InfusionEvents(number, infused, tally.patients, share, tally.events))
    return tuple(counted)

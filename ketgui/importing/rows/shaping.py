"""Rows made of cells that hold several things: events side by side, numbers with units beside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from ketgui.domain.events.adverse_events import SERIOUS_EVENT
from ketgui.domain.events.event_terms import is_no_event
from ketgui.importing.mapping.mapping import ColumnMapping
from ketgui.importing.rows.draft import Piece
from ketgui.importing.rows.reading import Values
from ketgui.importing.tables.text_table import Mask
from ketgui.importing.vocabulary import dates
from ketgui.importing.vocabulary.amounts import read_pressure
from ketgui.importing.vocabulary.event_text import WrittenEvent, read_events
from ketgui.importing.vocabulary.targets import (
    DATES,
    PRESENT,
    PRESSURE_BEFORE,
    PRESSURE_PEAK,
    TERMS,
    UNIT,
    Target,
)
from ketgui.importing.vocabulary.units import get_factor, list_spellings


def convert_units(table: str, values: dict[str, Values], unread: dict[str, Mask]) -> None:
    """Convert the numbers whose unit stands in a column beside them.

    Both arguments change: the column of units is used up, and leaves.
    """
    for key in [key for key in values if key.startswith(f"{UNIT}_")]:
        units = values.pop(key)
        unread.pop(key, None)
        of = key.removeprefix(f"{UNIT}_")
        if of in values:
            target = Target(table, of)  # type: ignore[arg-type]
            values[of] = values[of] * _find_factors(target, units)


def _find_factors(target: Target, units: Values) -> Values:
    """Return what each row's number is multiplied with; 1 for a unit that nobody knows."""
    unit_names = list_spellings(target)
    # Few units are distinct; "kg." and "KG" are one.
    times = {
        word: get_factor(target, unit_names.get(str(word).casefold().rstrip("."), ""))
        for word in set(units)
        if word is not None
    }
    return np.array([times.get(word, 1.0) for word in units], np.float64)


def split_pressures(
    values: dict[str, Values], unread: dict[str, Mask], columns: dict[str, ColumnMapping]
) -> None:
    """Part the cells that hold both blood pressures: "132/84".

    All arguments change: the column becomes one of systolic and one of diastolic pressures.
    """
    for key, when in ((PRESSURE_BEFORE, "before"), (PRESSURE_PEAK, "peak")):
        if key not in values:
            continue
        words, column = values.pop(key), columns.pop(key)
        unread.pop(key)
        pairs = [None if word is None else read_pressure(str(word)) for word in words]
        is_unread = np.array(
            [word is not None and pair is None for word, pair in zip(words, pairs, strict=True)],
            np.bool_,
        )
        for position, name in enumerate(("systolic", "diastolic")):
            field = f"{name}_{when}"
            if field not in values:
                values[field] = np.array([pair[position] if pair else np.nan for pair in pairs])
                unread[field], columns[field] = is_unread, column


def split_events(piece: Piece) -> Piece:
    """Turn yes/no events and several events in a cell into a row each."""
    if piece.table == "adverse_events" and PRESENT in piece.values:
        # Values are True, False or None; a row that could not be read stays, to be asked about.
        present = piece.values[PRESENT] == True  # noqa: E712
        unread = piece.unread[PRESENT]
        return piece.take((present | unread).astype(np.bool_))
    if piece.table == "adverse_events" and TERMS in piece.values:
        return _split_terms(piece)
    if piece.table == "adverse_events" and "term" in piece.values:
        return _split_listed_terms(piece)
    return piece


def split_dates(piece: Piece) -> Piece:
    """Turn the dates of several infusions in a cell into an infusion each, numbered by date."""
    if piece.table != "infusions" or DATES not in piece.values:
        return piece
    order = piece.columns[DATES].rule.date_order
    listed = [_read_dates(cell, order) for cell in piece.values[DATES]]
    repeated = np.repeat(np.arange(len(piece)), [max(1, len(days)) for days in listed])
    # A cell that cannot be read keeps its row, to be asked about.
    is_unread = np.array([not days for days in listed], np.bool_)
    days = [day for row in listed for day in (sorted(row) or [None])]
    numbers = [n for row in listed for n in (range(1, len(row) + 1) or [np.nan])]
    values = {key: v[repeated] for key, v in piece.values.items() if key != DATES}
    values |= {
        "date": np.array(days, "datetime64[us]"),
        "infusion_number": np.array(numbers, np.float64),
    }
    unread = {key: marks[repeated] for key, marks in piece.unread.items() if key != DATES}
    return replace(
        piece,
        index=piece.index[repeated],
        patient=piece.patient[repeated],
        values=values,
        unread=unread | {"date": is_unread[repeated]},
        columns={("date" if key == DATES else key): c for key, c in piece.columns.items()},
    )


def _read_dates(cell: object, order: str) -> list[dt.datetime]:
    """Return the dates that a cell holds; none where one of them cannot be read."""
    words = dates.find_listed(str(cell)) or [str(cell)]
    days = [dates.read(word, order) for word in words]
    return [] if None in days else [day for day in days if day]


def _split_terms(piece: Piece) -> Piece:
    """Return a row for each event that a cell lists, with the cell's other values in each."""
    listed = [read_events(str(cell)) if cell is not None else [] for cell in piece.values[TERMS]]
    if "serious" in piece.values:
        listed = [
            _name_serious(events) if serious is True else events
            for events, serious in zip(listed, piece.values["serious"], strict=True)
        ]
    repeated = np.repeat(np.arange(len(piece)), [len(events) for events in listed])
    split = Piece(
        piece.table, piece.source, piece.mapping, piece.index[repeated], piece.patient[repeated],
        {key: values[repeated] for key, values in piece.values.items() if key != TERMS},
        {key: marks[repeated] for key, marks in piece.unread.items() if key != TERMS},
        {("term" if key == TERMS else key): column for key, column in piece.columns.items()},
    )  # fmt: skip
    # What a row's own severity says counts more than a word in the list, and stands for its lack.
    every = [event for events in listed for event in events]
    split.values["term"] = np.fromiter((event.term for event in every), np.object_)
    written = np.fromiter((event.severity or None for event in every), np.object_)
    own = split.values.get("severity")
    split.values["severity"] = written if own is None else np.where(pd.isna(own), written, own)
    return split


def _name_serious(events: list[WrittenEvent]) -> list[WrittenEvent]:
    """Return the events of a row that calls one serious, and may name none."""
    has_event = any(not is_no_event(event.term) for event in events)
    return events if has_event else [WrittenEvent(SERIOUS_EVENT)]


def _split_listed_terms(piece: Piece) -> Piece:
    """Split a list's own term where it holds several events, or says how severe one was."""
    cells = piece.values["term"]
    events_of = {word: read_events(str(word)) for word in set(cells) if word is not None}
    is_plain = all(
        len(events) == 1 and events[0].term == word and not events[0].severity
        for word, events in events_of.items()
    )
    if is_plain:
        return piece
    moved = Piece(
        piece.table, piece.source, piece.mapping, piece.index, piece.patient,
        {(TERMS if key == "term" else key): v for key, v in piece.values.items()},
        {(TERMS if key == "term" else key): v for key, v in piece.unread.items()},
        piece.columns,
    )  # fmt: skip
    return _split_terms(moved)


def keep_peaks(pieces: Sequence[Piece]) -> list[Piece]:
    """Keep the highest of several ratings of one infusion: "CADSS 40 min" and "CADSS 80 min"."""
    # Ratings of one infusion are columns of one table that differ by their minutes alone: they
    # are grouped by everything else that their headers say, which is the same for all rows.
    groups: dict[tuple[object, ...], list[Piece]] = {}
    for piece in pieces:
        if "minutes" in piece.values and len(piece) and "score" in piece.values:
            when = tuple(str(piece.values[k][0]) for k in ("scale", "day", "moment", "visit")
                         if k in piece.values)  # fmt: skip
            groups.setdefault((id(piece.source), *when), []).append(piece)
    chosen = {
        id(piece): rows
        for group in groups.values()
        for piece, rows in zip(group, _find_highest(group), strict=True)
    }
    return [piece.take(chosen[id(piece)]) if id(piece) in chosen else piece for piece in pieces]


def _find_highest(group: Sequence[Piece]) -> list[Mask]:
    """Return which rows of each piece hold their patient's highest score, each patient once."""
    # A place for each patient, and a last one for the rows without a patient (-1).
    size = max(int(piece.patient.max(initial=-1)) for piece in group) + 2
    best = np.full(size, -np.inf)
    for piece in group:
        np.fmax.at(best, piece.patient, piece.values["score"])
    # Where two ratings share the highest score, the first one is kept.
    is_taken = np.zeros(size, np.bool_)
    masks: list[Mask] = []
    for piece in group:
        mask = (piece.values["score"] == best[piece.patient]) & ~is_taken[piece.patient]
        is_taken[piece.patient[mask]] = True
        masks.append(mask)
    return masks

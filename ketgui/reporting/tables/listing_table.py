"""A listing as a table that is copied and exported: numbers stay numbers, words stay words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from ketgui.reporting.tables.display_table import DisplayTable
from ketgui.reporting.tables.listing import MISSING, Listing
from ketgui.statistics.rows import Cell, Count, Number, Text
from ketgui.text import _


def build_listing_table(listing: Listing, key: str, title: str, note: str = "") -> DisplayTable:
    """Return every row of a listing, in its order, as a table; `note` says what it leaves out."""
    places = range(len(listing.headers))
    columns = [_build_column(listing, place) for place in places]
    notes = (note, "" if len(listing) else _("There is none."))
    cells = list(zip(*columns, strict=True))
    return DisplayTable.of(key, title, listing.headers, cells, note=" ".join(filter(None, notes)))


def _build_column(listing: Listing, place: int) -> list[Cell]:
    values: list[Any] = listing.frame.iloc[:, place].tolist()
    write = listing.writers[place]
    if listing.numeric[place]:
        return [_build_number(value, write) for value in values]
    return [Text(MISSING if pd.isna(x) else write(x), from_file=True) for x in values]


def _build_number(value: Any, write: Callable[[Any], str]) -> Cell:
    """Return a number with the places in which the listing shows it."""
    if pd.isna(value):
        return Text(MISSING, from_file=True)
    _whole, _mark, places = write(value).replace(",", ".").partition(".")
    if not places and float(value).is_integer():
        return Count(int(value))
    return Number(float(value), len(places))

"""A list of records as a table to copy and export, in which numbers stay numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from ketgui.reporting.tables.display_table import DisplayTable
from ketgui.reporting.tables.listing import MISSING, Listing
from ketgui.statistics.rows import Cell, Count, Number, Text
from ketgui.text import _


def build_listing_table(listing: Listing, key: str, title: str, note: str = "") -> DisplayTable:
    """Return the rows of a list, in order, as a table; `note` names the rows left out."""
    columns = [_build_column(listing, index) for index in range(len(listing.headers))]
    notes = (note, "" if len(listing) else _("There is none."))
    cells = list(zip(*columns, strict=True))
    return DisplayTable.from_cells(
        key, title, listing.headers, cells, note=" ".join(filter(None, notes))
    )


def _build_column(listing: Listing, index: int) -> list[Cell]:
    values: list[Any] = listing.frame.iloc[:, index].tolist()
    format_value = listing.formatters[index]
    if listing.numeric[index]:
        return [_build_number(value, format_value) for value in values]
    # Texts of a file are not translated.
    return [Text(MISSING if pd.isna(x) else format_value(x), from_file=True) for x in values]


def _build_number(value: Any, format_value: Callable[[Any], str]) -> Cell:
    """Return a number with as many decimals as the list shows."""
    if pd.isna(value):
        return Text(MISSING, from_file=True)
    # French numbers have a comma.
    _whole, _point, decimals = format_value(value).replace(",", ".").partition(".")
    if not decimals and float(value).is_integer():
        return Count(int(value))
    return Number(float(value), len(decimals))

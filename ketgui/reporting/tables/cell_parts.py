"""A cell split into its numbers, each with its number format for a spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass

from ketgui.domain.unavailable import Unavailable
from ketgui.reporting.tables.display_table import format_cell
from ketgui.statistics.rows import (
    Cell,
    Clock,
    Correlation,
    Count,
    Number,
    Odds,
    PValue,
    Range,
    Share,
    Text,
)
from ketgui.text import _, mark

_MINUTES_PER_DAY = 1440
# The columns into which a spreadsheet splits one column of a table, in order.
PART_TITLES: dict[str, str] = {
    "value": mark("Value"),
    "sd": mark("SD"),
    "q1": mark("First quartile"),
    "q3": mark("Third quartile"),
    "count": "n",
    "n": "N",
    "percent": "%",
    "low": mark("Lower"),
    "high": mark("Upper"),
}


@dataclass(frozen=True)
class CellPart:
    """One number or text of a cell.

    Attributes
    ----------
    name : str
        A key of ``PART_TITLES``; empty for text, which has no column of its own.
    value : float, int or str
    number_format : str
        The spreadsheet's number format; empty for text.
    """

    name: str
    value: float | str
    number_format: str = ""


def split_cell(cell: Cell) -> tuple[CellPart, ...]:
    """Return the numbers of a cell at full precision, or its text.

    Examples
    --------
    >>> [part.value for part in split_cell(Share(4, 20))]
    [4, 20, 20.0]
    """
    match cell:
        case Count(value):
            return (CellPart("value", value, "0"),)
        case Share(count, n):
            percent = (CellPart("percent", 100 * count / n, "0.0"),)
            return (CellPart("count", count, "0"), CellPart("n", n, "0"), *percent)
        case Range(low, high, decimals, _of_coefficient):
            return (
                CellPart("low", low, _build_number_format(decimals)),
                CellPart("high", high, _build_number_format(decimals)),
            )
        case Correlation(r, decimals):
            return (CellPart("value", r, _build_number_format(decimals)),)
        # Spreadsheets store a time as a fraction of a day.
        case Clock(minutes):
            return (CellPart("value", minutes / _MINUTES_PER_DAY, '[m]:ss" min"'),)
        # A p value below 0.001 would be shown as 0.000.
        case PValue(p):
            return (
                (CellPart("value", p, "0.000"),)
                if p >= 0.001
                else (CellPart("value", p, "0.0E+00"),)
            )
        case Odds(value):
            return (CellPart("value", value, _build_number_format(cell.decimals)),)
        case Number():
            return _split_number(cell)
        case Text() | Unavailable():
            return (CellPart("", format_cell(cell)),)


def _split_number(cell: Number) -> tuple[CellPart, ...]:
    # A spreadsheet shows a unit in quotation marks after the value, which stays a number.
    unit = f'"\u00a0{_(cell.unit)}"'.replace('""', '"') if cell.unit else ""
    value = CellPart("value", cell.value, _build_number_format(cell.decimals) + unit)
    if cell.quartiles:
        low, high = cell.quartiles
        places = _build_number_format(cell.decimals)
        return (value, CellPart("q1", low, places), CellPart("q3", high, places))
    if cell.spread is None:
        return (value,)
    if isinstance(cell.spread, Unavailable):
        return (value, CellPart("sd", _(cell.spread.reason)))
    return (value, CellPart("sd", cell.spread, _build_number_format(cell.decimals)))


def _build_number_format(decimals: int) -> str:
    return "0" + "." * (decimals > 0) + "0" * decimals
